import type { Clock, TimerSource } from '../clock/clock.ts';
import type { AlarmStanding } from './create-cloudwatch.ts';
import { judge, type AlarmState } from './judge.ts';
import { MINUTE_MS, metricKey, minuteOf, type Metric, type Series } from './metric.ts';
import { noticesOf } from './notices.ts';
import type { Alarm } from './read-alarm.ts';
import type { AlarmRecord, CloudWatchStore } from './store.ts';
import type { Topics } from './topics.ts';
import { valuesOf } from './watched.ts';

export interface EvaluatorOptions {
  readonly alarms: readonly Alarm[];
  readonly topics: Topics;
  readonly clock: Clock;
  readonly region: string;
  readonly store: CloudWatchStore;
  readonly seriesOf: (metric: Metric, from: number, to: number) => readonly Series[];
}

/** After the minute has ended: who was called at its end has answered by then. */
const GRACE_MS = 5_000;
const LONGEST_WAIT_FOR_QUIET_MS = 45_000;

/**
 * Works the states of the alarms out: each minute while the clock ticks, and while it is moved whenever frequent schedules
 * have rung and all is quiet. Then every instant since the last time is looked at, at which a state can have changed.
 */
export class Evaluator implements TimerSource {
  readonly name = 'alarms';
  readonly frequent = true;
  readonly #options: EvaluatorOptions;
  #due: number;

  constructor(options: EvaluatorOptions) {
    this.#options = options;
    this.#due = this.#nextMinute();
    const now = options.clock.now();
    for (const { name } of options.alarms) {
      if (options.store.alarm(name) === undefined) options.store.keepAlarm({ name, state: 'INSUFFICIENT_DATA', since: now, reason: 'The alarm is new.', born: now, evaluated: now });
    }
  }

  begin(): void {
    const { alarms, clock } = this.#options;
    if (alarms.length === 0) return;
    this.#due = this.#nextMinute();
    clock.register(this);
    clock.onStretch((now) => this.#evaluate(now));
  }

  standings(): AlarmStanding[] {
    return this.#options.alarms.map(({ name, description }) => {
      const { state, since, reason } = this.#recordOf(name);
      return { name, state, since, reason, description };
    });
  }

  nextDue(): number | undefined {
    return this.#due;
  }

  /** A laptop that slept lets the schedules speak first; within a move they are waited for elsewhere. */
  ring(now: number): void {
    const { clock } = this.#options;
    const late = now - minuteOf(this.#due);
    const busy = clock.activity.underWay > 0 && late < LONGEST_WAIT_FOR_QUIET_MS;
    if (clock.moving || late > MINUTE_MS) this.#due = this.#nextMinute();
    else if (busy) this.#due = now + 1000;
    else {
      this.#due = this.#nextMinute();
      this.#evaluate(now);
    }
    clock.rearm();
  }

  #nextMinute(): number {
    return minuteOf(this.#options.clock.now()) + MINUTE_MS + GRACE_MS;
  }

  #evaluate(now: number): void {
    for (const alarm of this.#options.alarms) this.#evaluateAlarm(alarm, minuteOf(now));
  }

  #evaluateAlarm(alarm: Alarm, until: number): void {
    const { store, seriesOf } = this.#options;
    const before = this.#recordOf(alarm.name);
    if (until <= before.evaluated) return;
    const window = alarm.periodMs * alarm.evaluationPeriods;
    const series = alarm.inputs.map(({ metric }) => seriesOf(metric, minuteOf(before.evaluated) - window, until));
    const record = instantsOfChange(series.flat(), alarm, before.evaluated, until).reduce((record, instant) => this.#judgeAt(alarm, series, record, instant), before);
    store.keepAlarm({ ...record, evaluated: until });
    for (const { metric } of alarm.inputs) store.dropBefore(metricKey(metric), until - this.#longestWindow(metric));
  }

  #judgeAt(alarm: Alarm, series: readonly (readonly Series[])[], before: AlarmRecord, instant: number): AlarmRecord {
    // What was before the alarm was there is not missing.
    const lived = Math.floor((instant - before.born) / alarm.periodMs);
    const values = valuesOf(alarm, series, instant, Math.min(alarm.evaluationPeriods, lived));
    const state = judge(values, alarm, before.state);
    if (state === before.state) return before;
    const after = { ...before, state, since: instant, reason: reasonOf(alarm, values) };
    this.#tell(alarm, state, after);
    return after;
  }

  #tell(alarm: Alarm, state: AlarmState, record: AlarmRecord): void {
    const { store, topics, region } = this.#options;
    const recipients = alarm.actions[state].flatMap((topic) => subscribersOf(topics.get(topic) ?? []));
    for (const notice of noticesOf(recipients, alarm, record, region)) store.keepNotice(notice);
  }

  #longestWindow(metric: Metric): number {
    const key = metricKey(metric);
    const watching = this.#options.alarms.filter(({ inputs }) => inputs.some((input) => metricKey(input.metric) === key));
    return Math.max(...watching.map(({ periodMs, evaluationPeriods }) => periodMs * evaluationPeriods));
  }

  #recordOf(name: string): AlarmRecord {
    const record = this.#options.store.alarm(name);
    if (record === undefined) throw new Error(`The alarm ${name} has no record.`);
    return record;
  }
}

/** A topic without subscribers tells nobody, and that is told. */
function subscribersOf(subscribers: readonly string[]): readonly string[] {
  return subscribers.length === 0 ? [''] : subscribers;
}

/** The ends of minutes after `after` and up to `until` at which something measured comes into a period or leaves it, and the last. */
function instantsOfChange(series: readonly Series[], { periodMs, evaluationPeriods }: Alarm, after: number, until: number): number[] {
  const edges = new Set(series.flatMap(({ first, last }) => [minuteOf(first), minuteOf(last)]));
  const periods = Array.from({ length: evaluationPeriods + 1 }, (_, index) => index * periodMs);
  const ends = [...edges].flatMap((edge) => periods.map((period) => edge + MINUTE_MS + period));
  const found = new Set([...ends.filter((end) => end > after && end < until), until]);
  return [...found].sort((one, other) => one - other);
}

function reasonOf({ limit, datapointsToAlarm }: Alarm, values: readonly (number | undefined)[]): string {
  const shown = values.slice(0, 5).map((value) => (value === undefined ? 'missing' : String(Math.round(value * 1000) / 1000)));
  const more = values.length > shown.length ? ', …' : '';
  return `${shown.join(', ')}${more} in the last ${values.length} periods, newest first; the limit is ${limit} in ${datapointsToAlarm} of them.`;
}
