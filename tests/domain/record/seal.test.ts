import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { furthest, headsIn, partText, sealIn, sealText } from '../../../domain/record/seal.ts';

const head = { pk: 'SITE#zhejiang#RELEASE#zhejiang-a', seq: 3, hash: 'c'.repeat(64) };
const part = partText([head]);
const seal = sealText({ date: '2025-03-06', sealedAt: '2025-03-05T16:10:00.000Z', previous: { date: '2025-03-05', hash: 'b'.repeat(64) }, count: 1, parts: [part.hash] });

/** A text with one character put in, taken out, or put for another. */
const changed = (text: string) =>
  fc.tuple(fc.nat(text.length - 1), fc.string({ maxLength: 1 }), fc.nat(1)).map(([at, put, cut]) => text.slice(0, at) + put + text.slice(at + cut)).filter((other) => other !== text);

describe('a seal', () => {
  it('is read back as it was written, and under its own day only', () => {
    expect(sealIn(seal.text, '2025-03-06')).toMatchObject({ hash: seal.hash, previous: { date: '2025-03-05' }, parts: [part.hash] });
    expect(headsIn(part.text, part.hash)).toEqual([head]);
    expect(sealIn(seal.text, '2025-03-07')).toBeUndefined();
  });

  it('I5: no longer holds once any character of it, or of a part, has changed', () => {
    fc.assert(fc.property(changed(seal.text), (text) => sealIn(text, '2025-03-06') === undefined));
    fc.assert(fc.property(changed(part.text), (text) => headsIn(text, part.hash) === undefined));
  });

  it('control: another seal with another hash of its own holds, and is found by the link of the next one only', () => {
    const forged = sealText({ date: '2025-03-06', sealedAt: '2025-03-05T16:10:00.000Z', count: 0, parts: [] });
    expect(sealIn(forged.text, '2025-03-06')?.hash).not.toBe(seal.hash);
  });

  it('never goes back behind what was sealed before', () => {
    const cut = { ...head, seq: 2 };
    expect(furthest(head, cut)).toBe(head);
    expect(furthest(cut, head)).toBe(head);
    expect(furthest(head, undefined)).toBe(head);
    expect(furthest(undefined, cut)).toBe(cut);
  });
});
