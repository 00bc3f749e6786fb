import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { bringToApproved, castOf, goodRelease, publishNow, type Cast } from '../support/release-line.ts';
import { moveBy } from './observe.ts';

const program = join(import.meta.dirname, '..', '..', 'bin', 'trace.ts');
const title = '关于只在页面上出现的标题的通知';
const HOUR = 3_600_000;

let laptop: TestLaptop;
let cast: Cast;
let id: string;

beforeAll(async () => {
  laptop = await startTestLaptop({ now: '2025-03-05T09:00+08:00' });
  cast = await castOf(laptop);
  id = await bringToApproved(cast, { ...goodRelease, title });
  // The clock of the publishing duty rings once before a publisher comes.
  await moveBy(laptop, 30 * HOUR);
  await publishNow(cast, id);
  await laptop.cloud.clock.activity.quiet();
});
afterAll(() => laptop.end());

interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs beside the laptop of this process, which has to answer meanwhile. */
function trace(...args: string[]): Promise<Answer> {
  const child = spawn(process.execPath, [program, ...args]);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, stdout, stderr })));
}

const linesOf = ({ stdout }: Answer): string[] => stdout.trimEnd().split('\n');

/** Asserts that lines that match stand there one after the other. */
function expectInOrder(lines: readonly string[], patterns: readonly RegExp[]): void {
  let place = 0;
  for (const pattern of patterns) {
    const found = lines.findIndex((line, index) => index >= place && pattern.test(line));
    if (found < 0) throw new Error(`No line matches ${String(pattern)} after line ${place}:\n${lines.join('\n')}`);
    place = found + 1;
  }
}

describe('npm run trace', () => {
  let running: Answer;
  beforeAll(async () => {
    running = await trace(id, '--data', laptop.data);
  });

  it('tells an item’s way from its draft to its page, in order of time', () => {
    expect(running).toMatchObject({ status: 0, stderr: '' });
    const [first, ...lines] = linesOf(running);
    expect(first).toMatch(new RegExp(`^${id}  published  /zhejiang/art/2025/\\d{5}\\.html$`));
    expectInOrder(lines, [
      /event 1 +DraftCreated by [0-9a-f]{8}… {2}contentHash=[0-9a-f]{8}…/,
      /event 2 +ReleaseSubmitted by .* {2}S-first-review running$/,
      /event 3 +StageApproved .*stage=first-review/,
      /event 4 +StageApproved .*stage=confidentiality-review/,
      /event 5 +StageApproved .*stage=second-review/,
      /event 6 +StageApproved .*stage=text-review/,
      /event \d+ +BellRung by system .*rule=A-23b bell=amber/,
      /event \d+ +PublicationRequested/,
      /release g1 +→ Publish page/,
      /log +.*PAGE_WRITTEN.*key=zhejiang\/art\/2025\/\d{5}\.html/,
      /release g\d+ +→ Confirm online/,
      // An event bears the time of the state that it is recorded in.
      /event \d+ +ReleasePublished by system .*url=\/zhejiang\/art/,
      /log +.*PAGE_CONFIRMED/,
      /release g\d+ +succeeded/,
    ]);
    const times = lines.map((line) => line.slice(0, 23));
    expect(times).toEqual([...times].sort());
  });

  it('shows both machines with the states they entered and left, tokens cut short, and calls with how long they took', () => {
    const lines = linesOf(running);
    expectInOrder(lines, [/release g1 +started/, /release g1 +→ What next\?/, /release g1 +→ Await decision/, /release g1 +waits with token .{8}…$/, /release g1 +← Await decision/, /release g1 +succeeded/]);
    expectInOrder(lines, [/deadline A-23b-\d+-g1 +started/, /deadline A-23b-\d+-g1 +→ Ring/, /deadline A-23b-\d+-g1 +← Ring/]);
    expectInOrder(lines, [/function +DeskApiAuthor {2}\d+ ms$/, /function +Relay {2}\d+ ms$/, /function +ReleaseWorkflowPublishPage {2}\d+ ms$/]);
  });

  it('never shows content, names or whole ids of people', () => {
    for (const word of [title, '现将名单', 'example', '@']) expect(running.stdout).not.toContain(word);
    expect(running.stdout).not.toMatch(/[0-9a-f]{32}/);
  });

  it('says of an id that no item has that there is none', async () => {
    const { status, stdout, stderr } = await trace('zhejiang-aaaaaaaaaaaaaaaa', '--data', laptop.data);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('There is no item zhejiang-aaaaaaaaaaaaaaaa');
  });

  it.each([
    ['no id', [], 'Usage'],
    ['an option that is none', ['x', '--folder', 'y'], '--folder'],
    ['a folder that holds nothing', ['x', '--data', import.meta.dirname], 'holds no data'],
  ])('refuses %s in a sentence', async (_case, args, words) => {
    const { status, stderr } = await trace(...args);
    expect(status).toBe(1);
    expect(stderr).toContain(words);
    expect(stderr).not.toContain('    at ');
  });

  it('says of a laptop that is being started that it does not answer yet', async () => {
    const data = mkdtempSync(join(tmpdir(), 'fabu-trace-'));
    writeFileSync(join(data, 'fabu-data.json'), '{"format":1}');
    writeFileSync(join(data, 'running.pid'), String(process.pid));
    writeFileSync(join(data, 'engines.json'), JSON.stringify({ origin: 'http://127.0.0.1:1', gatewayUrl: 'http://127.0.0.1:1', region: 'eu-central-1', tables: ['x'] }));
    const { status, stderr } = await trace('x', '--data', data);
    rmSync(data, { recursive: true });
    expect([status, stderr.trim()]).toEqual([1, `The laptop on ${data} does not answer yet. Wait until it is ready.`]);
  });

  it('says the same of the folder once the laptop has stopped, and leaves it free for the next start', async () => {
    await laptop.stop();
    const stopped = await trace(id, '--data', laptop.data);
    expect(stopped.stderr).toBe('');
    expect(linesOf(stopped)).toEqual(linesOf(running));
    expect(existsSync(join(laptop.data, 'running.pid'))).toBe(false);
  });
});
