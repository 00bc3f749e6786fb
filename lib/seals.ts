import { Duration, TimeZone } from 'aws-cdk-lib/core';
import { Effect, PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import { ObjectLockRetention, type IBucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { AccessLogs } from './access-logs.ts';
import { ownMetric } from './alarms/own-metric.ts';
import { objects, privateBucket } from './content-store.ts';
import { HandlerFunction } from './handler-function.ts';
import type { House } from './house.ts';
import type { Records } from './records.ts';
import { callOnSchedule } from './schedule.ts';

export interface SealsProps {
  readonly house: House;
  readonly logs: AccessLogs;
  readonly records: Records;
}

/** Every night: where each chain of the record stands, in a bucket from which nobody can take anything. */
export class Seals extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, { house, logs, records }: SealsProps) {
    super(scope, id);
    this.bucket = this.lockedBucket(house, logs);
    const seal = new HandlerFunction(this, 'Seal', {
      house,
      handler: 'scheduled/seal',
      description: 'Seals where every chain of the record stands',
      invocation: 'asynchronous',
      environment: { RECORDS_TABLE: records.tableName, SEALS_BUCKET: this.bucket.bucketName },
      grants: [
        records.items('BatchGetItem'),
        records.queries('listing'),
        objects(this.bucket, '', 'GetObjectVersion', 'PutObject'),
        { actions: ['s3:ListBucketVersions'], resources: [this.bucket.bucketArn] },
      ],
      overrides: { timeout: Duration.minutes(15), memorySize: 1024 },
    });
    this.everyNight(house, seal);
    house.alarms.watch(this, 'seal-missing', ownMetric(house.stage, 'SealsWritten', 'Sum'));
  }

  private lockedBucket({ stage }: House, logs: AccessLogs): IBucket {
    const bucket = privateBucket(this, 'Sealed', stage, logs, {
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(stage.configuration.sealRetentionDays)),
    });
    // The lock keeps versions; this keeps delete markers from being laid over them.
    bucket.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new StarPrincipal()],
        actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
        resources: [bucket.arnForObjects('*')],
      }),
    );
    return bucket;
  }

  private everyNight(house: House, seal: HandlerFunction<'scheduled/seal'>): void {
    callOnSchedule(this, 'EveryNight', {
      description: 'Has the record sealed, ten minutes after midnight in Beijing',
      schedule: ScheduleExpression.cron({ minute: '10', hour: '0', timeZone: TimeZone.of('Asia/Shanghai') }),
      target: seal,
      // The day stays the schedule's day, however late it gets through.
      retryAttempts: 20,
      maxEventAge: Duration.hours(12),
      deadLetters: house.deadLetters,
    });
  }
}
