import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readSummaries } from '../../../functions/shared/portal/listing-record.ts';
import { rebuildSite } from '../../../functions/shared/portal/rebuild-site.ts';
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
const rebuild = () => rebuildSite(portal.portalFor(), portal.engines.contents);
const titleOf = ({ release }: Numbered): string => release.title;

describe('a line of a column that is damaged', () => {
  let line: unknown;
  beforeEach(async () => {
    line = (await portal.engines.table.get(place().pk, place().sk))?.['line'];
    await setLine('{"number":');
    return () => setLine(line);
  });

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

  it('keeps a rebuild from nothing else: all other objects are written, and it says how many are missing', async () => {
    portal.engines.s3.listObjects('portal').forEach(({ key }) => portal.engines.s3.deleteObject('portal', key));
    await expect(rebuild()).rejects.toThrow(/^2 of about \d+ objects of zhejiang could not be written; all others were\.$/);
    expect(portal.pages().has(pathOf(neighbour).slice(1))).toBe(true);
    expect(portal.pages().get('zhejiang/statistics/index.html')).toContain(titleOf(neighbour));
    expect([...portal.pages().keys()]).toEqual(expect.arrayContaining(['index.html', 'zhejiang/index.html']));
    expect(portal.pages().has(INDEX)).toBe(false);
    await setLine(line);
    await rebuild();
    expect(portal.pages().get(INDEX)).toContain(titleOf(damaged));
  });
});

it('a head that is damaged keeps a rebuild from its own page only', async () => {
  const { table } = portal.engines;
  const { pk } = damaged;
  const release = (await table.get(pk, HEAD))?.['release'];
  const set = (value: unknown) => table.update({ pk, sk: HEAD, expression: 'SET #release = :value', names: { '#release': 'release' }, values: { ':value': value } });
  portal.engines.s3.listObjects('portal').forEach(({ key }) => portal.engines.s3.deleteObject('portal', key));
  await set('null');
  await expect(rebuild()).rejects.toThrow(/^1 of about/);
  expect(portal.pages().get(INDEX)).toContain(titleOf(damaged));
  expect(portal.pages().has(pathOf(neighbour).slice(1))).toBe(true);
  await set(release);
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
