import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Seal, SealedHead } from '../../../domain/record/seal.ts';
import { commit } from '../../../functions/shared/record/commit.ts';
import { enrolPerson } from '../../../functions/shared/record/enrol-person.ts';
import { HEAD, personKey, releaseKey } from '../../../functions/shared/record/keys.ts';
import { readHead } from '../../../functions/shared/record/head.ts';
import type { Table } from '../../../functions/shared/record/table.ts';
import { readNewestSeal } from '../../../functions/shared/seals/read-seal.ts';
import { sealHeads } from '../../../functions/shared/seals/seal-heads.ts';
import { tipReader, type ReadTips } from '../../../functions/shared/seals/read-tips.ts';
import { openSealStore, type SealStore } from '../../../functions/shared/seals/seal-store.ts';
import { draftOf } from '../../domain/release/sample.ts';
import { deploy, type Deployed } from '../api-fixture.ts';
import { SEALS } from '../engines.ts';
import { quiet } from '../quiet.ts';

const DAY = 86_400_000;
/** Ten minutes after midnight in Beijing: still the day before in UTC. */
const night = Date.parse('2025-09-30T16:10:00.000Z');
const logged = quiet();

let deployed: Deployed;
let client: S3Client;
let seal: (event: { scheduledTime: string }) => Promise<void>;
beforeAll(async () => {
  deployed = await deploy();
  client = new S3Client({ forcePathStyle: true });
  ({ handler: seal } = await import('../../../functions/scheduled/seal.ts'));
});
afterAll(() => {
  client.destroy();
  return deployed.close();
});

/** Each test has a bucket of its own: what was sealed once stays. */
let store: SealStore;
let bucket = 0;
beforeEach(() => {
  bucket += 1;
  deployed.s3.createBucket({ name: `seals-${bucket}`, versioned: true, objectLock: {} });
  store = openSealStore(`seals-${bucket}`, client);
});

const note = async (id: string, at = night) => {
  const head = await readHead(deployed.table, id);
  return (await commit(deployed.table, { head, change: { release: head?.release ?? draftOf(undefined, undefined, id), event: { type: 'Noted', by: 'x', data: {} } }, at }))!;
};
const tips: ReadTips = (pks) => tipReader('Records')(pks);
const sealAt = (at: number, more: { part?: number; table?: Pick<Table, 'query'>; readTips?: ReadTips; store?: SealStore } = {}): Promise<Seal | undefined> =>
  sealHeads({ table: deployed.table, readTips: tips, store, at, ...more });
const newestHeads = async (): Promise<readonly SealedHead[]> => (await readNewestSeal(store))!.heads;
const sealedAs = async (pk: string) => (await newestHeads()).find((head) => head.pk === pk);

