import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { alarm, DAY, emf, HOUR, MINUTE, QUEUE, START, startWatch, type Watch, type WatchOptions } from './fixture.ts';

const opened: Watch[] = [];
function start(options: Omit<WatchOptions, 'directory'> & { readonly directory?: string }): Watch {
  const watch = startWatch({ directory: temporaryFolder('fabu-watch-'), ...options });
  opened.push(watch);
  return watch;
}
afterEach(() => {
  for (const watch of opened.splice(0)) watch.close();
  vi.useRealTimers();
});

const machine = 'arn:aws:states:eu-central-1:000000000000:stateMachine:release';
const failures = alarm('executions-failed', {
  ...{ Namespace: 'AWS/States', MetricName: 'ExecutionsFailed', Dimensions: [{ Name: 'StateMachineArn', Value: machine }], Period: 300 },
  ...{ EvaluationPeriods: 1, DatapointsToAlarm: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'notBreaching' },
});
const seals = alarm('seal-missing', { MetricName: 'SealsWritten', Period: 3600, EvaluationPeriods: 26, DatapointsToAlarm: 26 });
const DAILY = 'cron(5 0 * * ? *)';

describe('a clock that is moved', () => {
  it.each([2 * MINUTE, 30 * MINUTE, DAY, 60 * DAY])('by %i ms is no missing data', async (length) => {
    const watch = start({ alarms: [alarm('sweeper-silent')] });
    await watch.pass(20 * MINUTE);
    await watch.pass(length);
    expect([watch.stateOf('sweeper-silent'), watch.told()]).toEqual(['OK', ['OK: "sweeper-silent" in eu-central-1']]);
  });

  it.each([
    ['45 seconds', [45_000, 45_000, 45_000, 45_000]],
    ['80 seconds, almost to the end of a minute', [53_000, 80_000]],
  ])('by %s is no missing data even for one period', async (_what, moves) => {
    const watch = start({ alarms: [alarm('sweeper-silent', { EvaluationPeriods: 1, DatapointsToAlarm: 1 })], at: START + 37_000 });
    await watch.pass(3 * MINUTE);
    for (const move of moves) await watch.pass(move);
    expect(watch.told()).toHaveLength(1);
  });

  it('is no missing data either where other things fall due on the way', async () => {
    const watch = start({ alarms: [alarm('sweeper-silent')] });
    const often = Array.from({ length: 50 }, (_, index) => [(index + 1) * 37 * MINUTE, () => undefined] as const);
    await watch.pass(3 * DAY, often);
    expect(watch.told()).toEqual(['OK: "sweeper-silent" in eu-central-1']);
  });

  it('by half an hour finds a sweeper that writes nothing, and that it is back', async () => {
    const watch = start({ alarms: [alarm('sweeper-silent')] });
    await watch.pass(30 * MINUTE);
    watch.functions.clear();
    await watch.pass(30 * MINUTE);
    expect(watch.stateOf('sweeper-silent')).toBe('ALARM');
    watch.functions.set('sweep', emf({ Sweeps: 1 }));
    await watch.pass(30 * MINUTE);
    expect([watch.stateOf('sweeper-silent'), watch.told().map((subject) => subject.split(':')[0])]).toEqual(['OK', ['OK', 'ALARM', 'OK']]);
    expect(((watch.cloudWatch.notices()[1]?.at ?? 0) - START) / MINUTE).toBe(36);
  });

  it('finds a sweeper that no schedule calls', async () => {
    const watch = start({ alarms: [alarm('sweeper-silent')], schedules: {} });
    await watch.pass(30 * MINUTE);
    expect(watch.cloudWatch.alarms()).toMatchObject([{ state: 'ALARM', reason: 'missing, missing, missing, missing, missing in the last 5 periods, newest first; the limit is < 1 in 5 of them.' }]);
  });

  it('counts what a schedule that fires for many instants measures once for each', async () => {
    const watch = start({ alarms: [alarm('sweeps', { Period: 600, EvaluationPeriods: 1, DatapointsToAlarm: 1, Threshold: 11, ComparisonOperator: 'LessThanThreshold' })] });
    await watch.pass(12 * HOUR);
    expect(watch.cloudWatch.alarms()[0]?.reason).toMatch(/^10 in/);
  });

  it('shows what went wrong on the way, and that it is over', async () => {
    const watch = start({ alarms: [failures] });
    const failed = (): void => watch.cloudWatch.executionChanged(machine, 'FAILED');
    await watch.pass(18 * HOUR, [[20 * MINUTE, () => undefined], [7 * HOUR, () => undefined], [8 * HOUR, failed]]);
    expect(watch.told().map((subject) => subject.split(':')[0])).toEqual(['OK', 'ALARM', 'OK']);
    const [, rang, over] = watch.cloudWatch.notices();
    expect(rang?.at).toBe(START + 8 * HOUR + MINUTE);
    expect(over?.at).toBe(START + 8 * HOUR + 6 * MINUTE);
  });

  it('finds the day without a seal, on that day, and is content with one each day', async () => {
    const watch = start({ alarms: [seals], schedules: { seal: DAILY } });
    watch.functions.set('seal', emf({ SealsWritten: 1 }));
    await watch.pass(60 * DAY);
    expect(watch.told()).toHaveLength(1);
    const since = watch.clock.now();
    await watch.pass(3 * DAY, [[6 * HOUR, () => watch.functions.delete('seal')], [30 * HOUR, () => watch.functions.set('seal', emf({ SealsWritten: 1 }))]]);
    const [, rang, over] = watch.cloudWatch.notices();
    expect(rang?.subject).toMatch(/^ALARM/);
    expect(((rang?.at ?? 0) - since) / HOUR).toBeCloseTo(10.28, 1);
    expect(((over?.at ?? 0) - since) / HOUR).toBeCloseTo(32.28, 1);
    expect(watch.stateOf('seal-missing')).toBe('OK');
  });
});

