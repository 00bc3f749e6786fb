import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readSummaries } from '../../../functions/shared/portal/listing-record.ts';
import { rebuildSite } from '../../../functions/shared/portal/rebuild-site.ts';
import type { Table, TableQuery } from '../../../functions/shared/record/table.ts';
import { HEAD, columnKey, homeKey, itemSortKey } from '../../../functions/shared/record/keys.ts';
import { openPortalGround, pathOf, type Numbered, type PortalGround } from '../portal-ground.ts';
import { quiet } from '../quiet.ts';

const lines = quiet();
let portal: PortalGround;
let damaged: Numbered;
let neighbour: Numbered;
beforeAll(async () => {
  portal = await openPortalGround();
  damaged = await portal.published('plans');
  neighbour = await portal.published('statistics');
});
afterAll(() => portal.close());

const INDEX = 'zhejiang/plans/index.html';
const place = (): { pk: string; sk: string } => ({ pk: columnKey('zhejiang', 'plans'), sk: itemSortKey(damaged.numbers.columnNumber) });
const setLine = async (line: unknown): Promise<void> => void (await portal.engines.table.update({ ...place(), expression: 'SET line = :line', values: { ':line': line } }));
const lineIn = () => portal.engines.table.get(place().pk, place().sk);
const rebuild = () => rebuildSite(portal.portalFor(), portal.engines.contents);
const titleOf = ({ release }: Numbered): string => release.title;

const mentions = (code: string): number => lines.filter((each) => each.includes(code)).length;

/** A rebuild to which the database does not answer some of its queries. */
function rebuildWithout(isLost: (query: TableQuery) => boolean): Promise<unknown> {
  const table: Table = { ...portal.engines.table, query: (query) => (isLost(query) ? Promise.reject(new Error('Throttled.')) : portal.engines.table.query(query)) };
  return rebuildSite({ ...portal.portalFor(), table }, portal.engines.contents);
}

function expectAllBut(column: string): void {
  const keys = [...portal.pages().keys()];
  const others = portal.site.columns.filter(({ id }) => id !== column).map(({ id }) => `zhejiang/${id}/index.html`);
  expect(keys).toEqual(expect.arrayContaining(['index.html', 'zhejiang/index.html', ...others, pathOf(neighbour).slice(1)]));
}

/** Puts something in the place of the item's release; answers what was there. */
async function headIs(release: unknown): Promise<unknown> {
  const { table } = portal.engines;
  const before = (await table.get(damaged.pk, HEAD))?.['release'];
  await table.update({ pk: damaged.pk, sk: HEAD, expression: 'SET #release = :value', names: { '#release': 'release' }, values: { ':value': release } });
  return before;
}

