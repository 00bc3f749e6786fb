import { propertiesOf } from './compute.ts';
import type { ResolvedTemplate } from './load-template.ts';
import type { Properties } from './read-properties.ts';
import { isRecord, TemplateFault } from './template.ts';

export interface DeliveryPolicy {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  readonly deadLetterArn?: string;
}

export interface ScheduleDeclaration extends DeliveryPolicy {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** `rate(1 minute)`, `cron(...)` or `at(...)`. */
  readonly expression: string;
  readonly timezone: string;
  readonly enabled: boolean;
  readonly targetArn: string;
  readonly roleArn: string;
  /** May hold `<aws.scheduler.scheduled-time>`. */
  readonly input: string;
}

export interface RuleDeclaration {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly enabled: boolean;
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly targets: readonly RuleTarget[];
}

export interface RuleTarget extends DeliveryPolicy {
  readonly id: string;
  readonly arn: string;
}

const ONE_DAY_SECONDS = 86_400;
const DEFAULT_RETRIES = 185;

export function schedulesOf(template: ResolvedTemplate): ScheduleDeclaration[] {
  return template.ofType('AWS::Scheduler::Schedule').map((logicalId) => {
    const properties = propertiesOf(template, logicalId);
    const target = properties.block('Target');
    if (properties.block('FlexibleTimeWindow').text('Mode') !== 'OFF') throw new TemplateFault(`${template.nameOf(logicalId)} has a flexible time window, which the laptop does not serve.`);
    return {
      logicalId,
      name: template.ref(logicalId),
      arn: template.attribute(logicalId, 'Arn'),
      expression: properties.text('ScheduleExpression'),
      timezone: properties.optionalText('ScheduleExpressionTimezone') ?? 'UTC',
      enabled: properties.optionalText('State') !== 'DISABLED',
      targetArn: target.text('Arn'),
      roleArn: target.text('RoleArn'),
      input: target.optionalText('Input') ?? '{}',
      ...deliveryPolicy(target),
    };
  });
}

export function rulesOf(template: ResolvedTemplate): RuleDeclaration[] {
  return template.ofType('AWS::Events::Rule').map((logicalId) => {
    const properties = propertiesOf(template, logicalId);
    const pattern = properties.raw.EventPattern;
    if (!isRecord(pattern)) throw new TemplateFault(`${template.nameOf(logicalId)} has no event pattern; scheduled rules are not served.`);
    return {
      logicalId,
      name: template.ref(logicalId),
      arn: template.attribute(logicalId, 'Arn'),
      enabled: properties.optionalText('State') !== 'DISABLED',
      pattern,
      targets: properties.blocks('Targets').map((target) => ({ id: target.text('Id'), arn: target.text('Arn'), ...deliveryPolicy(target) })),
    };
  });
}

function deliveryPolicy(target: Properties): DeliveryPolicy {
  const retry = target.block('RetryPolicy');
  const deadLetterArn = target.block('DeadLetterConfig').optionalText('Arn');
  return {
    maximumRetryAttempts: retry.integer('MaximumRetryAttempts', DEFAULT_RETRIES),
    maximumEventAgeSeconds: retry.integer('MaximumEventAgeInSeconds', ONE_DAY_SECONDS),
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
  };
}
