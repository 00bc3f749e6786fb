import { MINUTE_MS, minuteOf, type Series } from './metric.ts';

/**
 * How many letters lay in a queue, minute by minute from `from` to `to`: SQS tells CloudWatch each minute, so the number
 * holds until it changes. `arrivals` are the instants of the letters that lie there, oldest first.
 */
export function levelsOf(arrivals: readonly number[], from: number, to: number): Series[] {
  const start = minuteOf(from);
  const changes = [...new Set(arrivals.map(minuteOf).filter((minute) => minute > start && minute < to))];
  return [start, ...changes].map((first, index) => {
    const level = arrivals.filter((arrival) => minuteOf(arrival) <= first).length;
    return { first, last: (changes[index] ?? to) - 1, everyMs: MINUTE_MS, count: 1, sum: level, minimum: level, maximum: level };
  });
}
