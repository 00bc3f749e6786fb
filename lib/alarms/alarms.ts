import { Duration } from 'aws-cdk-lib/core';
import { Alarm, ComparisonOperator, MathExpression, TreatMissingData, type IMetric, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { alarmIds, catalogue, type AlarmEntry, type AlarmId, type WithoutData } from './catalogue.ts';
import { OperatorsTopic } from './operators-topic.ts';

const missingData: Readonly<Record<WithoutData, TreatMissingData>> = {
  well: TreatMissingData.NOT_BREACHING,
  alarm: TreatMissingData.BREACHING,
  unchanged: TreatMissingData.IGNORE,
};

/** Whom to wake, and for what. Each construct says what it measures for which alarm; one that nobody measures for fails synthesis. */
export class Alarms extends Construct {
  private readonly stage: Stage;
  private readonly operators: OperatorsTopic;
  private readonly watched = new Map<AlarmId, Alarm>();

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.stage = stage;
    this.operators = new OperatorsTopic(this, 'Operators', stage);
    this.node.addValidation({ validate: () => alarmIds.filter((each) => !this.watched.has(each)).map((each) => `Nothing is measured for the alarm ${each} (lib/alarms/catalogue.ts).`) });
  }

  /** Goes off by one metric, or by the sum of several. The construct that measures is the alarm's scope. */
  watch(scope: Construct, id: AlarmId, ...metrics: readonly Metric[]): void {
    const entry: AlarmEntry = catalogue[id];
    const { limit, periods } = entry;
    const alarm = new Alarm(scope, id, {
      alarmName: alarmNameOf(this.stage, id),
      alarmDescription: `${entry.suffers} What to do: ${runbookOf(this.stage)}#${id}`,
      metric: measure(metrics, Duration.minutes(entry.periodMinutes)),
      threshold: 'below' in limit ? limit.below : limit.atLeast,
      comparisonOperator: 'below' in limit ? ComparisonOperator.LESS_THAN_THRESHOLD : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods,
      datapointsToAlarm: periods,
      treatMissingData: missingData[entry.withoutData],
    });
    const tell = new SnsAction(this.operators.topic);
    alarm.addAlarmAction(tell);
    alarm.addOkAction(tell);
    this.watched.set(id, alarm);
  }

  /** In the order of the catalogue. */
  get all(): readonly Alarm[] {
    return alarmIds.flatMap((id) => this.watched.get(id) ?? []);
  }
}

/** The same in every deployment of a stage, so that the runbook can name it. */
export function alarmNameOf(stage: Stage, id: AlarmId): string {
  return `fabu-${stage.name}-${id}`;
}

function runbookOf({ configuration }: Stage): string {
  return configuration.runbook ?? 'docs/runbook.md';
}

function measure(metrics: readonly Metric[], period: Duration): IMetric {
  const [only, ...others] = metrics;
  if (only !== undefined && others.length === 0) return only.with({ period });
  const usingMetrics = Object.fromEntries(metrics.map((metric, place) => [`m${place}`, metric]));
  // AWS measures some things only when they happen; what we measure ourselves is missing only where something is wrong.
  const terms = metrics.map(({ namespace }, place) => (namespace.startsWith('AWS/') ? `FILL(m${place}, 0)` : `m${place}`));
  return new MathExpression({ expression: `SUM([${terms.join(', ')}])`, usingMetrics, period });
}