describe('the nightly seal', () => {
  it('I5: names where every chain stands, releases and people alike, and the seal before', async () => {
    const person = { id: 'sealed', name: '某', site: 'hangzhou', roles: [] };
    await enrolPerson(deployed.table, person, night);
    const head = await note('zhejiang-sealed');
    const first = await sealAt(night);
    expect(first).toMatchObject({ date: '2025-10-01', sealedAt: '2025-09-30T16:10:00.000Z', count: (await newestHeads()).length });
    expect(first).not.toHaveProperty('previous');
    expect(await sealedAs(head.pk)).toEqual({ pk: head.pk, seq: 1, hash: head.lastHash });
    expect(await sealedAs(personKey('sealed'))).toMatchObject({ seq: 1 });
    const moved = await note('zhejiang-sealed');
    const second = await sealAt(night + DAY);
    expect(second).toMatchObject({ date: '2025-10-02', previous: { date: '2025-10-01', hash: first!.hash } });
    expect(await sealedAs(head.pk)).toEqual({ pk: head.pk, seq: 2, hash: moved.lastHash });
  });

  it('seals a day once, makes up for a missed one under the next date, and never seals backwards', async () => {
    const first = await sealAt(night);
    expect(await sealAt(night + 60_000)).toBeUndefined();
    expect(await sealAt(night + 3 * DAY)).toMatchObject({ date: '2025-10-04', previous: { date: '2025-10-01', hash: first!.hash } });
    expect(await sealAt(night + DAY)).toBeUndefined();
    expect((await store.list('')).filter(({ laidOver }) => laidOver > 0)).toEqual([]);
  });

  it('has two runs at once write one seal', async () => {
    const runs = await Promise.all([sealAt(night), sealAt(night)]);
    expect(runs.filter((run) => run !== undefined)).toHaveLength(1);
    expect((await store.list('seals/')).map(({ laidOver }) => laidOver)).toEqual([0]);
  });

  it('I5: keeps what left the listing, was cut or is gone, as the seal before had it', async () => {
    const [unlisted, cut] = [await note('zhejiang-unlisted'), await note('zhejiang-cut')];
    const before = await note('zhejiang-cut');
    await sealAt(night);
    await deployed.table.update({ pk: unlisted.pk, sk: HEAD, expression: 'REMOVE listing' });
    await note('zhejiang-gone');
    await sealAt(night + DAY);
    await deployed.table.update({ pk: cut.pk, sk: HEAD, expression: 'SET seq = :one, lastHash = :hash', values: { ':one': 1, ':hash': cut.lastHash } });
    const gone = releaseKey('zhejiang-gone');
    const without: Pick<Table, 'query'> = {
      query: async (query) => {
        const page = await deployed.table.query(query);
        return { ...page, items: page.items.filter(({ pk }) => pk !== gone) };
      },
    };
    await sealAt(night + 2 * DAY, { table: without, readTips: (pks) => tips(pks.filter((pk) => pk !== gone)) });
    expect(await sealedAs(unlisted.pk)).toMatchObject({ seq: 1 });
    expect(await sealedAs(cut.pk)).toMatchObject({ seq: 2, hash: before.lastHash });
    expect(await sealedAs(gone)).toMatchObject({ seq: 1 });
  });

  it('reads on through every page of a listing, and lays large seals down in parts', async () => {
    for (let place = 0; place < 120; place += 1) await note(`shangqiu-many${place}`);
    const sealed = await sealAt(night, { part: 50 });
    const pks = (await newestHeads()).map(({ pk }) => pk);
    expect(pks.filter((pk) => pk.startsWith('SITE#shangqiu#'))).toHaveLength(120);
    expect(new Set(pks).size).toBe(sealed!.count);
    expect(sealed!.parts).toHaveLength(Math.ceil(sealed!.count / 50));
    expect((await store.list('parts/2025-10-01/')).length).toBe(sealed!.parts.length);
  });

  it('that was cut off before the seal itself is made up for by the retry', async () => {
    const cutOff: SealStore = { ...store, write: (key, text) => (key.startsWith('seals/') ? Promise.reject(new Error('cut off')) : store.write(key, text)) };
    await expect(sealAt(night, { store: cutOff })).rejects.toThrow('cut off');
    expect(await sealAt(night)).toMatchObject({ date: '2025-10-01' });
    expect((await readNewestSeal(store))?.seal.date).toBe('2025-10-01');
  });

  it('rests on no seal and on no part that has changed', async () => {
    await sealAt(night);
    const changing: SealStore = { ...store, read: async (stored) => (await store.read(stored)).replace('"count":', '"count":1') };
    await expect(sealAt(night + DAY, { store: changing })).rejects.toThrow('The seal seals/2025-10-01.json does not hold');
    const withParts: SealStore = { ...store, read: async (stored) => (await store.read(stored)).replace('"pk":"', '"pk":"X') };
    await expect(sealAt(night + DAY, { store: withParts })).rejects.toThrow(/The part parts\/2025-10-01\/.* does not hold/);
  });

  it('takes the first version of a seal, whatever is laid over it', async () => {
    const first = await sealAt(night);
    deployed.s3.deleteObject(`seals-${bucket}`, 'seals/2025-10-01.json');
    expect(await sealAt(night)).toBeUndefined();
    deployed.s3.putObject(`seals-${bucket}`, 'seals/2025-10-01.json', Buffer.from('{}'));
    expect((await sealAt(night + DAY))?.previous?.hash).toBe(first!.hash);
    expect((await store.list('seals/')).map(({ laidOver }) => laidOver)).toEqual([2, 0]);
  });

  it('runs by the schedule’s time and says what it sealed', async () => {
    await seal({ scheduledTime: new Date(night).toISOString() });
    await seal({ scheduledTime: new Date(night).toISOString() });
    const codes = logged.map((line) => JSON.parse(line) as { code?: string }).filter(({ code }) => code !== undefined);
    expect(codes).toMatchObject([{ code: 'SEAL_WRITTEN', date: '2025-10-01' }, { code: 'SEAL_STANDS' }]);
    expect(deployed.s3.headObject(SEALS, 'seals/2025-10-01.json')).toBeDefined();
  });
});
