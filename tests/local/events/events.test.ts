import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Activity } from '../../../local/clock/activity.ts';
import { Clock } from '../../../local/clock/clock.ts';
import { nextCron, parseExpression } from '../../../local/events/cron.ts';
import { Deliveries, type Invoke } from '../../../local/events/deliveries.ts';
import { createRules, executionStatusChange, type ExecutionStatus } from '../../../local/events/rules.ts';
import { createSchedules } from '../../../local/events/schedules.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { Declared, Properties } from '../../../local/wire/known-properties.ts';

const SWEEP = 'arn:aws:lambda:eu-central-1:000000000000:function:sweep:live';
const ROLE = 'arn:aws:iam::000000000000:role/scheduler';
const START = Date.UTC(2025, 8, 30, 7, 50);
const MINUTE = 60_000;

let clock: Clock;
let calls: Parameters<Invoke>[0][];
let letters: unknown[];
let invoke: Invoke;
let file: string;

beforeEach(() => {
  clock = new Clock(new Activity());
  clock.startAt(START);
  calls = [];
  letters = [];
  invoke = (call) => Promise.resolve(calls.push(call));
  file = join(temporaryFolder('fabu-events-'), 'schedules.json');
});
afterEach(() => clock.close());

const deliveries = (): Deliveries => new Deliveries({ clock, invoke: (call) => invoke(call), onDeadLetter: (letter) => letters.push(letter) });

function declared(logicalId: string, properties: Properties): Declared {
  return { logicalId, id: logicalId, properties };
}

const theGoodSchedule = {
  ScheduleExpression: 'rate(1 minute)',
  FlexibleTimeWindow: { Mode: 'OFF' },
  State: 'ENABLED',
  Target: { Arn: SWEEP, RoleArn: ROLE, Input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}', RetryPolicy: { MaximumRetryAttempts: 2 } },
};
const schedule = (changes: Properties = {}): void =>
  createSchedules({ schedules: [declared('Sweep', { ...theGoodSchedule, ...changes })], clock, deliveries: deliveries(), file });

const times = (): string[] => calls.map((call) => (JSON.parse(call.payload) as { scheduledTime: string }).scheduledTime.slice(0, 16));

describe('a schedule', () => {
  it('invokes its function as its role with the scheduled time', async () => {
    schedule();
    await clock.moveTo(START + MINUTE + 5000);
    expect(calls).toMatchObject([{ functionArn: SWEEP, principal: { kind: 'role', roleArn: ROLE } }]);
    expect(times()).toEqual(['2025-09-30T07:51']);
  });

  it('of less than an hour rings once after an idle stretch, for its latest instant', async () => {
    schedule();
    await clock.moveTo(START + 40 * 24 * 60 * MINUTE);
    expect(times()).toHaveLength(1);
    expect(times()[0]).toMatch(/^2025-11-09T07:(49|50)$/);
  });

  it('of an hour or more rings every time', async () => {
    schedule({ ScheduleExpression: 'rate(6 hours)' });
    await clock.moveTo(START + 24 * 60 * MINUTE + 5000);
    expect(times()).toEqual(['2025-09-30T13:50', '2025-09-30T19:50', '2025-10-01T01:50', '2025-10-01T07:50']);
  });

  it('does not fire twice over a restart, and makes up once for the time it was off', async () => {
    schedule({ ScheduleExpression: 'rate(1 hour)' });
    await clock.moveTo(START + 61 * MINUTE);
    clock.close();
    clock = new Clock(new Activity());
    clock.startAt(START + 62 * MINUTE);
    schedule({ ScheduleExpression: 'rate(1 hour)' });
    await clock.moveTo(START + 63 * MINUTE);
    expect(times()).toEqual(['2025-09-30T08:50']);
    clock.close();
    clock = new Clock(new Activity());
    clock.startAt(START + 5 * 60 * MINUTE + 5000);
    schedule({ ScheduleExpression: 'rate(1 hour)' });
    await clock.moveTo(START + 5 * 60 * MINUTE + 6000);
    expect(times()).toEqual(['2025-09-30T08:50', '2025-09-30T12:50']);
  });

  it('says so when its file is damaged', () => {
    writeFileSync(file, '{"Sweep":');
    expect(() => schedule()).toThrow(`${file} is damaged`);
  });

  it('that is disabled stays silent', async () => {
    schedule({ State: 'DISABLED' });
    await clock.moveTo(START + 24 * 60 * MINUTE);
    expect([calls, existsSync(file)]).toEqual([[], false]);
  });

  it('follows a cron in its time zone', async () => {
    schedule({ ScheduleExpression: 'cron(30 8 ? * MON-FRI *)', ScheduleExpressionTimezone: 'Asia/Shanghai' });
    await clock.moveTo(Date.UTC(2025, 9, 6, 12));
    expect(times()).toEqual(['2025-10-01T00:30', '2025-10-02T00:30', '2025-10-03T00:30', '2025-10-06T00:30']);
  });

  it.each<[Properties, string]>([
    [{ ScheduleExpression: 'at(2025-10-01T00:00:00)' }, 'Sweep: schedule expression'],
    [{ ScheduleExpression: 'rate(0 minutes)' }, 'Sweep: schedule expression'],
    [{ ScheduleExpression: 'cron(0 0 L * ? *)' }, 'Sweep: cron field "L"'],
    [{ ScheduleExpression: 'cron(0 0 ? * 2#1 *)' }, 'Sweep: cron field "2#1"'],
    [{ ScheduleExpression: 'cron(61 0 * * ? *)' }, 'Sweep: cron field "61"'],
    [{ FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }, 'Sweep: FlexibleTimeWindow.Mode'],
    [{ StartDate: '2025-01-01' }, 'Sweep: property StartDate'],
    [{ Target: { Arn: 'arn:aws:sqs:eu-central-1:000000000000:q', RoleArn: ROLE } }, 'is no function'],
    [{ Target: { ...theGoodSchedule.Target, KinesisParameters: {} } }, 'Sweep.Target: property KinesisParameters'],
  ])('with %j is refused by name', (changes, message) => {
    expect(() => schedule(changes)).toThrow(message);
  });
});

