import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { badDay, type FaultPlan } from '../../local/faults/plan.ts';
import type { Findings } from './findings.ts';
import { Flow } from './flow.ts';
import { freePort } from './laptop-process.ts';
import { Random } from './random.ts';
import { openRecords, type Records } from './record.ts';
import { SteadyLaptop } from './steady-laptop.ts';
import { checkAcknowledged, checkAll, checkRebuild } from './verify.ts';

export interface KillRun {
  readonly kills: number;
  readonly seed: number;
  readonly workers: number;
  /** How many requests a laptop lives for at most, besides those in a fraction of a second. */
  readonly mostRequests: number;
  /** Whether the laptop has a bad day beside it all: throttles, errors, lost answers (local/faults). */
  readonly unkind: boolean;
  /** Whether the relay does nothing before each kill, which is then certain to leave something undone; by chance where this is left out. */
  readonly deaf?: true;
  /** The repository to run; this one where it is left out. */
  readonly directory?: string;
  /** Whether the data of a run with findings is kept, for whoever looks into it; so it is unless this says otherwise. */
  readonly keeps?: false;
  /** Told what happens, a line at a time. */
  readonly tell: (line: string) => void;
}

/** The sweeper looks each minute, and again every ten minutes at machines gone quiet: this much is patience for some hours. */
const MOVES = 20;
const FIRST_MOVE = 'PT45M';
const NEXT_MOVE = 'PT5M';
/** How often a start is cut off at most before one goes through. */
const MOST_CUT_STARTS = 3;
const LONGEST_CUT_START = 1500;
const LONGEST_CUT_STOP = 250;

/**
 * Items flow through the whole line while everything is killed with SIGKILL at seeded moments and started again on the
 * same folder and port. In the end the clock is moved so that what was left behind is picked up, and all is looked at.
 */
export async function runKills(run: KillRun, findings: Findings): Promise<void> {
  const { seed, workers, tell, directory } = run;
  const data = mkdtempSync(join(tmpdir(), 'fabu-kill-'));
  const random = new Random(seed);
  const laptop = new SteadyLaptop({ data, port: await freePort(), ...(directory === undefined ? {} : { directory }) });
  const before = findings.failed.length;
  tell(`seed ${seed}, data ${data}`);
  try {
    await laptop.start();
    const flow = new Flow(laptop, findings, random, seed);
    const work = Promise.all(Array.from({ length: workers }, () => flow.work()));
    await Promise.race([work, killTimes(run, flow, findings, random)]);
    flow.stop();
    await work;
    await haveADay(laptop, {}, false);
    tell(`${flow.items.length} items were begun, ${flow.items.reduce((sum, item) => sum + item.acknowledged.length, 0)} steps acknowledged`);
    const records = openRecords(laptop.gatewayUrl);
    await bringToTheEnd(flow, records, tell);
    await checkAll(flow, findings, records);
    await checkRebuild(findings, laptop.gatewayUrl);
  } finally {
    await laptop.end();
  }
  if (findings.failed.length === before || run.keeps === false) rmSync(data, { recursive: true, force: true });
  else tell(`the data is left in ${data}`);
}

/** Deaf: whoever calls the relay is told that it was called, and that is all that comes of it. */
async function haveADay(laptop: SteadyLaptop, plan: Partial<FaultPlan>, isDeaf: boolean): Promise<void> {
  await laptop.ask('/_local/faults', { method: 'PUT', body: JSON.stringify({ ...plan, ...(isDeaf ? { down: ['relay'] } : {}) }) });
}

async function killTimes({ kills, mostRequests, tell, unkind, seed, deaf }: KillRun, flow: Flow, findings: Findings, random: Random): Promise<void> {
  const { laptop } = flow;
  for (let kill = 1; kill <= kills; kill += 1) {
    const isDeaf = deaf === true || random.fraction() < 0.15;
    await haveADay(laptop, unkind ? badDay(seed + kill) : {}, isDeaf);
    const requests = random.between(5, mostRequests);
    await laptop.afterRequests(requests);
    if (isDeaf) await flow.leaveDraft();
    // Some kills fall into a move of the clock, with its sweeps and bells; none where the time would call a relay that is away until it is given up.
    if (random.fraction() < 0.4 && !isDeaf) void laptop.ask('/_local/clock', { method: 'POST', body: '{"advance":"PT20M"}' }).catch(() => undefined);
    await delay(random.between(0, 150));
    // Some fall into a stop that had begun well.
    const stops = random.fraction() < 0.25;
    if (stops) await laptop.cutOffStop(random.between(0, LONGEST_CUT_STOP));
    else await laptop.end();
    const starts = await cutOffStarts(laptop, random, kills - kill);
    kill += starts.length;
    const began = performance.now();
    await laptop.start();
    const told = [`after ${requests} requests`, ...(isDeaf ? ['while the relay did nothing'] : []), ...(stops ? ['while it stopped'] : []), ...starts.map((milliseconds) => `after ${milliseconds} ms of its start`)];
    tell(`kill ${kill}: ${told.join(', ')}; up again in ${((performance.now() - began) / 1000).toFixed(1)} s, ${flow.items.length} items`);
    await flow.readClock();
    await checkAcknowledged(flow, findings, flow.items.slice(-10));
  }
}

/** Starts that are killed before they are through, at most so many. Answers the milliseconds that each had. */
async function cutOffStarts(laptop: SteadyLaptop, random: Random, most: number): Promise<readonly number[]> {
  const starts: number[] = [];
  while (starts.length < Math.min(most, MOST_CUT_STARTS) && random.fraction() < 0.5) {
    starts.push(random.between(20, LONGEST_CUT_START));
    laptop.launch();
    await delay(starts.at(-1));
    await laptop.end();
  }
  return starts;
}

/** Lets time pass for sweeps, retries and schedules, and does what people would: go on, and publish again what failed. */
async function bringToTheEnd(flow: Flow, records: Records, tell: (line: string) => void): Promise<void> {
  for (let move = 1; move <= MOVES; move += 1) {
    await flow.laptop.ask('/_local/clock', { method: 'POST', body: JSON.stringify({ advance: move === 1 ? FIRST_MOVE : NEXT_MOVE }) });
    await flow.readClock();
    const left = (await flow.goOnWithRest()) + (await unfinished(flow)) + (await records.openOutboxes()).length;
    tell(`after move ${move} of the clock ${left} things are left to do`);
    if (left === 0) return;
  }
}

async function unfinished(flow: Flow): Promise<number> {
  let count = 0;
  for (const item of flow.items) {
    const { body } = await flow.read(item);
    const { state, pending, withdrawal } = body as { readonly state: string; readonly pending?: { readonly state: string }; readonly withdrawal?: { readonly takenDownAt?: string } };
    if ((pending?.state ?? state) === 'publish-failed') await flow.person('publisher-a.network').call('POST', `/releases/${item.id}/publication`, {});
    const isDone = (item.way === 'left' && state === 'draft') || (state === 'published' && pending === undefined) || (state === 'withdrawn' && withdrawal?.takenDownAt !== undefined);
    if (!isDone) count += 1;
  }
  return count;
}