describe('a line of a column that is damaged', () => {
  let line: unknown;
  beforeEach(async () => {
    line = (await lineIn())?.['line'];
    await setLine('{"number":');
  });
  afterEach(async () => void (await rebuild()));

  it('never makes its item vanish: the page that lists it stays as it is, and what is published fails and says so', async () => {
    const before = portal.pages().get(INDEX);
    const next = await portal.numbered('plans');
    await expect(portal.put(next)).rejects.toThrow('Of the lines of SITE#zhejiang#COLUMN#plans 1 cannot be read.');
    expect(portal.pages().get(INDEX)).toBe(before);
    expect(before).toContain(titleOf(damaged));
    expect(portal.pages().has(pathOf(next).slice(1))).toBe(true);
    expect(lines.filter((each) => each.includes('RECORD_UNREADABLE') && each.includes(place().sk)).length).toBeGreaterThan(0);
    expect(lines.some((each) => each.includes('PAGE_FAILED') && each.includes(INDEX))).toBe(true);
    await setLine(line);
    await portal.put(next);
    expect(portal.pages().get(INDEX)).toContain(titleOf(next));
  });

  it('is in no other column’s way', async () => {
    const other = await portal.published('statistics');
    expect(portal.tracesOf(other)).toContain('zhejiang/statistics/index.html');
    expect(portal.pages().get('zhejiang/index.html')).toContain(titleOf(damaged));
  });

  it('is made anew by a rebuild, from the head of the item that has its number; what was published meanwhile is listed with it', async () => {
    const before = portal.pages().get(INDEX);
    const next = await portal.numbered('plans');
    await expect(portal.put(next)).rejects.toThrow('cannot be read');
    await rebuild();
    expect(JSON.parse(String((await lineIn())?.['line']))).toMatchObject({ number: damaged.numbers.columnNumber, releaseId: damaged.release.id, live: true, title: titleOf(damaged), path: pathOf(damaged) });
    expect(lines.filter((each) => each.includes('LINE_MENDED') && each.includes(place().sk) && each.includes(damaged.release.id))).toHaveLength(1);
    for (const head of [damaged, next]) expect(portal.pages().get(INDEX)).toContain(titleOf(head));
    expect(before).not.toContain(titleOf(next));
    await portal.put(next);
    portal.expectSound();
  });

  it('says of a withdrawn item that it is gone, when it is made anew', async () => {
    await setLine(line);
    const gone = await portal.published('plans');
    await portal.withdrawn(gone);
    const at = { pk: place().pk, sk: itemSortKey(gone.numbers.columnNumber) };
    await portal.engines.table.update({ ...at, expression: 'SET line = :line', values: { ':line': 'null' } });
    await rebuild();
    expect(JSON.parse(String((await portal.engines.table.get(at.pk, at.sk))?.['line']))).toMatchObject({ releaseId: gone.release.id, live: false });
    expect(portal.tracesOf(gone)).toEqual([]);
  });

  it('is made anew from an item on whatever page of the site’s items', async () => {
    await setLine(line);
    const { table } = portal.engines;
    const last = await portal.published('plans');
    const at = { pk: place().pk, sk: itemSortKey(last.numbers.columnNumber) };
    await table.update({ ...at, expression: 'SET line = :line', values: { ':line': '{' } });
    const paged: Table = { ...table, query: (query) => table.query(query.index === 'listing' ? { ...query, limit: 1 } : query) };
    await rebuildSite({ ...portal.portalFor(), table: paged }, portal.engines.contents);
    expect(JSON.parse(String((await table.get(at.pk, at.sk))?.['line']))).toMatchObject({ releaseId: last.release.id, live: true });
  });

  it('is left as it is where two items say that the number is theirs: a guess could drop one of them', async () => {
    const { table } = portal.engines;
    const other = await portal.numbered('plans');
    const claim = (columnNumber: number) => table.update({ pk: other.pk, sk: HEAD, expression: 'SET numbers = :numbers', values: { ':numbers': { ...other.numbers, columnNumber } } });
    await claim(damaged.numbers.columnNumber);
    const before = portal.pages().get(INDEX);
    await expect(rebuild()).rejects.toThrow(/^2 of about/);
    expect((await lineIn())?.['line']).toBe('{"number":');
    expect(portal.pages().get(INDEX)).toBe(before);
    await claim(other.numbers.columnNumber);
  });

  it('is left as it is where it says that it is newer than its item, and nothing says that it was made anew', async () => {
    const { table } = portal.engines;
    const seqIs = (seq: unknown) => table.update({ ...place(), expression: 'SET seq = :seq', values: { ':seq': seq } });
    const [before, mended] = [(await lineIn())?.['seq'], mentions('LINE_MENDED')];
    await seqIs(Number(before) + 1000);
    await expect(rebuild()).rejects.toThrow(/^2 of about/);
    expect([(await lineIn())?.['line'], mentions('LINE_MENDED')]).toEqual(['{"number":', mended]);
    await seqIs(before);
    await rebuild();
    expect(mentions('LINE_MENDED')).toBe(mended + 1);
  });

  it('keeps a rebuild from nothing else where the items that it would be made anew from cannot be listed', async () => {
    portal.engines.s3.listObjects('portal').forEach(({ key }) => portal.engines.s3.deleteObject('portal', key));
    await expect(rebuildWithout(({ index }) => index === 'listing')).rejects.toThrow(/^3 of about \d+ objects of zhejiang could not be written; all others were\.$/);
    expectAllBut('plans');
    expect(portal.pages().has(INDEX)).toBe(false);
    await rebuild();
    expect(portal.pages().get(INDEX)).toContain(titleOf(damaged));
  });

  it('keeps a rebuild from nothing else where its item cannot be read either: all other objects are written, and it says how many are missing', async () => {
    const release = await headIs('null');
    portal.engines.s3.listObjects('portal').forEach(({ key }) => portal.engines.s3.deleteObject('portal', key));
    await expect(rebuild()).rejects.toThrow(/^2 of about \d+ objects of zhejiang could not be written; all others were\.$/);
    expect(portal.pages().has(pathOf(neighbour).slice(1))).toBe(true);
    expect(portal.pages().get('zhejiang/statistics/index.html')).toContain(titleOf(neighbour));
    expect([...portal.pages().keys()]).toEqual(expect.arrayContaining(['index.html', 'zhejiang/index.html']));
    expect(portal.pages().has(INDEX)).toBe(false);
    await headIs(release);
    await rebuild();
    expect(portal.pages().get(INDEX)).toContain(titleOf(damaged));
  });
});

it('a column whose lines cannot be read stays online as it is, and keeps a rebuild from none of the others', async () => {
  const before = portal.pages().get(INDEX);
  for (const key of portal.pages().keys()) if (key !== INDEX) portal.engines.s3.deleteObject('portal', key);
  await expect(rebuildWithout(({ values }) => values[':pk'] === place().pk)).rejects.toThrow(/^2 of about/);
  expect(portal.pages().get(INDEX)).toBe(before);
  expectAllBut('plans');
  expect(lines.filter((each) => each.includes('PAGE_FAILED') && each.includes(`"${place().pk}"`))).toHaveLength(2);
  await rebuild();
  expect(portal.pages().has(pathOf(damaged).slice(1))).toBe(true);
});

it('a head that is damaged keeps a rebuild from its own page only', async () => {
  portal.engines.s3.listObjects('portal').forEach(({ key }) => portal.engines.s3.deleteObject('portal', key));
  const release = await headIs('null');
  await expect(rebuild()).rejects.toThrow(/^1 of about/);
  expect(portal.pages().get(INDEX)).toContain(titleOf(damaged));
  expect(portal.pages().has(pathOf(neighbour).slice(1))).toBe(true);
  await headIs(release);
  await rebuild();
  expect(portal.pages().has(pathOf(damaged).slice(1))).toBe(true);
});

it('a summary that is damaged is worked out again: its column stays on the home page, byte for byte, and others get there', async () => {
  const { table } = portal.engines;
  const at = { pk: homeKey('zhejiang'), sk: 'COLUMN#plans' };
  await rebuild();
  const before = portal.pages().get('zhejiang/index.html');
  await table.update({ ...at, expression: 'SET summary = :junk', values: { ':junk': '{' } });
  await rebuild();
  expect(portal.pages().get('zhejiang/index.html')).toBe(before);
  expect((await readSummaries(table, 'zhejiang')).map(({ column }) => column)).not.toContain('plans');
  const other = await portal.published('statistics');
  expect(portal.pages().get('zhejiang/index.html')).toContain(titleOf(other));
  expect(portal.pages().get('zhejiang/index.html')).toContain(titleOf(damaged));
});
