import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Effect, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime, Tracing, type FunctionProps, type IAlias, type IVersion } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { join } from 'node:path';
import { acknowledge, acknowledgeWildcard } from './acknowledge.ts';
import { handlers, type HandlerEnvironment, type HandlerName } from './handlers.ts';
import { logGroupFor, type House } from './house.ts';

/** Actions on exact resources; a wildcard only where a key or an execution's name ends an ARN. */
export interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Why a resource ends in a wildcard; without it a wildcard fails synthesis. */
  readonly wildcardReason?: string;
}

export interface HandlerFunctionProps<Name extends HandlerName> {
  readonly house: House;
  readonly handler: Name;
  readonly description: string;
  readonly environment: HandlerEnvironment<Name>;
  readonly grants: readonly Grant[];
  /**
   * An event handed over without waiting for the answer goes to dead letters when it fails for good; one that is repeated
   * so often that nobody misses it does not.
   */
  readonly invocation: 'synchronous' | 'asynchronous' | 'repeated';
  /** What this function needs otherwise than the house. */
  readonly overrides?: Pick<FunctionProps, 'timeout' | 'memorySize'>;
}

/**
 * A function with the house's defaults: own role with exactly its grants, logs for a year, tracing, and an alias
 * `live` on a kept version, so that running machines survive a deploy and a deploy can be rolled back.
 */
export class HandlerFunction<Name extends HandlerName = HandlerName> extends Construct {
  /** Callers hold this ARN, never the function's own. */
  readonly alias: IAlias;

  constructor(scope: Construct, id: string, props: HandlerFunctionProps<Name>) {
    super(scope, id);
    const { house } = props;
    assertEnvironment(props.handler, props.environment);
    const logGroup = logGroupFor(this, 'Logs', house.stage);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com'), description: props.description });
    const policies = [telemetryPolicy(this, role, logGroup), ...grantsPolicies(this, role, props)];
    const lambda = new LambdaFunction(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(join(house.handlers, props.handler)),
      // The policies are written out here, so that nothing is granted that this file does not show.
      role: role.withoutPolicyUpdates(),
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      timeout: Duration.seconds(15),
      memorySize: 512,
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
      description: props.description,
      environment: { STAGE: house.stage.name, ...props.environment },
      ...(props.invocation === 'asynchronous' ? { deadLetterQueue: house.deadLetters } : {}),
      ...props.overrides,
    });
    lambda.node.addDependency(...policies);
    this.alias = new Alias(this, 'Live', { aliasName: 'live', version: lambda.currentVersion as IVersion }) as IAlias;
    if (props.invocation === 'synchronous') {
      acknowledge(lambda, 'Serverless-LambdaDLQ', 'Its caller waits for the answer and retries: Lambda sends only asynchronous events to dead letters.');
    }
    if (props.invocation === 'repeated') {
      acknowledge(lambda, 'Serverless-LambdaDLQ', 'The next event of its schedule says the same, and an alarm goes off where none gets through.');
    }
  }
}

function telemetryPolicy(scope: Construct, role: Role, logGroup: LogGroup): Policy {
  const policy = new Policy(scope, 'Telemetry', {
    roles: [role],
    statements: [
      allow({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
      allow({ actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], resources: ['*'] }),
    ],
  });
  acknowledge(policy, 'AwsSolutions-IAM5[Resource::*]', 'X-Ray has no resources to name: traces can be granted on * only.');
  return policy;
}

type Granted = Pick<HandlerFunctionProps<HandlerName>, 'grants' | 'invocation' | 'house'>;

/** None for a function that needs nothing: IAM takes no empty policy. */
function grantsPolicies(scope: Construct, role: Role, { grants, invocation, house }: Granted): Policy[] {
  const statements = grants.map(allow);
  if (invocation === 'asynchronous') statements.push(allow({ actions: ['sqs:SendMessage'], resources: [house.deadLetters.queueArn] }));
  if (statements.length === 0) return [];
  const policy = new Policy(scope, 'Grants', { roles: [role], statements });
  for (const { resources, wildcardReason } of grants) {
    if (wildcardReason !== undefined) resources.forEach((arn) => acknowledgeWildcard(policy, arn, wildcardReason));
  }
  return [policy];
}

/** For policies that are written out in full. */
export function allow(grant: Grant): PolicyStatement {
  return new PolicyStatement({ effect: Effect.ALLOW, actions: [...grant.actions], resources: [...grant.resources] });
}

/** The compiler has checked literal environments already; this holds for values built at run time. */
export function assertEnvironment(handler: HandlerName, environment: Readonly<Record<string, string>>): void {
  const declared: readonly string[] = handlers[handler];
  const missing = declared.filter((name) => !environment[name]).map((name) => `${name} is missing or empty`);
  const unknown = Object.keys(environment).filter((name) => !declared.includes(name)).map((name) => `${name} is not declared`);
  const faults = [...missing, ...unknown];
  if (faults.length > 0) throw new Error(`The environment of ${handler} does not match lib/handlers.ts: ${faults.join('; ')}.`);
}
