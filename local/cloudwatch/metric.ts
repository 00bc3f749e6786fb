/** One metric of CloudWatch: the same name with other dimensions is another metric. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export const MINUTE_MS = 60_000;

/** CloudWatch keeps what is measured by the minute. */
export function minuteOf(instant: number): number {
  return Math.floor(instant / MINUTE_MS) * MINUTE_MS;
}

/** The same text for the same metric, whatever the order of its dimensions. */
export function metricKey({ namespace, name, dimensions }: Metric): string {
  const sorted = Object.entries(dimensions).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([namespace, name, ...sorted]);
}

/** What was measured at one instant, or at every `everyMs` from `first` to `last`. Instants are epoch milliseconds. */
export interface Instants {
  readonly first: number;
  readonly last: number;
  /** 0 for a single instant. */
  readonly everyMs: number;
}

/** Values that belong together, added up as CloudWatch does. */
export interface Sample {
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** The sample holds at each of the instants. */
export interface Series extends Instants, Sample {}

/** Undefined where there is no value at all. */
export function sampleOf(values: readonly number[]): Sample | undefined {
  if (values.length === 0) return undefined;
  return { count: values.length, sum: values.reduce((sum, value) => sum + value, 0), minimum: Math.min(...values), maximum: Math.max(...values) };
}
