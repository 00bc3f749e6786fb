import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, PutObjectRetentionCommand, S3Client } from '@aws-sdk/client-s3';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf, type RecordedEvent } from '../../domain/record/event.ts';
import { openSealStore } from '../../functions/shared/seals/seal-store.ts';
import { releaseKey } from '../../functions/shared/record/keys.ts';
import { bucketsOf } from '../../local/template/storage.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { bringToApproved, castOf, publishNow } from '../support/release-line.ts';
import { clientSettings } from './clients.ts';
import { moveBy } from './observe.ts';
import { auditAfter, changeObject, keysOf, removeObject, type Tampering } from './tampering.ts';

const program = join(import.meta.dirname, '..', '..', 'bin', 'audit.ts');
const DAY = 86_400_000;
const FIRST = 'seals/2025-03-06.json';
const SECOND = 'seals/2025-03-07.json';

let laptop: TestLaptop;
let s3: S3Client;
let bucket: string;
let pk: string;
let running: Answer;
/** The events of the item when it was sealed first. */
let sealedAt: number;

beforeAll(async () => {
  laptop = await startTestLaptop({ now: '2025-03-05T09:00+08:00' });
  const cast = await castOf(laptop);
  const id = await bringToApproved(cast);
  pk = releaseKey(id);
  await laptop.cloud.clock.activity.quiet();
  await moveBy(laptop, DAY);
  sealedAt = 6;
  await publishNow(cast, id);
  await laptop.cloud.clock.activity.quiet();
  await moveBy(laptop, 2 * DAY);
  s3 = new S3Client({ ...clientSettings(laptop), forcePathStyle: true });
  bucket = bucketsOf(laptop.cloud.template).find(({ objectLock }) => objectLock !== undefined)!.name;
  running = await run();
});
afterAll(async () => {
  s3.destroy();
  await laptop.end();
});

interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs beside the laptop of this process, which has to answer meanwhile. */
function run(...args: string[]): Promise<Answer> {
  const child = spawn(process.execPath, [program, ...(args.length === 0 ? ['--data', laptop.data] : args)]);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, stdout, stderr })));
}

const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };

describe('npm run audit beside a running laptop', () => {
  it('I5: finds every chain and seal whole, in one line with the figures', () => {
    expect(running).toMatchObject({ status: 0, stderr: '' });
    expect(running.stdout).toMatch(/^Clean: \d+ chains with \d+ events; 3 seals, the newest of 2025-03-08 with the hash [0-9a-f]{64}\.\n$/);
  });

  it('finds what was sealed locked: no deletion, no shorter retention, by nobody', async () => {
    const [first] = await openSealStore(bucket, s3).list('seals/');
    expect(first?.key).toBe(FIRST);
    // The first two were sealed for a day and are free by now; the last one is not.
    const newest = (await openSealStore(bucket, s3).list('seals/')).at(-1)!;
    const version = { Bucket: bucket, Key: newest.key, VersionId: newest.firstVersion };
    await expect(s3.send(new DeleteObjectCommand({ ...version, BypassGovernanceRetention: true }))).rejects.toMatchObject(denied);
    const shorter = { Mode: 'COMPLIANCE', RetainUntilDate: new Date(laptop.cloud.clock.now() + 60_000) } as const;
    await expect(s3.send(new PutObjectRetentionCommand({ ...version, Retention: shorter }))).rejects.toMatchObject(denied);
    await expect(s3.send(new GetObjectCommand(version))).resolves.toBeDefined();
  });

  it.each([
    ['an option that is none', ['--folder', 'y'], '--folder'],
    ['a table without its bucket', ['--table', 'x'], 'Usage'],
    ['a folder that holds nothing', ['--data', import.meta.dirname], 'holds no data'],
  ])('refuses %s in a sentence', async (_case, args, words) => {
    const { status, stdout, stderr } = await run(...args);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(words);
    expect(stderr).not.toContain('    at ');
  });

  it('says the same of the folder once the laptop has stopped', async () => {
    await laptop.stop();
    expect(await run()).toEqual(running);
  });
});

const eventKey = (seq: number): string => `EVENT#${String(seq).padStart(6, '0')}`;

async function changeEvent(record: Tampering, seq: number, change: (text: string) => string): Promise<void> {
  const row = await record.get(pk, eventKey(seq));
  await record.put({ ...row, event: { S: change(row['event']!.S!) } });
}

/** Rewrites the chain from an event on, hashes and head included: in itself it is whole. */
async function rewriteFrom(record: Tampering, seq: number): Promise<void> {
  const rows = (await record.all(pk)).filter(({ sk }) => sk!.S!.startsWith('EVENT#'));
  let previousHash = '';
  for (const row of rows) {
    const { hash, ...event } = JSON.parse(row['event']!.S!) as RecordedEvent;
    const changed = { ...event, previousHash, ...(event.seq === seq ? { by: 'somebody-else' } : {}) };
    previousHash = event.seq < seq ? hash : hashOf(changed);
    const text = JSON.stringify({ ...changed, hash: previousHash });
    await record.put({ ...row, event: { S: text }, ...(row['card'] === undefined ? {} : { card: { S: text } }) });
    for (const copy of (await record.all(pk)).filter(({ sk }) => sk!.S!.startsWith(`LEDGER#${String(event.seq).padStart(6, '0')}#`))) await record.put({ ...copy, card: { S: text } });
  }
  await record.put({ ...(await record.get(pk, 'HEAD')), lastHash: { S: previousHash } });
}

