import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readNewestSeal } from '../../functions/shared/seals/read-seal.ts';
import { openSealStore } from '../../functions/shared/seals/seal-store.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { stages } from '../support/release-line.ts';
import { clientSettings } from './clients.ts';
import { act, as, finish, look, newItem, publication } from './every-state.ts';
import { moveBy, readHistory, readPage } from './observe.ts';
import { operate } from './operate.ts';

// Many people act one after the other; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 300_000 });

const HOUR = 3_600_000;

let laptop: TestLaptop;
let online: string;
let clicked: string;
let timed: string;

const turn = (...args: string[]) => operate('pause-publishing', ['zhejiang', ...args, '--data', laptop.data]);

beforeAll(async () => {
  laptop = await startTestLaptop({ now: '2025-03-05T09:00+08:00' });
  online = await newItem(laptop, stages.length);
  expect(await finish(laptop, online)).toBe('published');
  [clicked, timed] = [await newItem(laptop, stages.length), await newItem(laptop, stages.length)];
});
afterAll(() => laptop.end());

describe('while publishing is paused at a site', () => {
  it('who and why have to be said, and are shown', async () => {
    expect((await turn('--by', 'network')).stderr).toContain('Usage');
    expect((await turn('--look')).stdout).toBe('zhejiang publishes.\n0 items wait.\n');
    const { status, stdout } = await turn('--by', 'network', '--why', 'a template is wrong');
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^zhejiang is paused since 2025-03-05T\S+ by network: a template is wrong\n0 items wait\.\n$/)]);
    expect((await turn('--by', 'somebody-else', '--why', 'again')).stdout).toContain('by network: a template is wrong');
  });

  it('what is put online, or comes to its hour, waits and says so; no machine asks for it again and again', async () => {
    await publication(laptop, clicked);
    await publication(laptop, timed, { at: new Date(laptop.cloud.clock.now() + HOUR).toISOString() });
    await moveBy(laptop, 3 * HOUR);
    for (const id of [clicked, timed]) expect(await look(laptop, id)).toMatchObject({ state: 'publishing', held: { since: expect.any(String) as string } });
    expect((await turn('--look')).stdout).toContain('2 items wait.');
    const history = await readHistory(await as(laptop, 'submitter.personnel'), clicked);
    expect(history.map(({ type }) => type).slice(-2)).toEqual(['PublicationRequested', 'PublicationHeld']);
  });

  it('withdrawals and reviews go on', async () => {
    await act(laptop, 'publisher-a.network', `/releases/${online}/withdrawal`, { reason: '数据有误' });
    await laptop.cloud.clock.activity.quiet();
    const { state, url } = await look(laptop, online);
    expect([state, (await readPage(laptop, url)).status]).toEqual(['withdrawn', 410]);
    expect(await look(laptop, await newItem(laptop, stages.length))).toMatchObject({ state: 'approved' });
  });

  it('another site publishes as ever', async () => {
    expect((await operate('pause-publishing', ['hangzhou', '--look', '--data', laptop.data])).stdout).toContain('hangzhou publishes.');
  });
});

describe('once it is resumed', () => {
  it('what waited goes online in its order, without anybody asking again', async () => {
    const resumed = await turn('--resume', '--by', 'network', '--why', 'repaired');
    expect(resumed.stdout).toBe('zhejiang publishes.\n0 items wait, 2 were let go.\n');
    await laptop.cloud.clock.activity.quiet();
    const [first, second] = [await look(laptop, clicked), await look(laptop, timed)];
    for (const release of [first, second]) {
      expect(release).toMatchObject({ state: 'published' });
      expect(release).not.toHaveProperty('held');
      expect((await readPage(laptop, release['url'])).status).toBe(200);
    }
    expect((await turn('--resume', '--by', 'network', '--why', 'repaired')).stdout).toBe('zhejiang publishes.\n0 items wait.\n');
  });

  it('I5: the pause has a chain of its own, which is sealed and audited with the rest', async () => {
    await moveBy(laptop, 24 * HOUR);
    const { status, stdout } = await operate('audit', ['--data', laptop.data]);
    expect([status, stdout]).toEqual([0, expect.stringContaining('Clean:')]);
    const s3 = new S3Client({ ...clientSettings(laptop), forcePathStyle: true });
    const newest = await readNewestSeal(openSealStore(laptop.cloud.template.outputs()['SealsBucket']!, s3));
    s3.destroy();
    expect(newest?.heads).toContainEqual({ pk: 'SITE#zhejiang#PUBLISHING', seq: 2, hash: expect.any(String) as string });
  });
});
