import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { announce, bindAttachment, isSafeName, LARGEST_FILE_BYTES, LONGEST_NAME, MOST_ATTACHMENTS, removeAttachment, type Announced } from '../../../domain/release/attachments.ts';
import { contentHashOf, type Attachment, type Content } from '../../../domain/release/content.ts';
import { beginsAs, fileTypeOf, fileTypes, isText } from '../../../domain/release/file-types.ts';
import type { Release } from '../../../domain/release/release.ts';
import { filePath } from '../../../web/portal/addresses.ts';
import { submit } from '../../../domain/release/submit.ts';
import { actOf, after, content, draftOf, personWith, reviewer, submitter } from './sample.ts';

const act = actOf(submitter);
const good: Announced = { name: '名单.pdf', type: 'application/pdf', size: 1000 };
const file = (name = good.name, hash = 'a'.repeat(64)): Attachment => ({ name, type: 'application/pdf', size: 1000, hash });

function faultsOf(announced: Partial<Announced>, release = draftOf()): string[] {
  const answer = announce(release, { ...good, ...announced }, act);
  return answer.ok ? [] : (answer.error.faults ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
}

/** The item and its content with these files, bound one after the other. */
function having(...files: readonly Attachment[]): { release: Release; content: Content } {
  let stand: { release: Release; content: Content } = { release: draftOf(), content };
  for (const each of files) {
    const bound = bindAttachment(stand.release, stand.content, each, act);
    if (!bound.ok) throw new Error(JSON.stringify(bound.error));
    stand = { release: bound.value.change?.release ?? stand.release, content: bound.value.content };
  }
  return stand;
}

describe('a name', () => {
  it('that is accepted is one safe part of a path, whatever is tried', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary', maxLength: 2 }), fc.constantFrom('a', '名单', '（1）', 'é', '~', "'", '+', '&', '𠮷'), fc.constantFrom('..', '/', '\\', '.', '\u0000', '\u202e', 'e\u0301', '%2f', '*', '?', '#', ' ', '\u3000', '名单', '\ud83d'));
    const anyName = fc.tuple(fc.array(piece, { maxLength: 6 }), fc.constantFrom('.pdf', '.PDF', '.zip', '/x.pdf', '..pdf', '')).map(([pieces, end]) => pieces.join('') + end);
    const draft = draftOf();
    let accepted = 0;
    fc.assert(
      fc.property(anyName, (name) => {
        const answer = announce(draft, { ...good, name, type: fileTypeOf(name)?.mediaType ?? '' }, act);
        if (!answer.ok) return;
        accepted += 1;
        const known = answer.value.name;
        expect(known).not.toMatch(/[/\\\p{C}]/u);
        expect(known).toBe(known.normalize('NFC'));
        expect(posix.dirname(posix.resolve('/site/art/2025/00001', known))).toBe('/site/art/2025/00001');
        const { pathname } = new URL(filePath('/site/art/2025/00001.html', known), 'https://portal.example');
        expect(decodeURIComponent(pathname)).toBe(`/site/art/2025/00001/${known}`);
        expect([...known].length).toBeLessThanOrEqual(LONGEST_NAME);
        expect(fileTypeOf(known)).toBeDefined();
      }),
      { numRuns: 1000, seed: 20250930 },
    );
    expect(accepted).toBeGreaterThan(50);
  });

  it.each(['../a.pdf', 'a/b.pdf', 'a\\b.pdf', '.pdf', '..pdf', ' a.pdf', 'a.pdf ', 'a\u0000.pdf', 'a\n.pdf', 'a\u202efdp.pdf', 'a*.pdf', 'a?.pdf', 'a#.pdf', 'a%2f.pdf', 'a:b.pdf', 'a"b.pdf', '\ud83d.pdf'])('%j is not safe', (name) => {
    expect(isSafeName(name)).toBe(false);
    expect(faultsOf({ name })).toContain('/name unsafe-file-name');
  });

  it('is the same name however its letters were put together', () => {
    const answer = announce(draftOf(), { ...good, name: 'Re\u0301sume\u0301.pdf' }, act);
    expect(answer.ok && answer.value.name).toBe('Résumé.pdf');
  });

  it('has at most 120 characters', () => {
    expect(faultsOf({ name: `${'名'.repeat(LONGEST_NAME - 4)}.pdf` })).toEqual([]);
    expect(faultsOf({ name: `${'名'.repeat(LONGEST_NAME - 3)}.pdf` })).toEqual(['/name too-long']);
  });
});

