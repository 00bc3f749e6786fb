import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { apiClient, expecting, type ApiClient } from '../../local/demonstration/api-client.ts';
import { freePort, LaptopProcess, repository, type LaptopPlace } from '../faults/laptop-process.ts';
import { approvalOf, goodRelease, reviewerOf, stages } from '../support/release-line.ts';

/**
 * `npm run bench:start`: a fresh clone's first start with the demonstration, a later start with nothing changed, a start
 * after Ctrl-C with work in it, and the memory once an item is through. Other work on the machine stretches the seconds, so the
 * processor's are told as well. Exit 1 when a target is missed.
 */
const TARGETS = { fresh: 20, later: 6, megabytes: 800 } as const;
const TICKS_PER_SECOND = 100;

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Processor time of its own and of children that have ended, in seconds. */
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

const folder = mkdtempSync(join(tmpdir(), 'fabu-bench-'));
const clone = join(folder, 'clone');
execFileSync('git', ['clone', '--quiet', repository, clone]);
symlinkSync(join(repository, 'node_modules'), join(clone, 'node_modules'));
const place: LaptopPlace = { data: join(folder, 'data'), port: await freePort(), directory: clone, options: [] };
const missed: string[] = [];

try {
  const fresh = await start('first start, with the demonstration', TARGETS.fresh);
  await fresh.end('SIGINT');
  const later = await start('later start, nothing changed', TARGETS.later);
  await bringThrough(later);
  const { megabytes } = usageOf(later.pid);
  judge(`memory of all processes after the first item is through: ${megabytes.toFixed(0)} MB`, megabytes, TARGETS.megabytes);
  await later.end('SIGINT');
  const again = await start('start after Ctrl-C', TARGETS.later);
  await again.end('SIGINT');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = missed.length === 0 ? 0 : 1;

async function start(what: string, targetSeconds: number): Promise<LaptopProcess> {
  const began = performance.now();
  const laptop = new LaptopProcess(place);
  await laptop.ready;
  const seconds = (performance.now() - began) / 1000;
  const { cpuSeconds } = usageOf(laptop.pid);
  judge(`${what}: ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of processor time`, seconds, targetSeconds);
  return laptop;
}

function judge(line: string, value: number, target: number): void {
  const holds = value <= target;
  if (!holds) missed.push(line);
  console.log(`${line} (target ${target}${holds ? '' : ', MISSED'})`);
}

/** One item from draft to the page that a reader gets. */
async function bringThrough(laptop: LaptopProcess): Promise<void> {
  const submitter = await signIn(laptop, 'submitter.personnel');
  const draft = await expecting(submitter.call('POST', '/releases', goodRelease));
  const path = `/releases/${String(draft['id'])}`;
  await expecting(submitter.call('POST', `${path}/submission`, {}));
  for (const stage of stages) {
    const reviewer = await signIn(laptop, reviewerOf(stage));
    await expecting(reviewer.call('POST', `${path}/decisions`, approvalOf(stage, draft['contentHash'])));
  }
  await expecting((await signIn(laptop, 'publisher-a.network')).call('POST', `${path}/publication`, {}));
  for (let state = ''; state !== 'published'; state = String((await expecting(submitter.call('GET', path)))['state'])) await delay(20);
}

async function signIn(laptop: LaptopProcess, name: string): Promise<ApiClient> {
  const answer = await fetch(`${laptop.origin}/_local/sign-in`, { method: 'POST', body: JSON.stringify({ username: `${name}@zhejiang.example` }) });
  return apiClient(laptop.origin, ((await answer.json()) as { readonly token: string }).token);
}

/** Of a process and all that it started. */
function usageOf(pid: number): { cpuSeconds: number; megabytes: number } {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => readProcess(Number(name)));
  const family = new Set([pid]);
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    for (const one of all) if (family.has(one.parent)) family.add(one.pid);
  }
  const counted = all.filter((one) => family.has(one.pid));
  const sum = (pick: (one: Process) => number): number => counted.reduce((total, one) => total + pick(one), 0);
  return { cpuSeconds: sum((one) => one.cpuSeconds), megabytes: sum((one) => one.megabytes) };
}

/** From /proc; nothing where the process has ended meanwhile. */
function readProcess(pid: number): Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
    const ticks = [11, 12, 13, 14].reduce((total, field) => total + (fields[field] ?? 0), 0);
    const resident = Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    return [{ pid, parent: fields[1] ?? 0, cpuSeconds: ticks / TICKS_PER_SECOND, megabytes: resident / 1024 }];
  } catch {
    return [];
  }
}
