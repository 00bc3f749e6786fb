import { Duration } from 'aws-cdk-lib/core';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { Alarms } from './alarms/alarms.ts';
import { ownMetric } from './alarms/own-metric.ts';
import type { Stage } from './stages.ts';

/** The one queue for events that were given up: two weeks to look at them and send them again. Effects that were given up lie in the record. */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { stage, alarms }: { stage: Stage; alarms: Alarms }) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const lastStop = 'This queue is where dead letters end; a person empties it, so it has no further queue behind it.';
    acknowledge(this.queue, 'Serverless-SQSRedrivePolicy', lastStop);
    acknowledge(this.queue, 'AwsSolutions-SQS3', lastStop);
    const waiting = this.queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' });
    alarms.watch(this, 'dead-letters', waiting, ownMetric(stage, 'DeadEffects', 'Maximum'));
  }
}
