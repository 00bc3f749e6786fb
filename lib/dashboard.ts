import { Duration } from 'aws-cdk-lib/core';
import { AlarmStatusWidget, Dashboard as CloudWatchDashboard, GraphWidget, Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Alarms } from './alarms/alarms.ts';
import { ownMetric, type OwnMetricName } from './alarms/own-metric.ts';
import type { DeskApi } from './desk-api.ts';
import type { House } from './house.ts';
import type { PortalSite } from './portal-site.ts';
import type { StateMachine } from './state-machine.ts';

export interface DashboardProps {
  readonly house: House;
  readonly alarms: Alarms;
  readonly release: StateMachine;
  readonly api: DeskApi;
  readonly portal: PortalSite;
}

const WHOLE_WIDTH = 24;
const period = Duration.minutes(5);

/** One screen, four questions: is anything published, is anything late, does anything fail, is the public served. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { stage } = props.house;
    const own = (name: OwnMetricName, statistic: 'Maximum' | 'Minimum' | 'Sum', label: string): Metric => ownMetric(stage, name, statistic).with({ period, label });
    const dashboard = new CloudWatchDashboard(this, 'Dashboard', { dashboardName: `fabu-${stage.name}`, defaultInterval: Duration.hours(12) });
    dashboard.addWidgets(new AlarmStatusWidget({ title: `Fabu ${stage.name}: alarms (the description of each links to the runbook)`, width: WHOLE_WIDTH, height: 3, alarms: [...props.alarms.all] }));
    dashboard.addWidgets(
      graph('Is anything published?', [machine(props.release, 'ExecutionsStarted', 'taken up'), machine(props.release, 'ExecutionsSucceeded', 'done')]),
      graph('Is anything late?', [
        own('PublishingOverdue', 'Maximum', 'overdue to go online'),
        own('PublishingStuck', 'Maximum', 'failed or stuck on the way'),
        own('DutiesUnheld', 'Maximum', 'overdue and nobody there'),
        own('OutboxOldestSeconds', 'Maximum', 'oldest effect waiting, s'),
      ]),
    );
    dashboard.addWidgets(
      graph('Does anything fail?', [
        machine(props.release, 'ExecutionsFailed', 'machines failed'),
        props.api.serverErrors.with({ period, label: 'API errors' }),
        props.house.deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period, label: 'dead letters' }),
        own('DeadEffects', 'Maximum', 'dead effects'),
        own('Sweeps', 'Sum', 'sweeps (5 in five minutes)'),
      ]),
      graph('Is the public served?', [own('SiteAnswers', 'Minimum', 'every site answers (1)'), edge(props.portal, 'Requests', 'Sum', 'requests'), edge(props.portal, '5xxErrorRate', 'Average', 'errors, %')]),
    );
  }
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: WHOLE_WIDTH / 2, height: 6, leftYAxis: { min: 0 } });
}

function machine({ arn }: StateMachine, metricName: string, label: string): Metric {
  return new Metric({ namespace: 'AWS/States', metricName, dimensionsMap: { StateMachineArn: arn }, statistic: 'Sum', period, label });
}

/** CloudFront measures in us-east-1, wherever the stack is. */
function edge({ distributionId }: PortalSite, metricName: string, statistic: string, label: string): Metric {
  return new Metric({ namespace: 'AWS/CloudFront', metricName, dimensionsMap: { DistributionId: distributionId, Region: 'Global' }, region: 'us-east-1', statistic, period, label });
}
