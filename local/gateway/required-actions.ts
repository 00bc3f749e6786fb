import { dynamoDbActionsOf } from '../dynamodb/actions.ts';
import { sesActionsOf } from '../mail/actions.ts';
import { invokedFunction } from '../lambda/lambda-api.ts';
import { parseFunctionName } from '../lambda/names.ts';
import { s3ActionsOf } from '../s3/actions.ts';
import type { Place } from '../template/resolver.ts';
import { isRecord } from '../template/template.ts';
import type { WireRequest } from '../wire/wire.ts';

/** One thing IAM has to allow before a call may be made. */
export interface RequiredAction {
  readonly action: string;
  readonly resource: string;
}

/** What only an engine knows: which machine a task token belongs to. */
export interface ActionLookups {
  readonly machineOfToken: (token: string) => string | undefined;
}

/** Undefined for an operation that the gateway does not know; it is refused by name. */
type ActionsOf = (request: WireRequest, place: Place, lookups: ActionLookups) => readonly RequiredAction[] | undefined;

const STATES_RESOURCE: Readonly<Record<string, string>> = {
  DescribeExecution: 'executionArn',
  DescribeStateMachine: 'stateMachineArn',
  DescribeStateMachineForExecution: 'executionArn',
  GetExecutionHistory: 'executionArn',
  ListExecutions: 'stateMachineArn',
  StartExecution: 'stateMachineArn',
  StopExecution: 'executionArn',
};
const STATES_TOKEN = new Set(['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat']);
/** Operations that name no resource. */
const STATES_GLOBAL = new Set(['ListStateMachines', 'ValidateStateMachineDefinition']);

/** What a call asks of IAM, by the service that it was signed for. A service that is not here is not served. */
export const requiredActions: Readonly<Record<string, ActionsOf>> = {
  dynamodb: (request, place) => {
    const actions = dynamoDbActionsOf(request);
    if (actions.length === 0) return [{ action: `dynamodb:${operationOf(request)}`, resource: '*' }];
    return actions.map(({ action, table, index }) => ({
      action,
      resource: `arn:${place.partition}:dynamodb:${place.region}:${place.accountId}:table/${table}${index === undefined ? '' : `/index/${index}`}`,
    }));
  },
  s3: (request, place) => s3ActionsOf(request).map(({ action, bucket, key }) => ({ action, resource: objectArn(place, bucket, key) })),
  states: statesActions,
  lambda: (request, place) => {
    const invoked = invokedFunction(request);
    const parsed = parseFunctionName(invoked?.functionName ?? '');
    if (invoked === undefined || parsed === undefined) return undefined;
    const qualifier = parsed.qualifier ?? invoked.qualifier;
    return [{ action: 'lambda:InvokeFunction', resource: functionArn(place, parsed.name, qualifier) }];
  },
  cloudfront: cloudFrontActions,
  ses: (request, place) => sesActionsOf(request, place),
  secretsmanager: (request) => {
    const id = operationOf(request) === 'GetSecretValue' ? inputOf(request)?.SecretId : undefined;
    return typeof id === 'string' ? [{ action: 'secretsmanager:GetSecretValue', resource: id }] : undefined;
  },
};

export function objectArn(place: Place, bucket: string, key?: string): string {
  return `arn:${place.partition}:s3:::${bucket}${key === undefined ? '' : `/${key}`}`;
}

export function functionArn(place: Place, name: string, qualifier?: string): string {
  return `arn:${place.partition}:lambda:${place.region}:${place.accountId}:function:${name}${qualifier === undefined ? '' : `:${qualifier}`}`;
}

/** The operation of a JSON service, from its target header. */
export function operationOf(request: WireRequest): string {
  const target = request.headers['x-amz-target'];
  return typeof target === 'string' ? target.slice(target.indexOf('.') + 1) : '';
}

function statesActions(request: WireRequest, _place: Place, lookups: ActionLookups): readonly RequiredAction[] | undefined {
  const operation = operationOf(request);
  const action = `states:${operation}`;
  const input = inputOf(request);
  if (STATES_GLOBAL.has(operation)) return [{ action, resource: '*' }];
  // Without a token or an ARN of its own the engine refuses the call before anything happens.
  if (STATES_TOKEN.has(operation)) {
    const machine = typeof input?.taskToken === 'string' ? lookups.machineOfToken(input.taskToken) : undefined;
    return machine === undefined ? [] : [{ action, resource: machine }];
  }
  const field = STATES_RESOURCE[operation];
  if (field === undefined) return undefined;
  const resource = input?.[field];
  return typeof resource === 'string' ? [{ action, resource }] : [];
}

const INVALIDATION = /^\/2020-05-31\/distribution\/([^/]+)\/invalidation(?:\/([^/]+))?$/;

function cloudFrontActions(request: WireRequest, place: Place): readonly RequiredAction[] | undefined {
  const [, distribution, invalidation] = INVALIDATION.exec(request.path) ?? [];
  if (distribution === undefined) return undefined;
  const resource = `arn:${place.partition}:cloudfront::${place.accountId}:distribution/${distribution}`;
  if (request.method === 'POST' && invalidation === undefined) return [{ action: 'cloudfront:CreateInvalidation', resource }];
  if (request.method !== 'GET') return undefined;
  return [{ action: invalidation === undefined ? 'cloudfront:ListInvalidations' : 'cloudfront:GetInvalidation', resource }];
}

function inputOf(request: WireRequest): Record<string, unknown> | undefined {
  try {
    const input: unknown = JSON.parse(request.body.toString('utf8'));
    return isRecord(input) ? input : undefined;
  } catch {
    return undefined;
  }
}
