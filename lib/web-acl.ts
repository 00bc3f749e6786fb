import { CfnOutput, DefaultStackSynthesizer, Fn, RemovalPolicy, Stack, type IStackSynthesizer } from 'aws-cdk-lib/core';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { rulesOf } from './web-acl/rules.ts';
import type { Stage } from './stages.ts';

const REGION = 'us-east-1';
const ARN_OUTPUT = 'WebAclArn';

/**
 * What is turned away before it reaches the distribution. The web ACL of a distribution has to live in us-east-1, hence a
 * stack of its own; a partition that has none leaves it out (lib/stages.ts).
 */
export class WebAclStack extends Stack {
  /**
   * Read from this stack's output when the main one is deployed: no export that would chain the two together, and no fixed
   * region for the main one, which the CDK's own references between regions would ask for.
   */
  readonly arn: string;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id, {
      description: `Fabu, what is turned away at the edge; stage ${stage.name}`,
      env: { region: REGION },
      terminationProtection: stage.configuration.protectData,
      synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) as IStackSynthesizer,
    });
    const acl = new CfnWebACL(this, 'WebAcl', {
      name: `fabu-${stage.name}`,
      description: `Fabu, stage ${stage.name}`,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: { cloudWatchMetricsEnabled: true, metricName: `fabu-${stage.name}`, sampledRequestsEnabled: true },
      rules: [...rulesOf(stage)],
    });
    new CfnOutput(this, ARN_OUTPUT, { value: acl.attrArn });
    this.arn = Fn.getStackOutput(id, ARN_OUTPUT, REGION);
    this.log(acl, stage);
  }

  /** Only what was turned away, and of that neither token nor cookie. WAF writes to groups of this prefix alone. */
  private log(acl: CfnWebACL, stage: Stage): void {
    const group = new LogGroup(this, 'TurnedAway', {
      logGroupName: `aws-waf-logs-fabu-${stage.name}`,
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: stage.configuration.protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: acl.attrArn,
      logDestinationConfigs: [Stack.of(this).formatArn({ service: 'logs', resource: `log-group:${group.logGroupName}` })],
      redactedFields: ['authorization', 'cookie'].map((Name) => ({ singleHeader: { Name } })),
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [{ Behavior: 'KEEP', Requirement: 'MEETS_ANY', Conditions: [{ ActionCondition: { Action: 'BLOCK' } }] }],
      },
    });
  }
}
