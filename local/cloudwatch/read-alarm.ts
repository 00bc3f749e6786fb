import { refuseUnknown, refuseUnless, UnsupportedInTemplate, type Declared, type Properties } from '../wire/known-properties.ts';
import type { Limits, MissingData } from './judge.ts';
import { readMath } from './read-math.ts';
import { readMetric, statisticNamed } from './read-metric.ts';
import { countIn, numberIn, periodIn } from './read-numbers.ts';
import type { Watched } from './watched.ts';

/** An alarm of the template. */
export interface Alarm extends Limits, Watched {
  readonly name: string;
  readonly description: string;
  /** How the threshold is missed, in words: `>= 1`. */
  readonly limit: string;
  /** The topics that are told of each state. */
  readonly actions: Readonly<Record<'OK' | 'ALARM' | 'INSUFFICIENT_DATA', readonly string[]>>;
}

const COMPARISONS: Readonly<Record<string, { readonly sign: string; readonly holds: (value: number, threshold: number) => boolean }>> = {
  GreaterThanOrEqualToThreshold: { sign: '>=', holds: (value, threshold) => value >= threshold },
  GreaterThanThreshold: { sign: '>', holds: (value, threshold) => value > threshold },
  LessThanOrEqualToThreshold: { sign: '<=', holds: (value, threshold) => value <= threshold },
  LessThanThreshold: { sign: '<', holds: (value, threshold) => value < threshold },
};
const MISSING: readonly MissingData[] = ['breaching', 'notBreaching', 'ignore', 'missing'];
const SINGLE = ['Namespace', 'MetricName', 'Dimensions', 'Statistic', 'Period'];
const COMMON = [
  ...['AlarmName', 'AlarmDescription', 'ActionsEnabled', 'AlarmActions', 'OKActions', 'InsufficientDataActions', 'Tags'],
  ...['EvaluationPeriods', 'DatapointsToAlarm', 'Threshold', 'ComparisonOperator', 'TreatMissingData'],
];

/**
 * Reads an AWS::CloudWatch::Alarm.
 * @param topics the topics that can be told
 * @throws UnsupportedInTemplate naming the resource and what the laptop would get wrong
 */
export function readAlarm({ logicalId, id, properties }: Declared, topics: readonly string[]): Alarm {
  const math = properties['Metrics'] !== undefined;
  refuseUnknown(logicalId, properties, [...COMMON, ...(math ? ['Metrics'] : SINGLE)]);
  const comparisonName = String(properties['ComparisonOperator']);
  refuseUnless(logicalId, 'ComparisonOperator', comparisonName, Object.keys(COMPARISONS));
  refuseUnless(logicalId, 'TreatMissingData', properties['TreatMissingData'] ?? 'missing', MISSING);
  const comparison = COMPARISONS[comparisonName];
  const threshold = numberIn(logicalId, properties, 'Threshold');
  const evaluationPeriods = countIn(logicalId, properties, 'EvaluationPeriods');
  const datapointsToAlarm = properties['DatapointsToAlarm'] === undefined ? evaluationPeriods : countIn(logicalId, properties, 'DatapointsToAlarm');
  if (datapointsToAlarm > evaluationPeriods) throw new UnsupportedInTemplate(logicalId, `DatapointsToAlarm ${datapointsToAlarm} is more than EvaluationPeriods ${evaluationPeriods}.`);
  const toldOf = (name: string): readonly string[] => actionsIn(logicalId, properties, name, topics);
  return {
    name: id,
    description: (properties['AlarmDescription'] ?? '') as string,
    limit: `${comparison?.sign ?? ''} ${threshold}`,
    breaches: (value) => comparison?.holds(value, threshold) ?? false,
    missing: (properties['TreatMissingData'] ?? 'missing') as MissingData,
    evaluationPeriods,
    datapointsToAlarm,
    actions: { OK: toldOf('OKActions'), ALARM: toldOf('AlarmActions'), INSUFFICIENT_DATA: toldOf('InsufficientDataActions') },
    ...(math ? readMath(logicalId, properties['Metrics']) : readSingle(logicalId, properties)),
  };
}

function readSingle(logicalId: string, properties: Properties): Watched {
  const input = { metric: readMetric(logicalId, properties), statistic: statisticNamed(logicalId, properties['Statistic']) };
  return { periodMs: periodIn(logicalId, properties), inputs: [input], combine: ([value]) => value };
}

function actionsIn(logicalId: string, properties: Properties, name: string, topics: readonly string[]): readonly string[] {
  const actions = (properties[name] ?? []) as readonly string[];
  const unknown = actions.find((action) => !topics.includes(action));
  if (unknown !== undefined) throw new UnsupportedInTemplate(logicalId, `${name} ${unknown} is no topic of the template.`);
  return [undefined, true, 'true'].includes(properties['ActionsEnabled'] as boolean | string | undefined) ? actions : [];
}
