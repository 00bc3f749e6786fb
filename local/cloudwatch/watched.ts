import type { Metric, Series } from './metric.ts';
import { valueOf, type Statistic } from './statistics.ts';

/** What an alarm looks at: the value of each period. */
export interface Watched {
  readonly periodMs: number;
  readonly inputs: readonly { readonly metric: Metric; readonly statistic: Statistic }[];
  /** The value of a period from those of its inputs, in their order. */
  readonly combine: (values: readonly (number | undefined)[]) => number | undefined;
}

/** The values of the last periods before `end`, newest first. `series` are those of the inputs, in their order. */
export function valuesOf(watched: Watched, series: readonly (readonly Series[])[], end: number, periods: number): (number | undefined)[] {
  return Array.from({ length: periods }, (_, index) => {
    const to = end - index * watched.periodMs;
    return watched.combine(watched.inputs.map(({ statistic }, input) => valueOf(series[input] ?? [], statistic, to - watched.periodMs, to)));
  });
}
