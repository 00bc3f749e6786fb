import { Stack } from 'aws-cdk-lib/core';
import { ConfigurationSet, ConfigurationSetTlsPolicy, EmailIdentity, Identity, SuppressionReasons, type IConfigurationSet } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Grant } from './handler-function.ts';
import type { MailConfiguration } from './stages.ts';

/** The domain that people are written to from, and how SES sends. A stage without it writes to nobody. */
export class Mail extends Construct {
  readonly sender: string;
  readonly configurationSetName: string;
  /** Exactly what one mail needs. CDK's own grant leaves out the configuration set, without which SES refuses. */
  readonly sending: Grant;

  constructor(scope: Construct, id: string, { sender }: MailConfiguration) {
    super(scope, id);
    const domain = sender.slice(sender.indexOf('@') + 1);
    const configurationSet = new ConfigurationSet(this, 'Configuration', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    }) as IConfigurationSet;
    new EmailIdentity(this, 'Domain', { identity: Identity.domain(domain), configurationSet });
    const arn = (resource: string, resourceName: string): string => Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
    this.sender = sender;
    this.configurationSetName = configurationSet.configurationSetName;
    this.sending = { actions: ['ses:SendEmail'], resources: [arn('identity', domain), arn('configuration-set', this.configurationSetName)] };
  }
}
