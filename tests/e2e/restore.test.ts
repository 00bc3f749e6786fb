import { S3Client } from '@aws-sdk/client-s3';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expecting } from '../../local/demonstration/api-client.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { goodRelease, stages } from '../support/release-line.ts';
import { sampleFiles, sendForm, type SignedForm } from '../support/uploading.ts';
import { clientSettings } from './clients.ts';
import { act, as, finish, finishAll, itemsInEveryState, look, newItem, publication } from './every-state.ts';
import { moveBy } from './observe.ts';
import { freePort } from './free-port.ts';
import { operate } from './operate.ts';
import { objectsAt, objectsIn, wipe, type Objects } from './wipe.ts';

// Many people act one after the other; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 300_000 });

const DAY = 86_400_000;

let folder: string;
let data: string;
let copy: string;
let laptop: TestLaptop;
let portal: string;
/** Pages bear the public origin, so every start has the same. */
let port: number;
/** The moment that is gone back to. */
let then: { readonly items: Record<string, string>; readonly open: readonly string[]; readonly objects: Objects };
/** What has been given out since and is lost. */
const lost = new Map<string, string>();

/** An item with a file, online. */
async function withFile(): Promise<string> {
  const submitter = await as(laptop, 'submitter.personnel');
  const { id } = await act(laptop, 'submitter.personnel', '/releases', { ...goodRelease, title: '关于公布名单的通知' });
  const form = await act(laptop, 'submitter.personnel', `/releases/${String(id)}/attachments`, { name: '名单.pdf', type: 'application/pdf', size: sampleFiles.pdf.length });
  const sent = await sendForm(form as unknown as SignedForm, sampleFiles.pdf);
  await expecting(submitter.call('PUT', `/releases/${String(id)}/attachments/${encodeURIComponent('名单.pdf')}`, { versionId: sent.headers.get('x-amz-version-id') }));
  await act(laptop, 'submitter.personnel', `/releases/${String(id)}/submission`);
  return String(id);
}

const addressOf = async (id: string): Promise<string> => String((await look(laptop, id))['url']);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fabu-restore-'));
  [data, copy] = [join(folder, 'data'), join(folder, 'copy')];
  port = await freePort();
  laptop = await startTestLaptop({ data, port, now: '2025-03-05T09:00+08:00' });
  portal = laptop.cloud.template.outputs()['PortalBucket']!;
  expect(await finish(laptop, await withFile())).toBe('published');
  const gone = await newItem(laptop, stages.length);
  expect(await finish(laptop, gone)).toBe('published');
  await act(laptop, 'publisher-a.network', `/releases/${gone}/withdrawal`, { reason: '数据有误' });
  await laptop.cloud.clock.activity.quiet();
  await moveBy(laptop, DAY);
  const items = await itemsInEveryState(laptop, stages);
  const open = Object.values(items).filter((id) => id !== items['returned'] && id !== items['publish-failed']);
  await laptop.stop();
  cpSync(data, copy, { recursive: true });
  then = { items, open, objects: await objectsIn(copy, portal) };

  // Work goes on, and all of it is to be lost.
  laptop = await startTestLaptop({ data, port });
  for (const name of ['approved', 'text-review', 'publishing']) {
    expect(await finish(laptop, items[name]!)).toBe('published');
    lost.set(await addressOf(items[name]!), items[name]!);
  }
  const another = await newItem(laptop, stages.length);
  expect(await finish(laptop, another)).toBe('published');
  lost.set(await addressOf(another), another);
  await laptop.stop();
  await wipe(data, portal);
});
afterAll(async () => {
  await laptop.end();
  rmSync(folder, { recursive: true, force: true });
});

