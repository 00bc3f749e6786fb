import { CfnParameter } from 'aws-cdk-lib/core';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { WebhookConfiguration } from './stages.ts';

/** The system that hears of urgent matters, and the secret that it knows our messages by. */
export class Webhook extends Construct {
  readonly url: string;
  /** As the relay gets it (docs/decisions/0007). */
  readonly secret: string;
  /** Where an operator reads it, to give it to the receiver. */
  readonly secretArn: string;

  constructor(scope: Construct, id: string, { url }: WebhookConfiguration) {
    super(scope, id);
    this.url = url ?? this.urlParameter();
    const secret = new Secret(this, 'Secret', {
      description: 'What messages to the webhook are signed with',
      generateSecretString: { excludePunctuation: true, passwordLength: 48 },
    });
    acknowledge(secret, 'AwsSolutions-SMG4', 'The receiver has to learn of a new value at the same time: docs/deploy.md says how it is changed.');
    this.secret = secret.secretValue.unsafeUnwrap();
    this.secretArn = secret.secretArn;
  }

  private urlParameter(): string {
    const parameter = new CfnParameter(this, 'Url', {
      description: 'Where urgent notices are posted: an address that begins with https://',
      allowedPattern: 'https://.+|http://127\\.0\\.0\\.1[:/].+',
    });
    parameter.overrideLogicalId('WebhookUrl');
    return parameter.valueAsString;
  }
}
