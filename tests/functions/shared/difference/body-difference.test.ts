import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyDifference, type Stretch } from '../../../../functions/shared/difference/body-difference.ts';
import { linesOf } from '../../../../functions/shared/difference/lines.ts';
import { sanitise } from '../../../../web/portal/sanitise.ts';

const textOf = (html: string): string => linesOf(html).map((line) => `${line}\n`).join('');
const side = (body: readonly Stretch[], other: 'added' | 'removed'): string => body.filter(({ op }) => op !== other).map(({ text }) => text).join('');
const changes = (from: string, to: string): Stretch[] => bodyDifference(sanitise(from), sanitise(to)).body.filter(({ op }) => op !== 'same');

const word = fc.constantFrom('安全', '工作', '通知', '的', '。', '，', '2025年', 'Fabu', '👩‍🚀', '&amp;', '<br />', '  ');
const prose = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(''));
const inline = fc.oneof(
  prose,
  fc.tuple(fc.constantFrom('strong', 'em', 'sub'), prose).map(([tag, text]) => `<${tag}>${text}</${tag}>`),
  fc.tuple(fc.constantFrom('a', 'b'), prose).map(([host, text]) => `<a href="https://${host}.example/">${text}</a>`),
  fc.constantFrom('一', '二').map((alt) => `<img src="https://p.example/${alt}.png" alt="${alt}">`),
);
const line = fc.array(inline, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));
const block = fc.oneof(
  line.map((text) => `<p>${text}</p>`),
  line.map((text) => `<h2>${text}</h2>`),
  fc.array(line, { minLength: 1, maxLength: 3 }).map((items) => `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`),
  fc.array(line, { minLength: 1, maxLength: 3 }).map((cells) => `<table><tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr></table>`),
  line.map((text) => `<blockquote><p>${text}</p></blockquote>`),
);
const blocks = fc.array(block, { maxLength: 8 });
const body = blocks.map((parts) => sanitise(parts.join('\n')));
/** Two bodies as people make them: the second is the first with blocks taken out, put in and moved. */
const edited = fc.tuple(blocks, blocks, fc.nat(8), fc.nat(8)).map(([kept, added, at, gone]) => {
  const after = [...kept.slice(0, at), ...added, ...kept.slice(at + gone)];
  return [sanitise(kept.join('')), sanitise(after.join(''))] as const;
});
const anyLimits = fc.record({ lineEdits: fc.nat(20), characters: fc.nat(300), wordEdits: fc.nat(20) });

