import { join } from 'node:path';
import { Activity } from '../../../local/clock/activity.ts';
import { Clock } from '../../../local/clock/clock.ts';
import { createCloudWatch, type AlarmStanding, type CloudWatch } from '../../../local/cloudwatch/create-cloudwatch.ts';
import { readAlarm, type Alarm } from '../../../local/cloudwatch/read-alarm.ts';
import { Deliveries } from '../../../local/events/deliveries.ts';
import { createSchedules } from '../../../local/events/schedules.ts';
import type { Declared, Properties } from '../../../local/wire/known-properties.ts';

export const START = Date.UTC(2025, 8, 30, 7, 50);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const TOPIC = 'arn:aws:sns:eu-central-1:000000000000:operators';
export const QUEUE = 'dead-letters';

export const theGoodAlarm: Properties = {
  AlarmDescription: 'Nothing is passed on. docs/runbook.md#sweeper-silent',
  AlarmActions: [TOPIC],
  OKActions: [TOPIC],
  Namespace: 'Fabu',
  MetricName: 'Sweeps',
  Dimensions: [{ Name: 'Stage', Value: 'laptop' }],
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 5,
  DatapointsToAlarm: 5,
  Threshold: 1,
  ComparisonOperator: 'LessThanThreshold',
  TreatMissingData: 'breaching',
};

export function declared(logicalId: string, properties: Properties): Declared {
  return { logicalId, id: logicalId, properties };
}

export function alarm(name: string, changes: Properties = {}): Alarm {
  return readAlarm(declared(name, { ...theGoodAlarm, ...changes }), [TOPIC]);
}

/** A line as functions write it. */
export function emf(values: Readonly<Record<string, unknown>>): string {
  const metrics = Object.keys(values).map((Name) => ({ Name, Unit: 'Count' }));
  return JSON.stringify({ _aws: { Timestamp: 0, CloudWatchMetrics: [{ Namespace: 'Fabu', Dimensions: [['Stage']], Metrics: metrics }] }, Stage: 'laptop', ...values });
}

/** CloudWatch with schedules before it, over a file that a second one can be opened on. */
export interface Watch {
  readonly clock: Clock;
  readonly cloudWatch: CloudWatch;
  /** What each function writes when a schedule calls it; a function that is taken out writes nothing. */
  readonly functions: Map<string, string>;
  readonly letters: number[];
  /** How long a function works before it writes, in milliseconds. */
  readonly work: { takesMs: number };
  stateOf(name: string): AlarmStanding['state'];
  /** The subjects of what was mailed. */
  told(): string[];
  /** Moves the clock; `times` in minutes of its own at which the hook is called on the way. */
  pass(milliseconds: number, happenings?: readonly (readonly [after: number, happen: () => void])[]): Promise<void>;
  close(): void;
}

export interface WatchOptions {
  readonly alarms: readonly Alarm[];
  readonly directory: string;
  readonly at?: number;
  readonly subscribers?: readonly string[];
  /** The rate or cron expression of each function that a schedule calls. */
  readonly schedules?: Readonly<Record<string, string>>;
}

export function startWatch({ alarms, directory, at = START, subscribers = ['operators@x.example'], schedules = { sweep: 'rate(1 minute)' } }: WatchOptions): Watch {
  const clock = new Clock(new Activity());
  clock.startAt(at);
  const letters: number[] = [];
  const lettersIn = (queueName: string): readonly number[] => (queueName === QUEUE ? letters : []);
  const topics = new Map([[TOPIC, subscribers]]);
  const cloudWatch = createCloudWatch({ alarms, topics, clock, file: join(directory, 'cloudwatch.sqlite'), region: 'eu-central-1', lettersIn });
  const functions = new Map([['sweep', emf({ Sweeps: 1 })]]);
  const work = { takesMs: 0 };
  const invoke = async ({ functionArn }: { functionArn: string }): Promise<void> => {
    // As a worker does: not at once, and the line before the answer.
    await new Promise((resolve) => (work.takesMs === 0 ? setImmediate(resolve) : setTimeout(resolve, work.takesMs)));
    const name = functionArn.split(':')[6] ?? '';
    const line = functions.get(name);
    if (line !== undefined) cloudWatch.wrote(name, line);
    cloudWatch.called(name, line === undefined);
  };
  const deliveries = new Deliveries({ clock, invoke, onDeadLetter: () => undefined });
  const onFiring = (functionArn: string, instants: Parameters<CloudWatch['scheduled']>[1]): void => cloudWatch.scheduled(functionArn.split(':')[6] ?? '', instants);
  createSchedules({ schedules: Object.entries(schedules).map(([name, expression]) => schedule(name, expression)), clock, deliveries, file: join(directory, 'schedules.json'), onFiring });
  cloudWatch.resume();
  return {
    clock,
    cloudWatch,
    functions,
    letters,
    work,
    stateOf: (name) => cloudWatch.alarms().find((one) => one.name === name)?.state ?? 'INSUFFICIENT_DATA',
    told: () => cloudWatch.notices().map(({ subject }) => subject),
    pass: async (milliseconds, happenings = []) => {
      const from = clock.now();
      happen(clock, happenings.map(([after, act]) => [from + after, act]));
      await clock.moveTo(from + milliseconds);
    },
    close: () => {
      clock.close();
      cloudWatch.close();
    },
  };
}

function schedule(name: string, expression: string): Declared {
  const Target = { Arn: `arn:aws:lambda:eu-central-1:000000000000:function:${name}:live`, RoleArn: 'arn:aws:iam::000000000000:role/scheduler' };
  return declared(name, { ScheduleExpression: expression, ScheduleExpressionTimezone: 'Asia/Shanghai', FlexibleTimeWindow: { Mode: 'OFF' }, Target });
}

/** Has things happen at instants of their own, as waits of an engine do. */
function happen(clock: Clock, happenings: (readonly [at: number, act: () => void])[]): void {
  const left = [...happenings];
  clock.register({
    name: 'happenings',
    nextDue: () => left[0]?.[0],
    ring: (now) => {
      while (left[0] !== undefined && left[0][0] <= now) left.shift()?.[1]();
    },
  });
}