async function cutTail(record: Tampering, from: number): Promise<void> {
  for (const { sk } of await record.all(pk)) if (/^(EVENT|LEDGER)#/.test(sk!.S!) && Number(sk!.S!.split('#')[1]) >= from) await record.remove(pk, sk!.S!);
  const last = JSON.parse((await record.get(pk, eventKey(from - 1)))['event']!.S!) as RecordedEvent;
  await record.put({ ...(await record.get(pk, 'HEAD')), seq: { N: String(last.seq) }, lastHash: { S: last.hash }, lastAt: { S: last.at } });
}

describe('npm run audit after somebody has tampered', () => {
  it('control: a copy with which nobody has tampered is clean', async () => {
    expect((await auditAfter(laptop.data, {})).breaks).toEqual([]);
  });

  it.each<[string, (record: Tampering) => Promise<void>, () => RegExp]>([
    ['one byte of an event', (record) => changeEvent(record, 2, (text) => text.replace('ReleaseSubmitted', 'ReleaseSubmittee')), () => /event 2: does not have the hash that it bears$/],
    ['an event of spaces', (record) => changeEvent(record, 2, (text) => `${text} `), () => /event 2 \(row\): is not the text that was recorded$/],
    [
      'two events that changed places',
      async (record) => {
        const [two, three] = [(await record.get(pk, eventKey(2)))['event']!.S!, (await record.get(pk, eventKey(3)))['event']!.S!];
        await changeEvent(record, 2, () => three);
        await changeEvent(record, 3, () => two);
      },
      () => /event 2 \(row\): has event 3 in its place$/,
    ],
    ['an event in the middle', (record) => record.remove(pk, eventKey(3)), () => /event 3: is missing$/],
    ['the tail, rows and head set back', (record) => cutTail(record, sealedAt), () => new RegExp(`event ${sealedAt}: is cut off; the seal of 2025-03-06 has it as`)],
    ['a whole chain written anew', (record) => rewriteFrom(record, 2), () => new RegExp(`event ${sealedAt}: is another; the seal of 2025-03-06 has it as`)],
    ['the head alone', (record) => record.remove(pk, 'HEAD'), () => /head: is missing$/],
    [
      'an approval that nobody gave',
      async (record) => {
        const head = await record.get(pk, 'HEAD');
        await record.put({ ...head, release: { S: head['release']!.S!.replace('"stage":"text-review"', '"stage":"third-review"') } });
      },
      () => /head: bears an approval of third-review that no event tells of$/,
    ],
  ])('I5: names the place of %s', async (_case, record, place) => {
    const { breaks } = await auditAfter(laptop.data, { record });
    const named = breaks.filter((line) => line.startsWith(`${pk} `));
    expect(named.some((line) => place().test(line)), breaks.join('\n')).toBe(true);
  });

  it('I5: names an aggregate that was removed with everything it had', async () => {
    const { breaks } = await auditAfter(laptop.data, { record: async (record) => void (await Promise.all((await record.all(pk)).map(({ sk }) => record.remove(pk, sk!.S!)))) });
    expect(breaks).toEqual([`${pk}: is gone; the seal of 2025-03-06 has it`]);
  });

  it.each<[string, (folder: string) => void, readonly RegExp[]]>([
    ['one byte of a seal', (folder) => changeObject(folder, SECOND, (text) => text.replace('"sealedAt":"2025', '"sealedAt":"2024')), [/^seals\/2025-03-07\.json: is not the seal that was written, or cannot be read$/, /^seals\/2025-03-07\.json: is missing/]],
    ['a seal that was removed', (folder) => removeObject(folder, SECOND), [/^seals\/2025-03-07\.json: is missing/]],
    ['the first of all seals', (folder) => removeObject(folder, FIRST), [/^seals\/2025-03-06\.json: is missing/]],
  ])('I5: names the place of %s', async (_case, files, places) => {
    const { breaks } = await auditAfter(laptop.data, { files });
    expect(breaks).toHaveLength(places.length);
    for (const [at, place] of places.entries()) expect(breaks[at]).toMatch(place);
  });

  it('I5: names a part of a seal that has changed', async () => {
    let key = '';
    const files = (folder: string): void => {
      key = keysOf(folder).find((each) => each.startsWith('parts/2025-03-08/'))!;
      changeObject(folder, key, (text) => text.replace('"seq":1', '"seq":2'));
    };
    const { breaks } = await auditAfter(laptop.data, { files });
    expect(breaks).toEqual([`${key}: is missing, not what was written, or cannot be read`]);
  });

  it('I5: names a seal that was overwritten or deleted through the bucket, and still rests on the first version', async () => {
    const { breaks } = await auditAfter(laptop.data, {
      bucket: async (client, Bucket) => {
        await client.send(new PutObjectCommand({ Bucket, Key: FIRST, Body: '{}' }));
        await client.send(new DeleteObjectCommand({ Bucket, Key: SECOND }));
      },
    });
    expect(breaks).toEqual([FIRST, SECOND].map((key) => `${key}: has been overwritten or deleted; one version lies over the first`));
  });

  it('exits with 1 and lists what is broken, twenty places at most', async () => {
    const { breaks } = await auditAfter(laptop.data, {
      record: async (record) => {
        for (const { sk } of await record.all(pk)) if (sk!.S!.startsWith('EVENT#')) await changeEvent(record, Number(sk!.S!.slice(6)), (text) => `${text} `);
      },
      then: async (folder) => {
        const { status, stdout } = await run('--data', folder);
        expect(status).toBe(1);
        expect(stdout.split('\n')[0]).toBe(`${pk} event 1 (row): is not the text that was recorded`);
        expect(stdout.trimEnd().split('\n')).toHaveLength(Math.min(breaksIn(stdout), 20) + 1);
      },
    });
    expect(breaks.length).toBeGreaterThan(10);
  });
});

const breaksIn = (stdout: string): number => Number(/Broken: (\d+) places/.exec(stdout)?.[1]);
