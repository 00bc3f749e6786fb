import type { Series } from './metric.ts';

/** What a period's sample comes to, by the name that the template gives it. */
export const STATISTICS = ['Average', 'Maximum', 'Minimum', 'SampleCount', 'Sum'] as const;
export type Statistic = (typeof STATISTICS)[number];

/** The value of a period from `from`, inclusive, to `to`, exclusive; undefined where nothing was measured in it. */
export function valueOf(series: readonly Series[], statistic: Statistic, from: number, to: number): number | undefined {
  let count = 0;
  let sum = 0;
  let minimum = Infinity;
  let maximum = -Infinity;
  for (const one of series) {
    const times = timesWithin(one, from, to);
    if (times === 0) continue;
    count += times * one.count;
    sum += times * one.sum;
    minimum = Math.min(minimum, one.minimum);
    maximum = Math.max(maximum, one.maximum);
  }
  if (count === 0) return undefined;
  return { Average: sum / count, Maximum: maximum, Minimum: minimum, SampleCount: count, Sum: sum }[statistic];
}

function timesWithin({ first, last, everyMs }: Series, from: number, to: number): number {
  if (everyMs === 0) return first >= from && first < to ? 1 : 0;
  const before = Math.max(0, Math.ceil((from - first) / everyMs));
  const upTo = Math.min(Math.ceil((to - first) / everyMs), Math.floor((last - first) / everyMs) + 1);
  return Math.max(0, upTo - before);
}