describe('after the record and the portal were wiped', () => {
  it('the audit names what is gone', async () => {
    const { status, stdout } = await operate('audit', ['--data', data]);
    expect(status).toBe(1);
    expect(stdout).toContain('is gone; the seal of 2025-03-06 has it');
  });

  it('the record comes back from the copy, after it was asked twice, and the audit is clean', async () => {
    const asked = await operate('restore-records', ['--from-data', copy, '--data', data]);
    expect(asked.stdout).toMatch(/^0 items the same, \d+ to be put back, 0 to be deleted\. Nothing was changed: --overwrite does it\.\n$/);
    const done = await operate('restore-records', ['--from-data', copy, '--data', data, '--overwrite']);
    expect(done.stdout).toBe(asked.stdout.replace(/to be put back, 0 to be deleted\. .*/, 'put back, 0 deleted.'));
    expect((await operate('restore-records', ['--from-data', copy, '--data', data])).stdout).toMatch(/^\d+ items the same, 0 to be put back, 0 to be deleted\./);
    const audited = await operate('audit', ['--data', data]);
    expect([audited.status, audited.stdout]).toEqual([0, expect.stringContaining('Clean:')]);
  });

  it('I6: the portal is rebuilt byte for byte: pages, files and lists', async () => {
    laptop = await startTestLaptop({ data, port });
    const running = await operate('restore-records', ['--from-data', copy, '--data', data, '--overwrite']);
    expect([running.status, running.stderr]).toEqual([1, expect.stringContaining('Stop it')]);
    const { status, stderr } = await operate('rebuild-site', ['zhejiang', 'shangqiu', 'hangzhou', '--data', data]);
    expect([status, stderr]).toEqual([0, '']);
    const s3 = new S3Client({ ...clientSettings(laptop), forcePathStyle: true });
    const rebuilt = await objectsAt(s3, portal);
    s3.destroy();
    expect(Object.keys(rebuilt).some((key) => key.endsWith('.pdf'))).toBe(true);
    expect(rebuilt).toEqual(then.objects);
  });

  it('every machine and clock of what is open runs again, in a generation that nobody has had', async () => {
    const { status, stdout } = await operate('restart-machines', ['--restored', '--data', data]);
    expect([status, stdout]).toEqual([0, expect.stringContaining('zhejiang: 9 of 12 items changed.')]);
    await laptop.cloud.clock.activity.quiet();
    const answer = await fetch(`${laptop.origin}/_local/executions`);
    const executions = (await answer.json()) as readonly { readonly name: string; readonly status: string }[];
    for (const id of then.open) expect(executions.filter(({ name }) => name === `${id}-g1000`), id).toHaveLength(1);
    const clocks = executions.filter(({ name, status: is }) => is === 'RUNNING' && /-[SA]-.*-g1000$/.test(name));
    expect(clocks.length).toBeGreaterThanOrEqual(stages.length + 2);
  });

  it('work goes on to the end, and no address or number comes twice', async () => {
    expect(await finishAll(laptop, then.items)).toEqual(Object.keys(then.items).map(() => 'published'));
    const another = await newItem(laptop, stages.length);
    expect(await finish(laptop, another)).toBe('published');
    const ids = [...Object.values(then.items), another];
    const addresses = await Promise.all(ids.map(addressOf));
    // What had its number before the moment that was gone back to has the same again.
    expect(addresses.filter((address, place) => (lost.get(address) ?? ids[place]) !== ids[place])).toEqual([]);
    expect(new Set(addresses).size).toBe(addresses.length);
    const audited = await operate('audit', ['--data', data]);
    expect([audited.status, audited.stdout]).toEqual([0, expect.stringContaining('Clean:')]);
  });
});

describe('after every execution was lost', () => {
  it('each comes back by one command, and what waited is finished', async () => {
    const items: Record<string, string> = {};
    for (const [place, stage] of stages.entries()) items[stage] = await newItem(laptop, place);
    items['approved'] = await newItem(laptop, stages.length);
    items['scheduled'] = await newItem(laptop, stages.length);
    await publication(laptop, items['scheduled'], { at: new Date(laptop.cloud.clock.now() + DAY).toISOString() });
    await laptop.cloud.clock.activity.quiet();
    await laptop.stop();
    for (const name of readdirSync(data)) if (name.startsWith('step-functions.sqlite')) rmSync(join(data, name));
    laptop = await startTestLaptop({ data, port });
    expect(laptop.cloud.stepFunctions.counts().executions).toEqual({});
    expect((await operate('restart-machines', ['--site', 'zhejiang', '--data', data])).stdout).toMatch(/^zhejiang: 6 of \d+ items changed\.\n$/);
    await laptop.cloud.clock.activity.quiet();
    expect(laptop.cloud.stepFunctions.counts().executions).toEqual({ RUNNING: 12 });
    expect(await finishAll(laptop, items)).toEqual(Object.keys(items).map(() => 'published'));
  });
});
