import { DefaultStackSynthesizer, Stack } from 'aws-cdk-lib/core';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, type CacheControl, type ISource } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { acknowledge, acknowledgeWildcard } from './acknowledge.ts';
import { logGroupFor } from './house.ts';
import type { Stage } from './stages.ts';

export interface DeployedFilesProps {
  readonly stage: Stage;
  readonly bucket: IBucket;
  readonly sources: readonly ISource[];
  /** Ends in a slash. */
  readonly prefix: string;
  readonly cacheControl: readonly CacheControl[];
}

const providerFindings = [
  'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
  'AwsSolutions-IAM5[Action::s3:GetBucket*]',
  'AwsSolutions-IAM5[Action::s3:GetObject*]',
  'AwsSolutions-IAM5[Action::s3:List*]',
  'AwsSolutions-IAM5[Action::s3:Abort*]',
  'AwsSolutions-IAM5[Action::s3:DeleteObject*]',
  `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-${DefaultStackSynthesizer.DEFAULT_QUALIFIER}-assets-<AWS::AccountId>-<AWS::Region>/*]`,
  'AwsSolutions-L1',
  'Serverless-LambdaLatestVersion',
  'Serverless-LambdaDLQ',
  'Serverless-LambdaTracing',
];

/** Files of a deployment put into a bucket. What an earlier one put there stays: pages that are open still name it. */
export function deployFiles(scope: Construct, id: string, { stage, bucket, sources, prefix, cacheControl }: DeployedFilesProps): void {
  new BucketDeployment(scope, id, {
    sources: [...sources],
    destinationBucket: bucket,
    destinationKeyPrefix: prefix,
    prune: false,
    retainOnDelete: true,
    memoryLimit: 256,
    logGroup: logGroupFor(scope, `${id}Logs`, stage),
    cacheControl: [...cacheControl],
  });
  acknowledgeProvider(scope, bucket);
}

/** The function that copies the files is CDK's own, one for all buckets, and runs during deployments only. */
function acknowledgeProvider(scope: Construct, bucket: IBucket): void {
  const reason = 'A function of CDK itself, run by CloudFormation during a deployment, with the permissions that CDK gives it.';
  const provider = Stack.of(scope).node.children.find((child) => child.node.id.startsWith('Custom::CDKBucketDeployment'));
  if (provider === undefined) throw new Error('CDK no longer keeps the function of BucketDeployment in the stack.');
  for (const finding of providerFindings) acknowledge(provider, finding, reason);
  acknowledgeWildcard(provider, bucket.arnForObjects('*'), reason);
}
