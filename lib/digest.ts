import { Duration, TimeZone } from 'aws-cdk-lib/core';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { HandlerFunction } from './handler-function.ts';
import type { House } from './house.ts';
import type { Records } from './records.ts';
import type { Relay } from './relay.ts';
import { callOnSchedule } from './schedule.ts';

/** Every morning: what each person has to know for the day. Whether the day is a working day, the function finds out. */
export class Digest extends Construct {
  constructor(scope: Construct, id: string, { house, records, relay }: { house: House; records: Records; relay: Relay }) {
    super(scope, id);
    const digest = new HandlerFunction(this, 'Digest', {
      house,
      handler: 'scheduled/digest',
      description: 'Makes the digests of a working morning',
      invocation: 'asynchronous',
      environment: { RECORDS_TABLE: records.tableName, RELAY_FUNCTION: relay.functionArn },
      grants: [records.items('GetItem', 'UpdateItem'), records.queries('listing', 'worklist', 'duties'), relay.invocation],
      overrides: { timeout: Duration.minutes(10), memorySize: 1024 },
    });
    callOnSchedule(this, 'Mornings', {
      description: 'Has the digests made ten minutes after the offices open, and goes on with what was cut off',
      // Every site's offices open at half past eight (a test holds this to their data); the later call is for what the first left.
      schedule: ScheduleExpression.cron({ minute: '40', hour: '8,10', timeZone: TimeZone.of('Asia/Shanghai') }),
      target: digest,
      // The later call goes on with it, and then the next morning.
      retryAttempts: 5,
      maxEventAge: Duration.minutes(50),
      deadLetters: house.deadLetters,
    });
  }
}