describe('a type', () => {
  it.each(['html', 'htm', 'svg', 'js', 'mjs', 'xml', 'xhtml', 'exe', 'php', 'swf', ''])('%j is never accepted', (ending) => {
    for (const type of ['text/html', 'application/pdf']) expect(faultsOf({ name: `a.${ending}`, type })).toContain('/name file-type-not-allowed');
  });

  it('is that of the name’s ending, in either case and with parameters', () => {
    for (const { ending, mediaType, otherNames } of fileTypes) {
      for (const type of [mediaType, ...otherNames, `${mediaType.toUpperCase()}; charset=gbk`]) expect([ending, type, faultsOf({ name: `a.${ending.toUpperCase()}`, type })]).toEqual([ending, type, []]);
      expect(faultsOf({ name: `a.${ending}`, type: 'text/html' })).toEqual(['/type file-type-differs']);
    }
  });

  it('nothing that opens in a browser can run there', () => {
    expect(fileTypes.filter(({ opensInBrowser }) => opensInBrowser).map(({ mediaType }) => mediaType)).toEqual(['application/pdf', 'image/jpeg', 'image/jpeg', 'image/png', 'image/gif']);
  });

  it('is told by the first bytes, and no type’s beginning is another’s page', () => {
    const page = Buffer.from('<!doctype html><script>x()</script>');
    for (const type of fileTypes.filter(({ beginnings }) => beginnings.length > 0)) {
      expect([type.ending, beginsAs(type, page), beginsAs(type, Buffer.alloc(0))]).toEqual([type.ending, false, false]);
      for (const { at, bytes } of type.beginnings) expect(beginsAs(type, Buffer.from([...Array.from({ length: at }, () => 0), ...bytes, 1, 2]))).toBe(true);
    }
  });

  it('plain text has no byte that text has not, in UTF-8 and in GBK', () => {
    expect(isText(Buffer.from('姓名,单位\r\n甲,\t乙\n'))).toBe(true);
    expect(isText(Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0x0a]))).toBe(true);
    for (const byte of [0, 1, 8, 14, 27, 31]) expect([byte, isText(Buffer.from([65, byte, 65]))]).toEqual([byte, false]);
  });
});

it('a file has 1 byte to 100 MB', () => {
  for (const [size, faults] of [[0, ['/size file-empty']], [-1, ['/size file-empty']], [1, []], [LARGEST_FILE_BYTES, []], [LARGEST_FILE_BYTES + 1, ['/size file-too-large']]] as const) {
    expect([size, faultsOf({ size })]).toEqual([size, faults]);
  }
});

describe('binding', () => {
  it('makes the file part of the content: another hash, the next version, and an event that says which file', () => {
    const before = draftOf();
    const bound = bindAttachment(before, content, file(), act);
    const { change, content: after } = bound.ok ? bound.value : { change: undefined, content };
    expect(after).toEqual({ ...content, attachments: [file()] });
    expect(change?.release).toMatchObject({ attachments: [file()], contentHash: contentHashOf(after), version: before.version + 1 });
    expect(change?.release.contentHash).not.toBe(before.contentHash);
    expect(change?.event).toMatchObject({ type: 'AttachmentBound', by: submitter.id, data: { name: file().name, hash: file().hash, contentHash: contentHashOf(after) } });
  });

  it('of the same file again changes nothing; of another one under its name, in either case, is refused', () => {
    const { release, content: written } = having(file('a.pdf'));
    expect(bindAttachment(release, written, file('a.pdf'), act)).toEqual({ ok: true, value: { content: written, change: undefined } });
    for (const other of [file('a.pdf', 'b'.repeat(64)), file('A.pdf')]) {
      expect(bindAttachment(release, written, other, act)).toMatchObject({ ok: false, error: { type: 'validation', faults: [{ pointer: '/name', code: 'file-name-taken' }] } });
      expect(faultsOf({ name: other.name }, release)).toEqual(['/name file-name-taken']);
    }
  });

  it(`${MOST_ATTACHMENTS} files are the most`, () => {
    const { release, content: written } = having(...Array.from({ length: MOST_ATTACHMENTS }, (_, place) => file(`${place}.pdf`)));
    expect(bindAttachment(release, written, file('more.pdf'), act)).toMatchObject({ ok: false, error: { faults: [{ code: 'too-many-attachments' }] } });
    expect(faultsOf({ name: 'more.pdf' }, release)).toEqual([' too-many-attachments']);
  });

  it('and taking away lead back to the content that there was', () => {
    const { release, content: written } = having(file());
    const removed = removeAttachment(release, written, file().name, act);
    expect(removed.ok && removed.value.change?.release.contentHash).toBe(draftOf().contentHash);
    expect(removed.ok && removed.value.change?.event.type).toBe('AttachmentRemoved');
    expect(removeAttachment(release, written, 'other.pdf', act)).toMatchObject({ ok: false, error: { type: 'not-found' } });
  });

  it('is for the submitter of the department, while the item may be edited', () => {
    const { release, content: written } = having(file());
    const submitted = after(submit(release, act));
    const others = [reviewer, personWith('submitter', 'finance'), personWith('submitter', 'basic-education', { site: 'shangqiu' })];
    const acts = (which: Release, one = act) => [announce(which, { ...good, name: 'b.pdf' }, one), bindAttachment(which, written, file('b.pdf'), one), removeAttachment(which, written, file().name, one), bindAttachment(which, written, file(), one)];
    for (const one of others) for (const answer of acts(release, actOf(one))) expect(answer).toMatchObject({ ok: false, error: { type: 'forbidden' } });
    for (const answer of acts(submitted)) expect(answer).toMatchObject({ ok: false, error: { type: 'wrong-state' } });
  });
});
