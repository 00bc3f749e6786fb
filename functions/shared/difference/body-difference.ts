import { diffArrays } from 'diff';
import { linesOf } from './lines.ts';
import { wordsOf } from './words.ts';

/** A stretch of text that both have, or only one of them. Stretches end within a line or, with its line end, after some. */
export interface Stretch {
  readonly op: 'same' | 'added' | 'removed';
  readonly text: string;
}

export interface BodyDifference {
  readonly body: readonly Stretch[];
  /** Whether the bodies were too large or too different to be compared word by word throughout. */
  readonly coarse: boolean;
}

/** How much is compared at most. Counted and not timed: the same two bodies always have the same difference. */
export interface Limits {
  /** Lines that may come and go. */
  readonly lineEdits: number;
  /** Characters of changed lines that are compared word by word, and words that may come and go in one place. */
  readonly characters: number;
  readonly wordEdits: number;
}

/** Two bodies of 1 MB that have nothing in common stay well within the function's 15 seconds (see the test). */
const usual: Limits = { lineEdits: 1000, characters: 60_000, wordEdits: 400 };

/** Of a rewritten paragraph, scattered words that happen to be the same say nothing: below this share it is a new one. */
const ALIKE = 0.3;

/** What turned one sanitised body into another. `same` and `removed` together are the old text, `same` and `added` the new. */
export function bodyDifference(from: string, to: string, limits: Limits = usual): BodyDifference {
  const [old, current] = [linesOf(from), linesOf(to)];
  const lines = diffArrays(old, current, { maxEditLength: limits.lineEdits });
  const changes = lines === undefined ? wholeDifference(old, current) : lines.map(({ value, added, removed }) => ({ op: opOf({ added, removed }), items: value }));
  const comparison = new Comparison(limits);
  for (const { op, items } of changes) comparison.take(op, items.map((line) => `${line}\n`).join(''));
  const { stretches, coarse } = comparison.end();
  return { body: stretches, coarse: coarse || lines === undefined };
}

interface Changed {
  readonly op: Stretch['op'];
  readonly items: readonly string[];
}

function opOf({ added, removed }: { readonly added: boolean; readonly removed: boolean }): Stretch['op'] {
  if (added) return 'added';
  return removed ? 'removed' : 'same';
}

/** Where both begin and end alike, what lies between is another text. */
function wholeDifference(old: readonly string[], current: readonly string[]): readonly Changed[] {
  const shorter = Math.min(old.length, current.length);
  let start = 0;
  while (start < shorter && old[start] === current[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === current.at(-1 - end)) end += 1;
  return [
    { op: 'same', items: old.slice(0, start) },
    { op: 'removed', items: old.slice(start, old.length - end) },
    { op: 'added', items: current.slice(start, current.length - end) },
    { op: 'same', items: old.slice(old.length - end) },
  ];
}

/** Puts the differences of lines together, and looks into lines that were replaced as long as its limits allow. */
class Comparison {
  private readonly limits: Limits;
  private readonly stretches: Stretch[] = [];
  private pending = { removed: '', added: '' };
  private characters: number;
  private coarse = false;

  constructor(limits: Limits) {
    this.limits = limits;
    this.characters = limits.characters;
  }

  take(op: Stretch['op'], text: string): void {
    if (op !== 'same') {
      this.pending[op] += text;
      return;
    }
    this.settle();
    this.write({ op, text });
  }

  end(): { readonly stretches: readonly Stretch[]; readonly coarse: boolean } {
    this.settle();
    return { stretches: this.stretches, coarse: this.coarse };
  }

  private settle(): void {
    const { removed, added } = this.pending;
    this.pending = { removed: '', added: '' };
    const inWords = removed === '' || added === '' ? undefined : this.compareWords(removed, added);
    const whole: readonly Stretch[] = [{ op: 'removed', text: removed }, { op: 'added', text: added }];
    (inWords ?? whole).forEach((stretch) => this.write(stretch));
  }

  private compareWords(removed: string, added: string): readonly Stretch[] | undefined {
    const length = removed.length + added.length;
    const words = length > this.characters ? undefined : diffArrays(wordsOf(removed), wordsOf(added), { maxEditLength: this.limits.wordEdits });
    if (words === undefined) {
      this.coarse = true;
      return undefined;
    }
    this.characters -= length;
    const stretches = words.map((change) => ({ op: opOf(change), text: change.value.join('') }));
    const same = stretches.filter(({ op }) => op === 'same').reduce((sum, { text }) => sum + text.length, 0);
    return same * 2 < length * ALIKE ? undefined : stretches;
  }

  private write(stretch: Stretch): void {
    const last = this.stretches.at(-1);
    if (stretch.text === '') return;
    if (last?.op === stretch.op) this.stretches[this.stretches.length - 1] = { op: last.op, text: last.text + stretch.text };
    else this.stretches.push(stretch);
  }
}
