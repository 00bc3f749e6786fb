/** What the system measures of itself, and in which unit. Alarms and the dashboard hold on to the names. */
const metrics = {
  /** A sweep that did all it had to do and read every gauge. */
  Sweeps: 'Count',
  OutboxOldestSeconds: 'Seconds',
  DeadEffects: 'Count',
  PublishingStuck: 'Count',
  PublishingOverdue: 'Count',
  DutiesUnheld: 'Count',
  /** 1 where a site answered the canary, 0 where it did not. */
  SiteAnswers: 'Count',
  /** A day that has its seal. */
  SealsWritten: 'Count',
} as const;

export type MetricName = keyof typeof metrics;

/**
 * Says what was measured at an instant (epoch milliseconds), in the embedded metric format, from which CloudWatch takes
 * its metrics. `site` stands beside them for people who search the log; it is no dimension, so that one alarm watches every
 * site. Never anything of a person.
 */
export function measured(at: number, values: Partial<Readonly<Record<MetricName, number>>>, site?: string): void {
  const definitions = Object.keys(values).map((name) => ({ Name: name, Unit: metrics[name as MetricName] }));
  const line = {
    _aws: { Timestamp: at, CloudWatchMetrics: [{ Namespace: 'Fabu', Dimensions: [['Stage']], Metrics: definitions }] },
    // Every function has it; without a value CloudWatch would take no metric from the line.
    Stage: process.env['STAGE'] ?? 'none',
    ...(site === undefined ? {} : { site }),
    ...values,
  };
  // Not by the console: Lambda wraps what comes from there, and CloudWatch finds no metric within a wrapping.
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
