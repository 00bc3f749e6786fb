import { DefaultStackSynthesizer, Duration, Stack } from 'aws-cdk-lib/core';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import type { AccessLogs } from '../access-logs.ts';
import { acknowledge, acknowledgeWildcard } from '../acknowledge.ts';
import { privateBucket } from '../content-store.ts';
import { logGroupFor } from '../house.ts';
import type { Stage } from '../stages.ts';

export interface SiteAssetsProps {
  readonly stage: Stage;
  readonly logs: AccessLogs;
  readonly folder: string;
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

/** Stylesheets and the like, their hash in the name: kept for ever by browsers, and by the bucket for pages that still name them. */
export class SiteAssets extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, { stage, logs, folder }: SiteAssetsProps) {
    super(scope, id);
    this.bucket = privateBucket(this, 'Assets', stage, logs, {});
    new BucketDeployment(this, 'Deployment', {
      sources: [Source.asset(folder)],
      destinationBucket: this.bucket,
      destinationKeyPrefix: 'assets/',
      prune: false,
      retainOnDelete: true,
      memoryLimit: 256,
      logGroup: logGroupFor(this, 'DeploymentLogs', stage),
      cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()],
    });
    this.acknowledgeProvider();
  }

  /** The function that copies the files is CDK's own and runs during deployments only. */
  private acknowledgeProvider(): void {
    const reason = 'A function of CDK itself, run by CloudFormation during a deployment, with the permissions that CDK gives it.';
    const provider = Stack.of(this).node.children.find((child) => child.node.id.startsWith('Custom::CDKBucketDeployment'));
    if (provider === undefined) throw new Error('CDK no longer keeps the function of BucketDeployment in the stack.');
    for (const id of providerFindings) acknowledge(provider, id, reason);
    acknowledgeWildcard(provider, this.bucket.arnForObjects('*'), reason);
  }
}
