import { CfnOutput, CfnParameter, DefaultStackSynthesizer, Stack, type IStackSynthesizer } from 'aws-cdk-lib/core';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { AccessLogs } from './access-logs.ts';
import { acknowledge } from './acknowledge.ts';
import { Alarms } from './alarms/alarms.ts';
import { Canary } from './canary.ts';
import { ContentStore } from './content-store.ts';
import { Dashboard } from './dashboard.ts';
import { DeadLetters } from './dead-letters.ts';
import { Deadlines } from './deadlines.ts';
import { DeskApi } from './desk-api.ts';
import { DeskSite } from './desk-site.ts';
import { Digest } from './digest.ts';
import { FailedExecutions } from './failed-executions.ts';
import type { House } from './house.ts';
import { externalSignIn, Identity, type SignIn, type TokenIssuer } from './identity.ts';
import { Mail } from './mail.ts';
import { Operations } from './operations.ts';
import { PortalSite } from './portal-site.ts';
import { Records } from './records.ts';
import { Relay } from './relay.ts';
import { ReleaseWorkflow } from './release-workflow.ts';
import { Seals } from './seals.ts';
import type { Stage } from './stages.ts';
import { Sweeper } from './sweeper.ts';
import { Webhook } from './webhook.ts';

export interface FabuStackProps {
  readonly stage: Stage;
  /** The folder of bundled handlers. */
  readonly handlers: string;
  /** The folder of files below /assets/. */
  readonly assets: string;
  /** The folder of the bundled desk. */
  readonly desk: string;
  /** The stylesheet's file name in that folder. */
  readonly stylesheet: string;
  /** Of the stack in us-east-1, where the stage has one. */
  readonly webAclArn: string | undefined;
}

/** One environment, whole. */
export class FabuStack extends Stack {
  constructor(scope: Construct, id: string, props: FabuStackProps) {
    super(scope, id, {
      description: `Fabu, the information release system; stage ${props.stage.name}`,
      terminationProtection: props.stage.configuration.protectData,
      // The CLI checks the bootstrap version anyway.
      synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) as IStackSynthesizer,
    });
    const { stage } = props;
    const publicOrigin = this.publicOriginParameter(stage);
    const alarms = new Alarms(this, 'Alarms', stage);
    const house: House = {
      stage,
      handlers: props.handlers,
      stylesheet: `/assets/${props.stylesheet}`,
      deadLetters: new DeadLetters(this, 'DeadLetters', { stage, alarms }).queue,
      alarms,
    };
    const originSecret = this.originSecret();
    const logs = new AccessLogs(this, 'AccessLogs', stage);
    const records = new Records(this, 'Records', stage);
    const content = new ContentStore(this, 'ContentStore', { stage, logs, publicOrigin });
    const mail = stage.configuration.mail === undefined ? undefined : new Mail(this, 'Mail', stage.configuration.mail);
    const webhook = stage.configuration.webhook === undefined ? undefined : new Webhook(this, 'Webhook', stage.configuration.webhook);
    const relay = new Relay(this, 'Relay', { house, records, publicOrigin, mail, webhook });
    const { tokenIssuer, signIn } = this.identity(stage, publicOrigin);
    const api = new DeskApi(this, 'DeskApi', { house, records, content, relay, tokenIssuer, publicOrigin, originSecret });
    const desk = new DeskSite(this, 'DeskSite', { stage, logs, folder: props.desk, signIn, uploads: content.bucket });
    const portal = new PortalSite(this, 'PortalSite', { house, logs, api, desk, originSecret, assets: props.assets, webAclArn: props.webAclArn });
    const workflow = new ReleaseWorkflow(this, 'ReleaseWorkflow', { house, records, content, portal, relay, publicOrigin });
    const deadlines = new Deadlines(this, 'Deadlines', { house, records, relay });
    if (mail !== undefined) new Digest(this, 'Digest', { house, records, relay });
    new Sweeper(this, 'Sweeper', { house, records, relay });
    const seals = new Seals(this, 'Seals', { house, logs, records });
    new FailedExecutions(this, 'FailedExecutions', { house, records, relay, machines: [workflow.machine, deadlines.machine] });
    new Canary(this, 'Canary', { house, publicOrigin });
    const operations = new Operations(this, 'Operations', { house, records, content, portal, relay, publicOrigin });
    new Dashboard(this, 'Dashboard', { house, alarms, release: workflow.machine, api, portal });
    this.output({
      PublicOrigin: publicOrigin,
      DistributionDomain: portal.domainName,
      IssuerUrl: tokenIssuer.issuer,
      EnrolPeopleFunction: operations.enrolPeopleArn,
      RebuildSiteFunction: operations.rebuildSiteArn,
      DeadLettersFunction: operations.deadLettersArn,
      PausePublishingFunction: operations.pausePublishingArn,
      AdoptRulesFunction: operations.adoptRulesArn,
      RestartMachinesFunction: operations.restartMachinesArn,
      RecordsTable: records.tableName,
      ContentBucket: content.bucket.bucketName,
      PortalBucket: portal.bucket.bucketName,
      SealsBucket: seals.bucket.bucketName,
      ReleaseMachine: workflow.machine.arn,
      DeadlineMachine: deadlines.machine.arn,
      DeadLetterQueue: house.deadLetters.queueUrl,
    });
    if (webhook !== undefined) this.output({ WebhookSecret: webhook.secretArn });
  }

  private publicOriginParameter(stage: Stage): string {
    const { publicOrigin } = stage.configuration;
    return new CfnParameter(this, 'PublicOrigin', {
      description: 'What readers type: scheme and host, without a slash at the end',
      allowedPattern: 'https?://[^/ ]+',
      ...(publicOrigin === undefined ? {} : { default: publicOrigin }),
    }).valueAsString;
  }

  private identity(stage: Stage, publicOrigin: string): { tokenIssuer: TokenIssuer; signIn: SignIn } {
    const { userPool } = stage.configuration;
    if (userPool.kind === 'external') {
      return { tokenIssuer: { issuer: userPool.issuer, audience: userPool.audience }, signIn: externalSignIn(userPool) };
    }
    const identity = new Identity(this, 'Identity', { stage, own: userPool, publicOrigin });
    this.output({ UserPoolId: identity.userPool.userPoolId, UserPoolClientId: identity.client.userPoolClientId });
    return identity;
  }

  /** Known to the distribution and to the API's functions: requests that went round the distribution do not have it. */
  private originSecret(): string {
    const secret = new Secret(this, 'OriginSecret', {
      description: 'What the distribution proves itself with to the API',
      generateSecretString: { excludePunctuation: true, passwordLength: 48 },
    });
    acknowledge(secret, 'AwsSolutions-SMG4', 'Distribution and functions take the value during a deployment, together; rotating it in between would part them.');
    return secret.secretValue.unsafeUnwrap();
  }

  private output(values: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(values)) new CfnOutput(this, `${name}Output`, { value }).overrideLogicalId(name);
  }
}