describe('a cron', () => {
  const next = (expression: string, after: string, timeZone = 'UTC'): string | undefined => {
    const parsed = parseExpression(expression);
    if (parsed.kind !== 'cron') throw new Error('no cron');
    const found = nextCron(parsed.fields, timeZone, Date.parse(after));
    return found === undefined ? undefined : new Date(found).toISOString().slice(0, 16);
  };
  it.each([
    ['cron(0/15 * * * ? *)', '2025-09-30T07:46:00Z', 'UTC', '2025-09-30T08:00'],
    ['cron(0 0 1 JAN ? 2027)', '2025-09-30T07:46:00Z', 'UTC', '2027-01-01T00:00'],
    ['cron(0 0 29 2 ? *)', '2025-09-30T07:46:00Z', 'UTC', '2028-02-29T00:00'],
    ['cron(0 9,18 * * ? *)', '2025-09-30T09:00:00+08:00', 'Asia/Shanghai', '2025-09-30T10:00'],
    // Summer time begins: 02:30 is not there on that day.
    ['cron(30 2 * * ? *)', '2025-03-29T12:00:00Z', 'Europe/Berlin', '2025-03-31T00:30'],
    ['cron(0 0 31 2 ? *)', '2025-09-30T07:46:00Z', 'UTC', undefined],
  ])('%s after %s in %s', (expression, after, timeZone, expected) => {
    expect(next(expression, after, timeZone)).toBe(expected);
  });
});

const MACHINE = 'arn:aws:states:eu-central-1:000000000000:stateMachine:release';
const theFailure: ExecutionStatus = {
  executionArn: 'arn:aws:states:eu-central-1:000000000000:execution:release:r-g1',
  stateMachineArn: MACHINE,
  name: 'r-g1',
  status: 'FAILED',
  startDate: START,
  stopDate: START + 1000,
  input: '{"releaseId":"r"}',
  error: 'States.Timeout',
};
const theGoodRule = {
  EventPattern: {
    source: ['aws.states'],
    'detail-type': ['Step Functions Execution Status Change'],
    detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'], stateMachineArn: [MACHINE] },
  },
  State: 'ENABLED',
  Targets: [{ Id: 'Target0', Arn: SWEEP, RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 }, DeadLetterConfig: { Arn: 'arn:queue' } }],
};
const rulesOf = (changes: Properties = {}): ReturnType<typeof createRules> =>
  createRules({ rules: [declared('OnFailure', { ...theGoodRule, ...changes })], deliveries: deliveries(), region: 'eu-central-1', accountId: '000000000000', partition: 'aws' });

