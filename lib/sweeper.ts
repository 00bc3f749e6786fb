import { Duration } from 'aws-cdk-lib/core';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { ownMetric, type OwnMetricName } from './alarms/own-metric.ts';
import { HandlerFunction } from './handler-function.ts';
import type { House } from './house.ts';
import type { Records } from './records.ts';
import type { Relay } from './relay.ts';
import { callOnSchedule } from './schedule.ts';

/** Every minute: looks for outboxes left open and for machines gone quiet, sends the relay to them, and measures how things stand. */
export class Sweeper extends Construct {
  constructor(scope: Construct, id: string, { house, records, relay }: { house: House; records: Records; relay: Relay }) {
    super(scope, id);
    const sweep = new HandlerFunction(this, 'Sweep', {
      house,
      handler: 'scheduled/sweep',
      description: 'Finds outboxes left open and machines gone quiet, and measures what waits and what is late',
      invocation: 'asynchronous',
      environment: { RECORDS_TABLE: records.tableName, RELAY_FUNCTION: relay.functionArn },
      grants: [records.queries('outbox', 'worklist', 'duties', 'listing'), relay.invocation],
      overrides: { timeout: Duration.seconds(50) },
    });
    callOnSchedule(this, 'EveryMinute', {
      description: 'Sends the sweeper round',
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: sweep,
      // The next minute makes up for it.
      retryAttempts: 2,
      maxEventAge: Duration.minutes(5),
      deadLetters: house.deadLetters,
    });
    this.watch(house);
  }

  private watch({ alarms, stage }: House): void {
    const highest = (name: OwnMetricName) => ownMetric(stage, name, 'Maximum');
    alarms.watch(this, 'publishing-late-or-failed', highest('PublishingStuck'), highest('PublishingOverdue'));
    alarms.watch(this, 'outbox-not-draining', highest('OutboxOldestSeconds'));
    alarms.watch(this, 'duties-without-holder', highest('DutiesUnheld'));
    alarms.watch(this, 'sweeper-silent', ownMetric(stage, 'Sweeps', 'Sum'));
  }
}
