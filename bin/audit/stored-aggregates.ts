import { GetItemCommand, QueryCommand, ScanCommand, type AttributeValue, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

/** An aggregate's items as they lie in the table: its head, and its events with their copies in ledgers and what was given up of them. */
export interface StoredAggregate {
  readonly pk: string;
  readonly head: Readonly<Record<string, unknown>> | undefined;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

type Key = Record<string, AttributeValue>;

/**
 * Every aggregate that has a chain or something left of one. The whole table is gone through, not an index: what somebody
 * has taken out of the indexes, or left without its head, is to be found all the same. What began a moment ago may be
 * missing; what is sealed is looked up by its key besides.
 */
export async function storedAggregates(client: DynamoDBClient, table: string): Promise<readonly string[]> {
  const pks = new Set<string>();
  let after: Key | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: table,
        ProjectionExpression: 'pk',
        FilterExpression: 'attribute_exists(lastHash) OR begins_with(sk, :event) OR begins_with(sk, :ledger)',
        ExpressionAttributeValues: { ':event': { S: 'EVENT#' }, ':ledger': { S: 'LEDGER#' } },
        ...(after === undefined ? {} : { ExclusiveStartKey: after }),
      }),
    );
    for (const { pk } of page.Items ?? []) pks.add(pk?.S ?? '');
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
  return [...pks];
}

/** Beyond this many commits in a row between reading a head and its rows, it is audited as it was read last. */
const ROUNDS = 5;

/** Head first, then rows: an event on its way is in the outbox or in a row. While commits come in between, both again. */
export async function readAggregate(client: DynamoDBClient, table: string, pk: string): Promise<StoredAggregate> {
  let head = await readHead(client, table, pk);
  for (let round = 1; ; round += 1) {
    const rows = await readRows(client, table, pk);
    const after = await readHead(client, table, pk);
    if (after?.['seq'] === head?.['seq'] || round === ROUNDS) return { pk, head, rows };
    head = after;
  }
}

async function readHead(client: DynamoDBClient, table: string, pk: string): Promise<Record<string, unknown> | undefined> {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, ConsistentRead: true, Key: { pk: { S: pk }, sk: { S: 'HEAD' } } }));
  return Item === undefined ? undefined : unmarshall(Item);
}

async function readRows(client: DynamoDBClient, table: string, pk: string): Promise<readonly Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  let after: Key | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :dead AND :end',
        ExpressionAttributeValues: { ':pk': { S: pk }, ':dead': { S: 'DEAD#' }, ':end': { S: 'LEDGER#~' } },
        ...(after === undefined ? {} : { ExclusiveStartKey: after }),
      }),
    );
    rows.push(...(page.Items ?? []).map((item) => unmarshall(item)).filter(({ sk }) => sk !== 'HEAD'));
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
  return rows;
}
