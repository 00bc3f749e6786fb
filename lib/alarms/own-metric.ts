import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Stage } from '../stages.ts';

/** What functions measure of themselves; the names are those of `functions/shared/metrics.ts`. */
export type OwnMetricName = 'Sweeps' | 'OutboxOldestSeconds' | 'DeadEffects' | 'PublishingStuck' | 'PublishingOverdue' | 'DutiesUnheld' | 'SiteAnswers' | 'SealsWritten';

/** One for the whole stage: the highest or lowest of its sites, or how much there was of it. */
export function ownMetric(stage: Stage, metricName: OwnMetricName, statistic: 'Maximum' | 'Minimum' | 'Sum'): Metric {
  return new Metric({ namespace: 'Fabu', metricName, dimensionsMap: { Stage: stage.name }, statistic });
}
