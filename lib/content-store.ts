import { Duration } from 'aws-cdk-lib/core';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods, ObjectOwnership, type BucketProps, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { AccessLogs } from './access-logs.ts';
import type { Grant } from './handler-function.ts';
import { removalPolicyOf } from './house.ts';
import type { Stage } from './stages.ts';

/** A bucket as the house keeps them: private, encrypted, over TLS only, its access logged. */
export function privateBucket(scope: Construct, id: string, stage: Stage, logs: AccessLogs, props: Pick<BucketProps, 'versioned' | 'cors' | 'lifecycleRules' | 'objectLockEnabled' | 'objectLockDefaultRetention'>): IBucket {
  return new Bucket(scope, id, {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    serverAccessLogsBucket: logs.bucket,
    serverAccessLogsPrefix: `${id.toLowerCase()}/`,
    removalPolicy: removalPolicyOf(stage),
    ...props,
  }) as IBucket;
}

export type ObjectAction = 'GetObject' | 'GetObjectVersion' | 'PutObject' | 'DeleteObject' | 'ListMultipartUploadParts' | 'AbortMultipartUpload';

/** Actions on every object whose key begins with a prefix (empty for all). */
export function objects(bucket: IBucket, prefix: string, ...actions: readonly ObjectAction[]): Grant {
  return {
    actions: actions.map((action) => `s3:${action}`),
    resources: [bucket.arnForObjects(`${prefix}*`)],
    wildcardReason: 'The wildcard stands for the keys of objects in this one bucket.',
  };
}

export interface ContentStoreProps {
  readonly stage: Stage;
  readonly logs: AccessLogs;
  /** Where the desk is served from: its browsers may hand files to the bucket. */
  readonly publicOrigin: string;
}

/** Bodies and files of items, addressed by their hash, and files on their way in. */
export class ContentStore extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, { stage, logs, publicOrigin }: ContentStoreProps) {
    super(scope, id);
    const oneDay = Duration.days(1);
    this.bucket = privateBucket(this, 'Content', stage, logs, {
      versioned: true,
      // Without the version's id, or a part's ETag, a browser could not say what it has uploaded.
      cors: [{ allowedOrigins: [publicOrigin], allowedMethods: [HttpMethods.POST, HttpMethods.PUT, HttpMethods.GET], allowedHeaders: ['*'], exposedHeaders: ['x-amz-version-id', 'ETag'] }],
      lifecycleRules: [{ id: 'UnboundUploads', prefix: 'uploads/', expiration: oneDay, noncurrentVersionExpiration: oneDay, abortIncompleteMultipartUploadAfter: oneDay }],
    });
  }

  contents(...actions: readonly ObjectAction[]): Grant {
    return objects(this.bucket, 'content/', ...actions);
  }

  /** Files that belong to an item. */
  attachments(...actions: readonly ObjectAction[]): Grant {
    return objects(this.bucket, 'attachments/', ...actions);
  }

  /** Files that may come to belong to one, for a day. */
  uploads(...actions: readonly ObjectAction[]): Grant {
    return objects(this.bucket, 'uploads/', ...actions);
  }

  /** What is missing answers 404 to those who have it, and 403 to others. */
  get listing(): Grant {
    return { actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] };
  }
}