describe('a clock that ticks', () => {
  it('evaluates each minute, and stops with the clock', async () => {
    vi.useFakeTimers();
    const watch = start({ alarms: [alarm('sweeper-silent')] });
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(watch.stateOf('sweeper-silent')).toBe('OK');
    watch.functions.clear();
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(watch.stateOf('sweeper-silent')).toBe('OK');
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    expect(watch.stateOf('sweeper-silent')).toBe('ALARM');
    watch.functions.set('sweep', emf({ Sweeps: 1 }));
    await vi.advanceTimersByTimeAsync(2 * MINUTE + 1000);
    expect(watch.stateOf('sweeper-silent')).toBe('OK');
    watch.clock.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets the schedules speak first when the laptop has slept', async () => {
    vi.useFakeTimers();
    const watch = start({ alarms: [alarm('sweeper-silent')] });
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    vi.setSystemTime(Date.now() + 9 * HOUR);
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(watch.told()).toHaveLength(1);
  });

  it('waits for a function that is still at work', async () => {
    vi.useFakeTimers();
    const directory = temporaryFolder('fabu-watch-');
    const alarms = [alarm('sweeper-silent')];
    const before = start({ alarms, directory });
    await vi.advanceTimersByTimeAsync(10 * MINUTE + 50_000);
    const now = before.clock.now();
    before.close();
    opened.pop();
    const after = start({ alarms, directory, at: now + 9 * HOUR });
    after.work.takesMs = 25_000;
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(after.told()).toHaveLength(1);
  });
});

describe('a restart', () => {
  it('keeps states and since when, and what was measured', async () => {
    const directory = temporaryFolder('fabu-watch-');
    const alarms = [alarm('sweeper-silent'), alarm('deaths', { MetricName: 'DeadEffects', Statistic: 'Maximum', ComparisonOperator: 'GreaterThanOrEqualToThreshold', DatapointsToAlarm: 1, TreatMissingData: 'ignore' })];
    const before = start({ alarms, directory });
    await before.pass(30 * MINUTE);
    before.cloudWatch.wrote('other', emf({ DeadEffects: 2 }));
    const now = before.clock.now();
    const stood = before.cloudWatch.alarms();
    before.close();
    opened.pop();
    const after = start({ alarms, directory, at: now });
    expect(after.cloudWatch.alarms()).toEqual(stood);
    await after.pass(2 * MINUTE);
    expect(after.stateOf('deaths')).toBe('ALARM');
  });

  it('after a night that the laptop was off is no missing data', async () => {
    const directory = temporaryFolder('fabu-watch-');
    const alarms = [alarm('sweeper-silent')];
    const before = start({ alarms, directory });
    await before.pass(30 * MINUTE);
    const now = before.clock.now();
    before.close();
    opened.pop();
    const after = start({ alarms, directory, at: now + 9 * HOUR });
    await after.pass(10 * MINUTE);
    expect(after.told()).toHaveLength(1);
  });

  it('forgets alarms that are gone, and is not stopped by a clock that was set back', async () => {
    const directory = temporaryFolder('fabu-watch-');
    const before = start({ alarms: [alarm('sweeper-silent'), alarm('gone')], directory });
    await before.pass(30 * MINUTE);
    before.close();
    opened.pop();
    const after = start({ alarms: [alarm('sweeper-silent')], directory, at: START - DAY, schedules: {} });
    expect(after.cloudWatch.alarms()).toMatchObject([{ name: 'sweeper-silent', state: 'OK' }]);
    await after.pass(30 * MINUTE);
    expect(after.stateOf('sweeper-silent')).toBe('ALARM');
  });
});

