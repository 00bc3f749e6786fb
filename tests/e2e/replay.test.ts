import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { expecting } from '../../local/demonstration/api-client.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { approvalOf, castOf, goodRelease, publishNow, stages, type Cast } from '../support/release-line.ts';
import { changedAssembly, resourceIn, takeOut } from './changed-assembly.ts';
import { moveBy, readRelease } from './observe.ts';
import { operate } from './operate.ts';

// Many people act one after the other; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 300_000 });

const MINUTE = 60_000;

/** An item whose machine and clock could not be started for so long that the relay gave both up. */
let data: string;
let laptop: TestLaptop;
let cast: Cast;
let id: string;

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'fabu-replay-'));
  const crippled = changedAssembly((template) => takeOut(resourceIn(template, 'AWS::IAM::Policy', 'RelayGrants'), 'states:StartExecution'));
  const before = await startTestLaptop({ data, assembly: crippled });
  const { submitter } = await castOf(before);
  id = String((await expecting(submitter.call('POST', '/releases', goodRelease)))['id']);
  await expecting(submitter.call('POST', `/releases/${id}/submission`, {}));
  for (let minute = 0; minute < 15; minute += 1) await moveBy(before, MINUTE);
  expect(before.cloud.stepFunctions.counts().executions).toEqual({});
  await before.stop();
  rmSync(crippled, { recursive: true });
  laptop = await startTestLaptop({ data });
  cast = await castOf(laptop);
});
afterAll(() => laptop.end());

it('lists what the relay gave up, refuses an id that is none, and replays all of it: the work goes on to its end', async () => {
  const listed = await operate('dead-letters', ['--data', data]);
  expect(listed).toMatchObject({ status: 0, stderr: '' });
  const lines = listed.stdout.trimEnd().split('\n');
  expect(lines.slice(0, 2).map((line) => line.split(/\s+/)[1]).sort()).toEqual(['start-deadline', 'start-release']);
  expect(lines.at(-1)).toBe('2 dead letters, 0 replayed, 0 set aside.');
  expect(listed.stdout).not.toContain(goodRelease.title);

  const wrong = await operate('dead-letters', ['--data', data, '--replay', 'SITE#x#RELEASE#y/000001-1-wake']);
  expect(wrong.status).toBe(1);
  expect(wrong.stdout).toContain('SITE#x#RELEASE#y/000001-1-wake: There is no such dead letter.');

  expect((await operate('dead-letters', ['--data', data, '--all'])).stdout).toContain('2 dead letters, 2 replayed, 0 set aside.');
  await laptop.cloud.clock.activity.quiet();
  expect((await operate('dead-letters', ['--data', data])).stdout).toBe('No dead letters.\n');
  expect(laptop.cloud.stepFunctions.counts().executions).toEqual({ RUNNING: 2 });

  const { contentHash } = await readRelease(cast.submitter, id);
  for (const stage of stages) await expecting(cast.reviewers[stage].call('POST', `/releases/${id}/decisions`, approvalOf(stage, contentHash)));
  await publishNow(cast, id);
  await laptop.cloud.clock.activity.quiet();
  expect(await readRelease(cast.submitter, id)).toMatchObject({ state: 'published' });
});

it('says in a sentence that a laptop has to run', async () => {
  const { status, stderr } = await operate('dead-letters', ['--data', import.meta.dirname]);
  expect(status).toBe(1);
  expect(stderr).toMatch(/holds no data of Fabu/);
  expect(stderr).not.toContain('    at ');
});
