import { Aws } from 'aws-cdk-lib/core';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { removalPolicyOf } from '../house.ts';
import type { Stage } from '../stages.ts';

/** Tells the operators of the stage, each of whom has to confirm the address once. */
export class OperatorsTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    // Alarms cannot publish under the key that AWS manages for SNS: its policy does not let them in.
    const key = new Key(this, 'Key', { description: `What Fabu tells its operators, stage ${stage.name}`, enableKeyRotation: true, removalPolicy: removalPolicyOf(stage) });
    this.topic = new Topic(this, 'Topic', { displayName: `Fabu ${stage.name}`, masterKey: key, enforceSSL: true });
    const conditions = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
    const principals = [new ServicePrincipal('cloudwatch.amazonaws.com')];
    key.addToResourcePolicy(new PolicyStatement({ principals, actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'], conditions }));
    // A policy of one's own takes the place of the one that lets the account's alarms in.
    this.topic.addToResourcePolicy(new PolicyStatement({ principals, actions: ['sns:Publish'], resources: [this.topic.topicArn], conditions }));
    for (const address of stage.configuration.operators) this.topic.addSubscription(new EmailSubscription(address));
  }
}
