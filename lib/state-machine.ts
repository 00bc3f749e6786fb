import { Policy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { DefinitionBody, LogLevel, StateMachine as StepFunctions, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acknowledge } from './acknowledge.ts';
import { allow, type HandlerFunction } from './handler-function.ts';
import { logGroupFor, removalPolicyOf, type House } from './house.ts';
import { machineNameOf, type MachineName } from './machine-names.ts';

const definitions = join(import.meta.dirname, '..', 'statemachines');

/** What Step Functions needs to deliver logs; none of these actions knows resources. */
const logDelivery = [
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
];
const tracing = ['xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'];

export interface StateMachineProps {
  readonly house: House;
  readonly name: MachineName;
  /** The functions of the machine by the placeholder that stands for them in the definition. */
  readonly tasks: Readonly<Record<string, HandlerFunction>>;
}

/** A machine from `statemachines/<name>.asl.json`, readable in the template, with a role that may invoke its tasks and nothing else. */
export class StateMachine extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { house, name, tasks }: StateMachineProps) {
    super(scope, id);
    const { stage } = house;
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    const aliases = Object.entries(tasks).map(([placeholder, task]) => [placeholder, task.alias.functionArn] as const);
    const invoke = allow({ actions: ['lambda:InvokeFunction'], resources: aliases.map(([, arn]) => arn) });
    const policies = [new Policy(this, 'Grants', { roles: [role], statements: [invoke] }), this.telemetry(role)];
    const stateMachineName = machineNameOf(stage.name, name);
    const machine = new StepFunctions(this, 'Machine', {
      stateMachineName,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(readFileSync(join(definitions, `${name}.asl.json`), 'utf8')),
      definitionSubstitutions: { Partition: Stack.of(this).partition, ...Object.fromEntries(aliases) },
      role: role.withoutPolicyUpdates(),
      tracingEnabled: true,
      logs: {
        // The prefix keeps the log service's resource policy from growing with each group.
        destination: logGroupFor(this, 'Logs', stage, `/aws/vendedlogs/states/${stateMachineName}`),
        level: LogLevel.ALL,
        includeExecutionData: stage.configuration.logExecutionData,
      },
      removalPolicy: removalPolicyOf(stage),
    });
    machine.node.addDependency(...policies);
    this.arn = machine.stateMachineArn;
  }

  private telemetry(role: Role): Policy {
    const policy = new Policy(this, 'Telemetry', { roles: [role], statements: [allow({ actions: [...logDelivery, ...tracing], resources: ['*'] })] });
    acknowledge(policy, 'AwsSolutions-IAM5[Resource::*]', 'Log delivery and X-Ray have no resources to name: these actions can be granted on * only.');
    return policy;
  }
}
