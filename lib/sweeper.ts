import { Duration } from 'aws-cdk-lib/core';
import { Policy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { allow, HandlerFunction } from './handler-function.ts';
import type { House } from './house.ts';
import type { Records } from './records.ts';
import type { Relay } from './relay.ts';

/** Every minute: looks for outboxes left open and for machines gone quiet, and sends the relay to them. */
export class Sweeper extends Construct {
  constructor(scope: Construct, id: string, { house, records, relay }: { house: House; records: Records; relay: Relay }) {
    super(scope, id);
    const sweep = new HandlerFunction(this, 'Sweep', {
      house,
      handler: 'scheduled/sweep',
      description: 'Finds outboxes left open and machines gone quiet',
      invocation: 'asynchronous',
      environment: { RECORDS_TABLE: records.tableName, RELAY_FUNCTION: relay.functionArn },
      grants: [records.queries('outbox', 'worklist'), relay.invocation],
      overrides: { timeout: Duration.seconds(50) },
    });
    const role = new Role(this, 'ScheduleRole', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    const policy = new Policy(this, 'ScheduleGrants', {
      roles: [role],
      statements: [
        allow({ actions: ['lambda:InvokeFunction'], resources: [sweep.alias.functionArn] }),
        allow({ actions: ['sqs:SendMessage'], resources: [house.deadLetters.queueArn] }),
      ],
    });
    const schedule = new Schedule(this, 'EveryMinute', {
      description: 'Sends the sweeper round',
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: new LambdaInvoke(sweep.alias, {
        role: role.withoutPolicyUpdates(),
        // No function reads a clock: the schedule says what time it is.
        input: ScheduleTargetInput.fromObject({ scheduledTime: ContextAttribute.scheduledTime }),
        // The default is 185 times in 24 hours; here the next minute makes up for it.
        retryAttempts: 2,
        maxEventAge: Duration.minutes(5),
        deadLetterQueue: house.deadLetters,
      }),
    });
    schedule.node.addDependency(policy);
  }
}
