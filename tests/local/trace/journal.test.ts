import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openJournal, readJournal, type EndedCall, type Journal } from '../../../local/trace/journal.ts';

const START = Date.parse('2025-03-05T01:00:00Z');
let folder: string;
let file: string;
let journal: Journal;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fabu-journal-'));
  file = join(folder, 'journal.jsonl');
  journal = openJournal(file, () => START + 5);
});
afterEach(async () => {
  await journal.close();
  rmSync(folder, { recursive: true });
});

const call: EndedCall = { functionName: 'act', requestId: 'r-1', startedAt: START, milliseconds: 12.4, payload: '{}', answer: '{}', failed: false };
const idsOf = async (changes: Partial<EndedCall>) => {
  journal.called({ ...call, ...changes });
  const entry = (await journal.mentioning(['"function":"act"'])).at(-1);
  return entry !== undefined && 'ids' in entry ? entry.ids : [];
};

it('keeps a call with its time, how long it took, and the identifiers of what it was about', async () => {
  journal.called({ ...call, payload: JSON.stringify({ releaseId: 'item-1', dutyId: 'item-1-A-23b-2', pk: 'SITE#x#RELEASE#item-1' }) });
  expect(await journal.mentioning(['item-1-A-23b'])).toEqual([
    { at: '2025-03-05T01:00:00.000Z', function: 'act', requestId: 'r-1', milliseconds: 12, ids: ['item-1', 'item-1-A-23b-2', 'SITE#x#RELEASE#item-1'] },
  ]);
});

it('finds identifiers in JSON that is text inside JSON, and the one of what was made', async () => {
  expect(await idsOf({ payload: JSON.stringify({ input: JSON.stringify({ releaseId: 'item-2' }) }) })).toEqual(['item-2']);
  expect(await idsOf({ answer: JSON.stringify({ statusCode: 201, body: JSON.stringify({ id: 'item-3', others: [{ id: 'item-4' }] }) }) })).toEqual(['item-3']);
});

it('keeps nothing else of what was sent or answered', async () => {
  const secret = { title: '标题', body: '<p>正文</p>', remarks: 'remark', token: 'abc', name: '王某', id: 'not one: 身份证' };
  journal.called({ ...call, payload: JSON.stringify({ ...secret, body: JSON.stringify(secret) }), answer: JSON.stringify({ errorType: 'TypeError', errorMessage: 'message with 正文' }), failed: true });
  const [entry] = await journal.mentioning(['r-1']);
  expect(entry).toEqual({ at: '2025-03-05T01:00:00.000Z', function: 'act', requestId: 'r-1', milliseconds: 12, error: 'TypeError', ids: [] });
});

it('keeps the lines that functions write, in order', async () => {
  journal.wrote('act', '{"code":"PAGE_WRITTEN","key":"a/b.html"}');
  journal.wrote('act', 'nothing of it');
  expect(await journal.mentioning(['a/b.html'])).toEqual([{ at: '2025-03-05T01:00:00.005Z', function: 'act', line: '{"code":"PAGE_WRITTEN","key":"a/b.html"}' }]);
});

it('reads what another process left, a line that was cut off included, and nothing where there is none', async () => {
  journal.wrote('act', 'item-5');
  await journal.close();
  appendFileSync(file, '{"at":"2025","function":"act","line":"item-5');
  expect(await readJournal(file, ['item-5'])).toHaveLength(1);
  expect(await readJournal(join(folder, 'none'), ['item-5'])).toEqual([]);
  journal = openJournal(join(folder, 'other.jsonl'), () => START);
});
