import { Duration } from 'aws-cdk-lib/core';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { removalPolicyOf } from './house.ts';
import type { Stage } from './stages.ts';

const KEPT_DAYS = 400;

/** Who read what, from the buckets and the distribution; they hold addresses of people and are deleted after thirteen months. */
export class AccessLogs extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // CloudFront delivers standard logs with an ACL, which a bucket without ACLs refuses.
      objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
      lifecycleRules: [{ expiration: Duration.days(KEPT_DAYS) }],
      removalPolicy: removalPolicyOf(stage),
    }) as IBucket;
    acknowledge(this.bucket, 'AwsSolutions-S1', 'The bucket of access logs does not log the access to itself: each log would make another.');
  }
}