describe('a rule', () => {
  it('hands the event of an execution to its function, as the rule', async () => {
    rulesOf()(executionStatusChange(theFailure, START));
    await clock.activity.quiet();
    expect(calls).toMatchObject([
      { functionArn: SWEEP, principal: { kind: 'service', service: 'events.amazonaws.com', sourceArn: 'arn:aws:events:eu-central-1:000000000000:rule/OnFailure' } },
    ]);
    expect(JSON.parse(calls[0]!.payload)).toMatchObject({
      source: 'aws.states',
      'detail-type': 'Step Functions Execution Status Change',
      time: '2025-09-30T07:50:00Z',
      resources: [theFailure.executionArn],
      detail: { status: 'FAILED', name: 'r-g1', input: '{"releaseId":"r"}', inputDetails: { included: true }, error: 'States.Timeout' },
    });
  });

  it.each<[string, Partial<ExecutionStatus>]>([
    ['another status', { status: 'SUCCEEDED' }],
    ['another machine', { stateMachineArn: `${MACHINE}2` }],
  ])('does not match %s', async (_, changes) => {
    rulesOf()(executionStatusChange({ ...theFailure, ...changes }, START));
    await clock.activity.quiet();
    expect(calls).toEqual([]);
  });

  it('leaves out data above 248 KB', () => {
    const { detail } = executionStatusChange({ ...theFailure, input: JSON.stringify('x'.repeat(250 * 1024)) }, START);
    expect(detail).toMatchObject({ input: null, inputDetails: { included: false } });
  });

  it.each<[object, string, boolean]>([
    [{ detail: { name: [{ prefix: 'r-' }] } }, 'prefix', true],
    [{ detail: { name: [{ prefix: 'd-' }] } }, 'another prefix', false],
    [{ detail: { status: [{ 'anything-but': ['RUNNING', 'SUCCEEDED'] }] } }, 'anything-but', true],
    [{ detail: { status: [{ 'anything-but': 'FAILED' }] } }, 'anything-but itself', false],
    [{ resources: [theFailure.executionArn] }, 'a member of a list', true],
    [{ detail: { absent: ['x'] } }, 'a field that is not there', false],
  ])('matches %j by %s: %s', async (EventPattern, _, matches) => {
    rulesOf({ EventPattern })(executionStatusChange(theFailure, START));
    await clock.activity.quiet();
    expect(calls).toHaveLength(matches ? 1 : 0);
  });

  it('gives its constant input', async () => {
    rulesOf({ Targets: [{ Id: 't', Arn: SWEEP, Input: '{"a":1}' }] })(executionStatusChange(theFailure, START));
    await clock.activity.quiet();
    expect(calls[0]!.payload).toBe('{"a":1}');
  });

  it.each<[Properties, string]>([
    [{ EventPattern: { detail: { status: [{ suffix: 'ED' }] } } }, 'suffix'],
    [{ EventPattern: { $or: [{}] } }, 'pattern operator $or'],
    [{ EventPattern: { source: 'aws.states' } }, 'is no pattern'],
    [{ EventBusName: 'other' }, 'EventBusName'],
    [{ ScheduleExpression: 'rate(1 minute)' }, 'property ScheduleExpression'],
    [{ Targets: [{ Id: 't', Arn: SWEEP, InputTransformer: {} }] }, 'InputTransformer'],
    [{ Targets: [{ Id: 't', Arn: 'arn:aws:sns:eu-central-1:000000000000:topic' }] }, 'is no function'],
  ])('with %j is refused by name', (changes, message) => {
    expect(() => rulesOf(changes)).toThrow(message);
  });
});

describe('a delivery that fails', () => {
  const failing = (times: number, name = 'TooManyRequestsException'): void => {
    let left = times;
    invoke = (call) => {
      calls.push(call);
      return (left -= 1) >= 0 ? Promise.reject(Object.assign(new Error(name), { name })) : Promise.resolve();
    };
  };
  const send = async (): Promise<void> => {
    rulesOf()(executionStatusChange(theFailure, START));
    await clock.activity.quiet();
    await clock.moveTo(START + 10 * MINUTE);
  };

  it('is tried again as the policy says', async () => {
    failing(2);
    await send();
    expect([calls.length, letters]).toEqual([3, []]);
  });

  it('and keeps failing goes to the dead letters', async () => {
    failing(99);
    await send();
    expect(calls).toHaveLength(3);
    expect(letters).toMatchObject([{ from: 'OnFailure', deadLetterArn: 'arn:queue', error: 'TooManyRequestsException' }]);
  });

  it('for want of a permission is not tried again', async () => {
    failing(99, 'AccessDeniedException');
    await send();
    expect([calls.length, letters.length]).toEqual([1, 1]);
  });
});
