import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership, type BucketProps, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { AccessLogs } from './access-logs.ts';
import type { Grant } from './handler-function.ts';
import { removalPolicyOf } from './house.ts';
import type { Stage } from './stages.ts';

/** A bucket as the house keeps them: private, encrypted, over TLS only, its access logged. */
export function privateBucket(scope: Construct, id: string, stage: Stage, logs: AccessLogs, props: Pick<BucketProps, 'versioned'>): IBucket {
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

export type ObjectAction = 'GetObject' | 'PutObject' | 'DeleteObject';

/** Actions on every object whose key begins with a prefix (empty for all). */
export function objects(bucket: IBucket, prefix: string, ...actions: readonly ObjectAction[]): Grant {
  return {
    actions: actions.map((action) => `s3:${action}`),
    resources: [bucket.arnForObjects(`${prefix}*`)],
    wildcardReason: 'The wildcard stands for the keys of objects in this one bucket.',
  };
}

/** Bodies of items, addressed by their hash. */
export class ContentStore extends Construct {
  private static readonly prefix = 'content/';
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, stage: Stage, logs: AccessLogs) {
    super(scope, id);
    this.bucket = privateBucket(this, 'Content', stage, logs, { versioned: true });
  }

  contents(...actions: readonly ObjectAction[]): Grant {
    return objects(this.bucket, ContentStore.prefix, ...actions);
  }
}
