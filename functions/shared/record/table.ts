import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type AttributeValue,
  type QueryCommandInput,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { patience } from '../patience.ts';

export type Item = Readonly<Record<string, unknown>>;

/** An update in plain values; names and values are marshalled here and nowhere else. */
export interface Update {
  readonly pk: string;
  readonly sk: string;
  readonly expression: string;
  readonly condition?: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, unknown>>;
  /** Nobody reads the item as it stands afterwards: it is not sent back. */
  readonly quiet?: true;
}

/** The records table: consistent reads of the base table, and one conditional write at a time. */
export interface Table {
  get(pk: string, sk: string): Promise<Item | undefined>;
  /** The item as it stands after the update (empty if quiet), or undefined when the condition did not hold. */
  update(update: Update): Promise<Item | undefined>;
  query(query: TableQuery): Promise<{ readonly items: readonly Item[]; readonly next: Item | undefined }>;
}

export interface TableQuery {
  readonly index?: string;
  readonly condition: string;
  readonly filter?: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
  readonly limit?: number;
  readonly newestFirst?: boolean;
  readonly after?: Item | undefined;
}

/** Every item of a query, however many pages they come in. */
export async function queryAll(table: Table, query: Omit<TableQuery, 'after' | 'limit'>): Promise<readonly Item[]> {
  const items: Item[] = [];
  let after: Item | undefined;
  do {
    const page = await table.query({ ...query, after });
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return items;
}

/** Bytes. A longer name, as anybody may type one, names nothing; the database would call it our mistake. */
const LONGEST_PARTITION_KEY = 2048;

export function openTable(tableName: string, client = new DynamoDBClient(patience())): Table {
  return {
    async get(pk, sk) {
      if (Buffer.byteLength(pk) > LONGEST_PARTITION_KEY) return undefined;
      const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key: { pk: { S: pk }, sk: { S: sk } }, ConsistentRead: true }));
      return Item === undefined ? undefined : unmarshall(Item);
    },
    async update(update) {
      try {
        const { Attributes } = await client.send(new UpdateItemCommand(toInput(tableName, update)));
        return unmarshall(Attributes ?? {});
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined;
        throw error;
      }
    },
    async query(query) {
      const { Items, LastEvaluatedKey } = await client.send(new QueryCommand(toQueryInput(tableName, query)));
      return { items: (Items ?? []).map((item) => unmarshall(item)), next: LastEvaluatedKey === undefined ? undefined : unmarshall(LastEvaluatedKey) };
    },
  };
}

function toInput(tableName: string, update: Update): UpdateItemCommandInput {
  return {
    TableName: tableName,
    Key: { pk: { S: update.pk }, sk: { S: update.sk } },
    UpdateExpression: update.expression,
    ReturnValues: update.quiet === true ? 'NONE' : 'ALL_NEW',
    ...(update.condition === undefined ? {} : { ConditionExpression: update.condition }),
    ...(update.names === undefined ? {} : { ExpressionAttributeNames: { ...update.names } }),
    ...(update.values === undefined ? {} : { ExpressionAttributeValues: toAttributes(update.values) }),
  };
}

function toQueryInput(tableName: string, query: TableQuery): QueryCommandInput {
  return {
    TableName: tableName,
    KeyConditionExpression: query.condition,
    ExpressionAttributeValues: toAttributes(query.values),
    ScanIndexForward: query.newestFirst !== true,
    ...(query.index === undefined ? { ConsistentRead: true } : { IndexName: query.index }),
    ...(query.filter === undefined ? {} : { FilterExpression: query.filter }),
    ...(query.names === undefined ? {} : { ExpressionAttributeNames: { ...query.names } }),
    ...(query.limit === undefined ? {} : { Limit: query.limit }),
    ...(query.after === undefined ? {} : { ExclusiveStartKey: toAttributes(query.after) }),
  };
}

function toAttributes(values: Readonly<Record<string, unknown>>): Record<string, AttributeValue> {
  return marshall(values, { removeUndefinedValues: true });
}