describe('a difference of two bodies', () => {
  it('holds both: what stayed and what went is the old text, what stayed and what came the new, under any limits', () => {
    fc.assert(
      fc.property(fc.oneof(edited, fc.tuple(body, body)), anyLimits, ([from, to], limits) => {
        for (const difference of [bodyDifference(from, to), bodyDifference(from, to, limits)]) {
          expect(side(difference.body, 'added')).toBe(textOf(from));
          expect(side(difference.body, 'removed')).toBe(textOf(to));
        }
      }),
    );
  });

  it('is nothing exactly where both say the same', () => {
    fc.assert(
      fc.property(fc.oneof(edited, fc.tuple(body, body)), ([from, to]) => {
        const differs = bodyDifference(from, to).body.some(({ op }) => op !== 'same');
        expect(differs).toBe(textOf(from) !== textOf(to));
      }),
    );
    expect(bodyDifference('<p>一</p>', '<p>一</p>')).toEqual({ body: [{ op: 'same', text: '一\n' }], coarse: false });
    expect(bodyDifference('', '')).toEqual({ body: [], coarse: false });
  });

  it('has no empty stretch and no two of a kind beside each other', () => {
    fc.assert(
      fc.property(edited, anyLimits, ([from, to], limits) => {
        const { body: stretches } = bodyDifference(from, to, limits);
        stretches.forEach(({ op, text }, place) => {
          expect(text).not.toBe('');
          expect(op).not.toBe(stretches[place + 1]?.op);
        });
      }),
    );
  });

  it('shows the changed words of a sentence and leaves the others alone', () => {
    expect(bodyDifference('<p>请于9月30日前将名单报省厅。</p>', '<p>请于10月9日前将名单报省厅人事处。</p>')).toEqual({
      coarse: false,
      body: [
        { op: 'same', text: '请于' },
        { op: 'removed', text: '9' },
        { op: 'added', text: '10' },
        { op: 'same', text: '月' },
        { op: 'removed', text: '30' },
        { op: 'added', text: '9' },
        { op: 'same', text: '日前将名单报省厅' },
        { op: 'added', text: '人事处' },
        { op: 'same', text: '。\n' },
      ],
    });
  });

  it.each<[string, string, string, string, string]>([
    ['where a link leads', '<p>见<a href="https://a.example/">附件</a>。</p>', '<p>见<a href="https://b.example/?x=1&amp;y=2">附件</a>。</p>', '<a href="https://a.example/">', '<a href="https://b.example/?x=1&y=2">'],
    ['which picture it is', '<p>校园<img src="https://a.example/1.png" alt="门"></p>', '<p>校园<img src="https://a.example/2.png" alt="门"></p>', '<img src="https://a.example/1.png" alt="门">', '<img src="https://a.example/2.png" alt="门">'],
    ['what a picture is called', '<p>校园<img src="https://a.example/1.png" alt="门"></p>', '<p>校园<img src="https://a.example/1.png" alt="窗"></p>', '<img src="https://a.example/1.png" alt="门">', '<img src="https://a.example/1.png" alt="窗">'],
    ['one cell of a table', '<table><tr><td>甲校</td><td>3人</td></tr></table>', '<table><tr><td>甲校</td><td>5人</td></tr></table>', '3', '5'],
    ['how far a cell reaches', '<table><tr><td colspan="2">甲校合计</td></tr></table>', '<table><tr><td colspan="3">甲校合计</td></tr></table>', '<td colspan="2">', '<td colspan="3">'],
    ['whether a line is a heading', '<h2>工作要求</h2>', '<h3>工作要求</h3>', '<h2>', '<h3>'],
    ['whether a list is numbered', '<p>一</p><ul><li>甲</li><li>乙</li></ul>', '<p>一</p><ol><li>甲</li><li>乙</li></ol>', '<ul>', '<ol>'],
  ])('shows %s', (_, from, to, removed, added) => {
    const shown = changes(from, to);
    expect(shown.some(({ op, text }) => op === 'removed' && text.includes(removed))).toBe(true);
    expect(shown.some(({ op, text }) => op === 'added' && text.includes(added))).toBe(true);
  });

  it('takes a list item or a table row that was put in as just that', () => {
    expect(changes('<ul><li>甲</li><li>丙</li></ul>', '<ul><li>甲</li><li>乙</li><li>丙</li></ul>')).toEqual([{ op: 'added', text: '<li>乙\n' }]);
    const [one, two, three] = [1, 2, 3].map((row) => `<tr><td>第${row}行</td><td>${row}</td></tr>`);
    expect(changes(`<table>${one}${three}</table>`, `<table>${one}${two}${three}</table>`).map(({ op }) => op)).toEqual(['added']);
  });

  it('does not weave a new paragraph into the one that it replaces', () => {
    const rewritten = changes('<p>各地要高度重视校园食品安全的检查。</p>', '<p>附件名单由人事处另行印发的，请予关注。</p>');
    expect(rewritten).toEqual([
      { op: 'removed', text: '各地要高度重视校园食品安全的检查。\n' },
      { op: 'added', text: '附件名单由人事处另行印发的，请予关注。\n' },
    ]);
  });
});

describe('the work', () => {
  const many = (count: number, sentence: (place: number) => string): string => Array.from({ length: count }, (_, place) => `<p>${sentence(place)}</p>`).join('');
  /** What the function has; alone on this machine each takes half a second at most. */
  const LONGEST_MS = 15_000;
  const largest: readonly (readonly [string, string, string])[] = [
    ['nothing in common', many(15_000, (place) => `第${place}条甲校园安全工作的通知要求落实到位`), many(15_000, (place) => `第${place + 20_000}条乙学校食品工作的意见`)],
    ['short lines without an order', many(90_000, (place) => `${(place * place) % 7 % 2}`), many(90_000, (place) => `${(place * place * place) % 11 % 2}`)],
    ['one endless paragraph', `<p>${'安全工作要求'.repeat(58_000)}</p>`, `<p>${'安全工作落实'.repeat(58_000)}</p>`],
  ];

  it.each(largest)('on the largest bodies is bounded: %s', (_, from, to) => {
    const started = performance.now();
    const difference = bodyDifference(from, to);
    expect(performance.now() - started).toBeLessThan(LONGEST_MS);
    expect(difference.coarse).toBe(true);
    expect(side(difference.body, 'added')).toBe(textOf(from));
    expect(side(difference.body, 'removed')).toBe(textOf(to));
  });

  it('on a large body with a few changes still finds their words', () => {
    const sentence = (changed: string) => many(15_000, (place) => `第${place}条${place === 7000 ? changed : ''}校园安全工作的通知要求`);
    expect(bodyDifference(sentence('旧'), sentence('新')).body.slice(1, 3)).toEqual([{ op: 'removed', text: '旧' }, { op: 'added', text: '新' }]);
  });
});