describe('a change of state', () => {
  it.each([
    [['one@x.example', 'other@x.example'], ['one@x.example', 'other@x.example']],
    [[], ['']],
  ])('is told to %j', async (subscribers, expected) => {
    const watch = start({ alarms: [alarm('sweeper-silent')], subscribers, schedules: {} });
    await watch.pass(30 * MINUTE);
    const [rang] = watch.cloudWatch.notices().slice(-1);
    expect(watch.cloudWatch.notices().slice(-expected.length).map(({ to }) => to)).toEqual(expected);
    expect(rang).toMatchObject({ subject: 'ALARM: "sweeper-silent" in eu-central-1', text: expect.stringContaining('docs/runbook.md#sweeper-silent') as string });
  });

  it('is told to nobody where the alarm has no action for it', async () => {
    const watch = start({ alarms: [alarm('sweeper-silent', { AlarmActions: [] })], schedules: {} });
    await watch.pass(30 * MINUTE);
    expect([watch.stateOf('sweeper-silent'), watch.told()]).toEqual(['ALARM', []]);
  });

  it('is remembered, the last two hundred', async () => {
    const watch = start({ alarms: [failures] });
    for (let hour = 0; hour < 102; hour += 1) {
      watch.cloudWatch.executionChanged(machine, 'FAILED');
      await watch.pass(HOUR);
    }
    expect(watch.told()).toHaveLength(200);
  });
});

describe('what is measured', () => {
  it('is kept while an alarm looks back at it, and only what one looks at', async () => {
    const directory = temporaryFolder('fabu-watch-');
    const watch = start({ alarms: [alarm('sweeper-silent'), seals], directory });
    watch.functions.set('sweep', emf({ Sweeps: 1, Unwatched: 1 }));
    for (let minute = 0; minute < 40; minute += 1) await watch.pass(MINUTE);
    const kept = new DatabaseSync(join(directory, 'cloudwatch.sqlite')).prepare('SELECT metric, count(*) AS rows FROM measured GROUP BY metric').all();
    expect(kept).toHaveLength(1);
    expect(kept[0]?.['metric']).toContain('Sweeps');
    expect(kept[0]?.['rows']).toBeLessThanOrEqual(8);
  });

  it('before an alarm was there is not missing', async () => {
    const watch = start({ alarms: [alarm('sweeper-silent')], schedules: {} });
    await watch.pass(4 * MINUTE);
    expect(watch.stateOf('sweeper-silent')).toBe('OK');
    await watch.pass(2 * MINUTE);
    expect(watch.stateOf('sweeper-silent')).toBe('ALARM');
  });

  it('of a queue is how many letters lie in it', async () => {
    const letters = alarm('dead-letters', {
      ...{ Namespace: 'AWS/SQS', MetricName: 'ApproximateNumberOfMessagesVisible', Dimensions: [{ Name: 'QueueName', Value: QUEUE }] },
      ...{ Statistic: 'Maximum', EvaluationPeriods: 1, DatapointsToAlarm: 1, Threshold: 2, ComparisonOperator: 'GreaterThanOrEqualToThreshold' },
    });
    const watch = start({ alarms: [letters], schedules: {} });
    watch.letters.push(watch.clock.now());
    await watch.pass(10 * MINUTE);
    expect(watch.stateOf('dead-letters')).toBe('OK');
    await watch.pass(HOUR, [[20 * MINUTE, () => watch.letters.push(watch.clock.now())]]);
    expect(watch.cloudWatch.alarms()).toMatchObject([{ state: 'ALARM', since: START + 31 * MINUTE }]);
    watch.letters.pop();
    await watch.pass(2 * MINUTE);
    expect(watch.stateOf('dead-letters')).toBe('OK');
  });

  const above = { EvaluationPeriods: 1, DatapointsToAlarm: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'notBreaching' };
  it.each([
    ['an answer of the API', { Namespace: 'AWS/ApiGateway', MetricName: '5xx', Dimensions: [{ Name: 'ApiId', Value: 'api' }] }, (watch: Watch) => watch.cloudWatch.answered('api', 503), (watch: Watch) => watch.cloudWatch.answered('api', 404)],
    ['a call of a function', { Namespace: 'AWS/Lambda', MetricName: 'Errors', Dimensions: [{ Name: 'FunctionName', Value: 'act' }] }, (watch: Watch) => watch.cloudWatch.called('act', true), (watch: Watch) => watch.cloudWatch.called('act', false)],
    ['an execution', { Namespace: 'AWS/States', MetricName: 'ExecutionsTimedOut', Dimensions: [{ Name: 'StateMachineArn', Value: machine }] }, (watch: Watch) => watch.cloudWatch.executionChanged(machine, 'TIMED_OUT'), (watch: Watch) => watch.cloudWatch.executionChanged(machine, 'SUCCEEDED')],
  ])('of %s is counted where it failed', async (_what, metric, fail, work) => {
    const watch = start({ alarms: [alarm('errors', { ...metric, ...above })], schedules: {} });
    work(watch);
    await watch.pass(2 * MINUTE);
    expect(watch.stateOf('errors')).toBe('OK');
    fail(watch);
    await watch.pass(MINUTE);
    expect(watch.stateOf('errors')).toBe('ALARM');
    await watch.pass(MINUTE);
    expect(watch.stateOf('errors')).toBe('OK');
  });
});
