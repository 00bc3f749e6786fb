import type { Clock } from '../clock/clock.ts';
import type { Alarm } from './read-alarm.ts';
import { levelsOf } from './dead-letter-levels.ts';
import { parseEmf } from './emf.ts';
import { Evaluator } from './evaluator.ts';
import { metricKey, minuteOf, sampleOf, type Instants, type Metric, type Series } from './metric.ts';
import { ScheduledCalls } from './scheduled-calls.ts';
import { apiMetric, executionsMetric, lambdaMetric } from './served-metrics.ts';
import { CloudWatchStore, type AlarmRecord, type Notice } from './store.ts';
import type { Topics } from './topics.ts';

export interface CloudWatchOptions {
  readonly alarms: readonly Alarm[];
  readonly topics: Topics;
  readonly clock: Clock;
  /** `:memory:` keeps it for the process only. */
  readonly file: string;
  readonly region: string;
  /** When each of the dead letters of a queue arrived, oldest first. */
  readonly lettersIn: (queueName: string) => readonly number[];
}

/** An alarm as it stands. */
export interface AlarmStanding extends Omit<AlarmRecord, 'born' | 'evaluated'> {
  readonly description: string;
}

/** What the engines tell, and what is told of it. Only metrics that an alarm watches are kept. */
export interface CloudWatch {
  /** A line of a function's log; metrics in the embedded metric format are taken out of it. */
  wrote(functionName: string, line: string): void;
  called(functionName: string, failed: boolean): void;
  executionChanged(stateMachineArn: string, status: string): void;
  answered(apiId: string, status: number): void;
  /** A schedule called a function, once for all of the instants. */
  scheduled(functionName: string, instants: readonly Instants[]): void;
  /** Begins to evaluate the alarms: with the clock, and after each stretch of a move. */
  resume(): void;
  alarms(): readonly AlarmStanding[];
  /** What was mailed, oldest first. */
  notices(): readonly Notice[];
  close(): void;
}

export function createCloudWatch(options: CloudWatchOptions): CloudWatch {
  const { alarms, clock } = options;
  const store = new CloudWatchStore(options.file);
  const watched = new Set(alarms.flatMap(({ inputs }) => inputs.map(({ metric }) => metricKey(metric))));
  store.dropAllBut([...watched], alarms.map(({ name }) => name), clock.now());
  const scheduled = new ScheduledCalls(() => clock.now());

  const measure = (metric: Metric, values: readonly number[], instants?: readonly Instants[]): void => {
    const key = metricKey(metric);
    const sample = watched.has(key) ? sampleOf(values) : undefined;
    if (sample === undefined) return;
    for (const each of instants ?? [single(clock.now())]) store.add(key, each.everyMs === 0 || each.first === each.last ? single(each.first) : each, sample);
  };
  const seriesOf = (metric: Metric, from: number, to: number): readonly Series[] =>
    metric.namespace === 'AWS/SQS' ? levelsOfQueue(options, metric, from, to) : store.between(metricKey(metric), from, to);
  const evaluator = new Evaluator({ ...options, store, seriesOf });

  return {
    wrote: (functionName, line) => {
      for (const { metric, values } of parseEmf(line)) measure(metric, values, scheduled.spokenForBy(functionName));
    },
    called: (functionName, failed) => {
      scheduled.answered(functionName);
      measure(lambdaMetric('Invocations', functionName), [1]);
      measure(lambdaMetric('Errors', functionName), [failed ? 1 : 0]);
    },
    executionChanged: (stateMachineArn, status) => {
      const metric = executionsMetric(status, stateMachineArn);
      if (metric !== undefined) measure(metric, [1]);
    },
    answered: (apiId, status) => {
      measure(apiMetric('Count', apiId), [1]);
      measure(apiMetric('4xx', apiId), [status >= 400 && status < 500 ? 1 : 0]);
      measure(apiMetric('5xx', apiId), [status >= 500 ? 1 : 0]);
    },
    scheduled: (functionName, instants) => scheduled.called(functionName, instants),
    resume: () => evaluator.begin(),
    alarms: () => evaluator.standings(),
    notices: () => store.notices(),
    close: () => store.close(),
  };
}

function single(instant: number): Instants {
  const minute = minuteOf(instant);
  return { first: minute, last: minute, everyMs: 0 };
}

function levelsOfQueue({ lettersIn }: CloudWatchOptions, { dimensions }: Metric, from: number, to: number): readonly Series[] {
  return levelsOf(lettersIn(dimensions['QueueName'] ?? ''), from, to);
}
