import type { Duration } from 'aws-cdk-lib/core';
import { Policy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ContextAttribute, Schedule, ScheduleTargetInput, type ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { allow, type HandlerFunction } from './handler-function.ts';

export interface ScheduleProps {
  readonly description: string;
  readonly schedule: ScheduleExpression;
  readonly target: HandlerFunction;
  /** The default is 185 times in 24 hours. */
  readonly retryAttempts: number;
  readonly maxEventAge: Duration;
  /** Where a call goes that never got through; none where the next one says the same. */
  readonly deadLetters?: Queue;
}

/** Calls a function by the calendar, with a role that may do that and nothing else. */
export function callOnSchedule(scope: Construct, id: string, { description, schedule: expression, target, retryAttempts, maxEventAge, deadLetters }: ScheduleProps): void {
  const role = new Role(scope, 'ScheduleRole', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
  const policy = new Policy(scope, 'ScheduleGrants', {
    roles: [role],
    statements: [
      allow({ actions: ['lambda:InvokeFunction'], resources: [target.alias.functionArn] }),
      ...(deadLetters === undefined ? [] : [allow({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] })]),
    ],
  });
  const schedule = new Schedule(scope, id, {
    description,
    schedule: expression,
    target: new LambdaInvoke(target.alias, {
      role: role.withoutPolicyUpdates(),
      // No function reads a clock: the schedule says what time it is.
      input: ScheduleTargetInput.fromObject({ scheduledTime: ContextAttribute.scheduledTime }),
      retryAttempts,
      maxEventAge,
      ...(deadLetters === undefined ? {} : { deadLetterQueue: deadLetters }),
    }),
  });
  schedule.node.addDependency(policy);
}
