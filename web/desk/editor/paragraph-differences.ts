import { parseHtml } from './parse-html.ts';

/** A paragraph of two texts laid beside one another. */
export interface Line {
  readonly op: 'same' | 'mine' | 'theirs';
  readonly text: string;
}

const BLOCKS = 'h2, h3, h4, p, li, td, th, img, video';
/** Beyond so many pairs the two are shown whole, one after the other. */
const MOST_PAIRS = 4_000_000;

/** Which paragraphs only one of two bodies has (longest common subsequence). */
export function linesOf(mine: string, theirs: string): Line[] {
  const [a, b] = [paragraphs(mine), paragraphs(theirs)];
  if (a.length * b.length > MOST_PAIRS) return [...b.map((text): Line => ({ op: 'theirs', text })), ...a.map((text): Line => ({ op: 'mine', text }))];
  const longest = lengths(a, b);
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const op = opAt(i, j);
    lines.push({ op, text: (op === 'theirs' ? b[j] : a[i]) ?? '' });
    if (op !== 'theirs') i += 1;
    if (op !== 'mine') j += 1;
  }
  return [...lines, ...a.slice(i).map((text): Line => ({ op: 'mine', text })), ...b.slice(j).map((text): Line => ({ op: 'theirs', text }))];

  function opAt(mineAt: number, theirsAt: number): Line['op'] {
    if (a[mineAt] === b[theirsAt]) return 'same';
    return at(longest, mineAt, theirsAt + 1) >= at(longest, mineAt + 1, theirsAt) ? 'theirs' : 'mine';
  }
}

/** How many paragraphs the rests from each pair of places have in common. */
function lengths(a: readonly string[], b: readonly string[]): number[][] {
  const rows = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = rows[i] as number[];
      row[j] = a[i] === b[j] ? at(rows, i + 1, j + 1) + 1 : Math.max(at(rows, i + 1, j), at(rows, i, j + 1));
    }
  }
  return rows;
}

const at = (rows: readonly (readonly number[])[], i: number, j: number): number => rows[i]?.[j] ?? 0;

function paragraphs(body: string): string[] {
  const blocks = [...parseHtml(body).body.querySelectorAll(BLOCKS)].filter((block) => block.querySelector(BLOCKS) === null);
  return blocks.map((block) => (block instanceof HTMLElement && block.matches('img, video') ? `[${block.getAttribute('alt') ?? block.getAttribute('src') ?? ''}]` : block.textContent.trim())).filter((text) => text !== '');
}
