import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Findings } from './findings.ts';
import { Flow } from './flow.ts';
import { freePort } from './laptop-process.ts';
import { Random } from './random.ts';
import { openRecords, type Records } from './record.ts';
import { SteadyLaptop } from './steady-laptop.ts';
import { checkAcknowledged, checkAll } from './verify.ts';

export interface KillRun {
  readonly kills: number;
  readonly seed: number;
  readonly workers: number;
  /** How many requests a laptop lives for at most, besides those in a fraction of a second. */
  readonly mostRequests: number;
  /** Told what happens, a line at a time. */
  readonly tell: (line: string) => void;
}

/** The sweeper looks each minute, and again every ten minutes at machines gone quiet: this much is patience for an hour. */
const MOVES = 12;
const FIRST_MOVE = 'PT45M';
const NEXT_MOVE = 'PT5M';

/**
 * Items flow through the whole line while everything is killed with SIGKILL at seeded moments and started again on the
 * same folder and port. In the end the clock is moved so that what was left behind is picked up, and all is looked at.
 */
export async function runKills(run: KillRun): Promise<Findings> {
  const { seed, workers, tell } = run;
  const data = mkdtempSync(join(tmpdir(), 'fabu-kill-'));
  const findings = new Findings();
  const random = new Random(seed);
  const laptop = new SteadyLaptop({ data, port: await freePort() });
  tell(`seed ${seed}, data ${data}`);
  try {
    await laptop.start();
    const flow = new Flow(laptop, findings, random, seed);
    const work = Promise.all(Array.from({ length: workers }, () => flow.work()));
    await Promise.race([work, killTimes(run, flow, findings, random)]);
    flow.stop();
    await work;
    tell(`${flow.items.length} items were begun, ${flow.items.reduce((sum, item) => sum + item.acknowledged.length, 0)} steps acknowledged`);
    const records = openRecords(laptop.gatewayUrl);
    await bringToTheEnd(flow, records, tell);
    await checkAll(flow, findings, records);
  } finally {
    await laptop.end();
  }
  if (findings.failed.length === 0) rmSync(data, { recursive: true, force: true });
  else tell(`the data is left in ${data}`);
  return findings;
}

async function killTimes({ kills, mostRequests, tell }: KillRun, flow: Flow, findings: Findings, random: Random): Promise<void> {
  const { laptop } = flow;
  for (let kill = 1; kill <= kills; kill += 1) {
    const requests = random.between(5, mostRequests);
    await laptop.afterRequests(requests);
    // Some kills fall into a move of the clock, with its sweeps and bells.
    if (random.fraction() < 0.4) void laptop.ask('/_local/clock', { method: 'POST', body: '{"advance":"PT20M"}' }).catch(() => undefined);
    const pause = random.between(0, 250);
    await delay(pause);
    await laptop.end();
    const cutOff = random.fraction() < 0.25 ? random.between(50, 2500) : undefined;
    if (cutOff !== undefined) {
      laptop.launch();
      await delay(cutOff);
      await laptop.end();
    }
    const started = performance.now();
    await laptop.start();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const killedTwice = cutOff === undefined ? '' : `, its restart killed after ${cutOff} ms`;
    tell(`kill ${kill}: after ${requests} requests and ${pause} ms${killedTwice}; up again in ${seconds} s, ${flow.items.length} items`);
    await flow.readClock();
    await checkAcknowledged(flow, findings, flow.items.slice(-15));
  }
}

/** Lets time pass for sweeps, retries and schedules, and does what people would: withdraw, and publish again what failed. */
async function bringToTheEnd(flow: Flow, records: Records, tell: (line: string) => void): Promise<void> {
  for (let move = 1; move <= MOVES; move += 1) {
    await flow.laptop.ask('/_local/clock', { method: 'POST', body: JSON.stringify({ advance: move === 1 ? FIRST_MOVE : NEXT_MOVE }) });
    await flow.readClock();
    const left = (await flow.withdrawRest()) + (await unfinished(flow)) + (await records.openOutboxes()).length;
    tell(`after move ${move} of the clock ${left} things are left to do`);
    if (left === 0) return;
  }
}

async function unfinished(flow: Flow): Promise<number> {
  let count = 0;
  for (const item of flow.items) {
    const { body } = await flow.read(item);
    if (body['state'] === 'publish-failed') await flow.person('publisher-a.network').call('POST', `/releases/${item.id}/publication`, {});
    const takenDown = (body['withdrawal'] as { readonly takenDownAt?: string } | undefined)?.takenDownAt !== undefined;
    if (!(body['state'] === 'published' || (body['state'] === 'withdrawn' && takenDown))) count += 1;
  }
  return count;
}
