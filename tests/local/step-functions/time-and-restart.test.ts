import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StartExecutionCommand, UpdateStateMachineCommand } from '@aws-sdk/client-sfn';
import { DAY, openBench, SECOND, task, type Bench } from './bench-machine.ts';

/** 10,000 by default takes a few seconds; a tenth shows the same. */
const WAITING = Number(process.env['FABU_WAITING'] ?? 1000);

let folder: string;
let database: string;
const open: Bench[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'step-functions-'));
  database = join(folder, 'states.sqlite');
});
afterEach(async () => {
  for (const bench of open.splice(0)) await bench.close();
  rmSync(folder, { recursive: true });
});

async function boot(options: Parameters<typeof openBench>[0] = {}): Promise<Bench> {
  const bench = await openBench({ database, ...options });
  open.push(bench);
  return bench;
}

async function shutDown(bench: Bench): Promise<void> {
  open.splice(open.indexOf(bench), 1);
  await bench.close();
}

describe('restarting', () => {
  it('goes on after completed tasks and makes only the call again that was under way', async () => {
    const called: unknown[] = [];
    const never = new Promise<never>(() => undefined);
    const first = await boot({
      invoke: ({ functionName, payload }) => {
        called.push(functionName);
        return functionName === 'second' ? never : Promise.resolve({ payload });
      },
    });
    const step = (name: string, fields: object): object => task({ Arguments: { FunctionName: name, Payload: { from: name } }, ...fields });
    const arn = await first.create({ One: step('first', { Next: 'Two' }), Two: step('second', { Next: 'Three' }), Three: step('third', { End: true }) });
    const { executionArn = '' } = await first.client.send(new StartExecutionCommand({ stateMachineArn: arn, name: 'cut' }));
    await expect.poll(() => called.length, { interval: 5 }).toBe(2);
    await shutDown(first);

    const second = await boot({
      invoke: ({ functionName, payload }) => {
        called.push(functionName);
        return Promise.resolve({ payload });
      },
    });
    await second.clock.activity.quiet();
    expect(called).toEqual(['first', 'second', 'second', 'third']);
    expect(await second.describe(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: { from: 'third' } });
    const events = await second.history(executionArn);
    expect(events.map((event) => event.id)).toEqual(events.map((_, index) => index + 1));
    expect(events.filter((event) => event.type === 'TaskScheduled')).toHaveLength(3);
  });

  it('a wait goes on after a restart and rings what came due meanwhile', async () => {
    const first = await boot();
    const arn = await first.create({ Wait: { Type: 'Wait', Seconds: 3600, End: true } });
    const execution = await first.start(arn);
    const later = first.clock.now() + DAY;
    await shutDown(first);
    const second = await boot({ at: later });
    await second.clock.moveTo(second.clock.now() + SECOND);
    expect((await second.describe(execution)).status).toBe('SUCCEEDED');
  });

  it('a running execution keeps the definition it began with', async () => {
    const bench = await boot();
    const wait = { Type: 'Wait', Seconds: 60, Next: 'Tell' };
    const arn = await bench.create({ Wait: wait, Tell: { Type: 'Pass', Output: 'old', End: true } });
    const before = await bench.start(arn);
    const definition = { QueryLanguage: 'JSONata', StartAt: 'Wait', States: { Wait: wait, Tell: { Type: 'Pass', Output: 'new', End: true } } };
    await bench.client.send(new UpdateStateMachineCommand({ stateMachineArn: arn, definition: JSON.stringify(definition) }));
    const after = await bench.start(arn);
    await bench.clock.moveTo(bench.clock.now() + 61 * SECOND);
    expect([(await bench.describe(before)).output, (await bench.describe(after)).output]).toEqual(['old', 'new']);
  });
});

describe('kill -9', () => {
  it('loses nothing that was acknowledged: every execution is there and goes on to its end', async () => {
    const victim = spawn(process.execPath, [join(import.meta.dirname, 'victim.ts'), database], { stdio: ['ignore', 'pipe', 'inherit'] });
    const acknowledged: string[] = [];
    for await (const line of createInterface({ input: victim.stdout })) {
      acknowledged.push(line);
      if (acknowledged.length === 40) victim.kill('SIGKILL');
    }
    if (victim.exitCode === null && victim.signalCode === null) await once(victim, 'exit');
    const bench = await boot({ at: Date.now() });
    await bench.clock.moveTo(bench.clock.now() + DAY);
    for (const [number, execution] of acknowledged.entries()) {
      expect(await bench.describe(execution)).toMatchObject({ status: 'SUCCEEDED', output: number * 2 });
    }
    expect(bench.engine.counts()).toMatchObject({ executions: { SUCCEEDED: expect.any(Number) as number }, threads: {} });
    expect(Object.keys(bench.engine.counts().executions)).toEqual(['SUCCEEDED']);
  });
});

describe('many that wait', () => {
  it(`${WAITING} waiting executions cost a boot nothing, and 40 days ring all of them in the order of time`, { timeout: 120_000 }, async () => {
    const first = await boot();
    const arn = await first.create({ Wait: { Type: 'Wait', Timestamp: '{% $states.input %}', End: true } });
    const from = first.clock.now();
    for (let index = 0; index < WAITING; index += 1) {
      const at = new Date(from + DAY + Math.round((((index * 7919) % WAITING) * 38 * DAY) / WAITING)).toISOString();
      await first.client.send(new StartExecutionCommand({ stateMachineArn: arn, name: `w${index}`, input: JSON.stringify(at) }));
    }
    await first.clock.activity.quiet();
    await shutDown(first);

    const began = performance.now();
    const second = await boot({ at: from + DAY / 2 });
    expect(performance.now() - began).toBeLessThan(1000);
    expect(second.clock.activity.underWay).toBe(0);
    expect(second.engine.counts().threads).toEqual({ waiting: WAITING });
    await second.clock.moveTo(from + 40 * DAY);
    const ended = second.changes.map((change) => change.stopDate ?? 0);
    expect(ended).toHaveLength(WAITING);
    expect(ended).toEqual([...ended].sort((a, b) => a - b));
    expect(second.changes.every((change) => change.stopDate === Math.floor(Date.parse(JSON.parse(change.input) as string) / SECOND) * SECOND)).toBe(true);
  });
});

describe('names', () => {
  it('a name starts one execution: again while it runs with the same input it is the same, else it is refused for 90 days', async () => {
    const bench = await boot();
    const arn = await bench.create({ Wait: { Type: 'Wait', Seconds: 60, End: true } });
    const execution = await bench.start(arn, { a: 1 }, 'release-g1');
    expect(await bench.start(arn, { a: 1 }, 'release-g1')).toBe(execution);
    await expect(bench.start(arn, { a: 2 }, 'release-g1')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await bench.clock.moveTo(bench.clock.now() + DAY);
    await expect(bench.start(arn, { a: 1 }, 'release-g1')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await bench.clock.moveTo(bench.clock.now() + 88 * DAY);
    await expect(bench.start(arn, { a: 1 }, 'release-g1')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await bench.clock.moveTo(bench.clock.now() + 2 * DAY);
    expect(await bench.start(arn, { a: 1 }, 'release-g1')).toBe(execution);
    expect((await bench.describe(execution)).status).toBe('RUNNING');
  });
});
