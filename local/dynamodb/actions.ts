import type { WireRequest } from '../wire/wire.ts';

/** One thing IAM has to allow before a call may be made. */
export interface DynamoDbAction {
  /** As policies write it: `dynamodb:GetItem`. */
  readonly action: string;
  readonly table: string;
  readonly index?: string;
}

interface Input {
  readonly TableName?: unknown;
  readonly IndexName?: unknown;
  readonly RequestItems?: unknown;
  readonly TransactItems?: unknown;
}

/** IAM knows transactions only by what they do to each table. */
const TRANSACTED: Readonly<Record<string, string>> = {
  Get: 'dynamodb:GetItem',
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
};

/** What a call does, for IAM. Empty when it names no table: the service refuses such a call itself. */
export function dynamoDbActionsOf(request: WireRequest): DynamoDbAction[] {
  const name = String(request.headers['x-amz-target'] ?? '').split('.')[1];
  const input = parsed(request.body);
  if (name === undefined || input === undefined) return [];
  if (isRecord(input.RequestItems)) {
    return Object.keys(input.RequestItems).map((table) => ({ action: `dynamodb:${name}`, table: tableName(table) }));
  }
  if (Array.isArray(input.TransactItems)) return transacted(input.TransactItems);
  if (typeof input.TableName !== 'string') return [];
  const one = { action: `dynamodb:${name}`, table: tableName(input.TableName) };
  return [typeof input.IndexName === 'string' ? { ...one, index: input.IndexName } : one];
}

function transacted(items: readonly unknown[]): DynamoDbAction[] {
  const found = new Map<string, DynamoDbAction>();
  for (const item of items) {
    if (!isRecord(item)) continue;
    for (const [kind, part] of Object.entries(item)) {
      const action = TRANSACTED[kind];
      if (action === undefined || !isRecord(part) || typeof part['TableName'] !== 'string') continue;
      const table = tableName(part['TableName']);
      found.set(`${action} ${table}`, { action, table });
    }
  }
  return [...found.values()];
}

/** A table may be named by its ARN. */
function tableName(name: string): string {
  return name.startsWith('arn:') ? name.slice(name.indexOf(':table/') + ':table/'.length) : name;
}

function parsed(body: Buffer): Input | undefined {
  try {
    const value: unknown = JSON.parse(body.toString());
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
