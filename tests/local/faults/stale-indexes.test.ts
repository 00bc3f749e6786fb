import { BatchWriteItemCommand, DeleteItemCommand, PutItemCommand, QueryCommand, UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDynamoDb, type DynamoDb } from '../../../local/dynamodb/dynamodb.ts';
import { Faults } from '../../../local/faults/faults.ts';
import { staleIndexes } from '../../../local/faults/stale-indexes.ts';
import { serve, type RunningServer } from '../../../local/wire/serve.ts';
import { clientOf, records, TABLE } from '../dynamodb/fixture.ts';

let engine: DynamoDb;
let server: RunningServer;
let client: DynamoDBClient;
let faults: Faults;
let now: number;
beforeEach(async () => {
  now = 0;
  engine = await createDynamoDb({ path: ':memory:' });
  await engine.ensureTable(records);
  faults = new Faults({ names: { isKnown: () => true, means: () => false }, tell: () => undefined });
  server = await serve(staleIndexes({ faults, tables: [records], now: () => now }, engine.service));
  client = clientOf(server.port);
});
afterEach(async () => {
  client.destroy();
  await server.close();
  await engine.close();
});

const row = (pk: string): { pk: { S: string }; sk: { S: string }; outboxOpen: { S: string }; outboxSince: { S: string } } => ({ pk: { S: pk }, sk: { S: 'HEAD' }, outboxOpen: { S: 'open' }, outboxSince: { S: pk } });
const put = (pk: string): Promise<unknown> => client.send(new PutItemCommand({ TableName: TABLE, Item: row(pk) }));
const keyOf = (pk: string): { pk: { S: string }; sk: { S: string } } => ({ pk: { S: pk }, sk: { S: 'HEAD' } });

async function open(): Promise<string[]> {
  const { Items = [] } = await client.send(new QueryCommand({ TableName: TABLE, IndexName: 'outbox', KeyConditionExpression: 'outboxOpen = :open', ExpressionAttributeValues: { ':open': { S: 'open' } } }));
  return Items.map((item) => item['pk']?.S ?? '');
}

async function isThere(pk: string): Promise<boolean> {
  const { Items = [] } = await client.send(new QueryCommand({ TableName: TABLE, ConsistentRead: true, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: pk } } }));
  return Items.length > 0;
}

it('an index shows the table as it was so long ago, the table itself as it is', async () => {
  await put('a');
  faults.set({ staleIndexMs: 500 });
  expect(await open()).toEqual(['a']);
  await put('b');
  await client.send(new DeleteItemCommand({ TableName: TABLE, Key: keyOf('a') }));
  expect([await open(), await isThere('a'), await isThere('b')]).toEqual([['a'], false, true]);
  now = 300;
  await client.send(new UpdateItemCommand({ TableName: TABLE, Key: keyOf('b'), UpdateExpression: 'REMOVE outboxOpen' }));
  await client.send(new BatchWriteItemCommand({ RequestItems: { [TABLE]: [{ PutRequest: { Item: row('c') } }] } }));
  expect(await open()).toEqual(['a']);
  now = 500;
  expect(await open()).toEqual(['b']);
  now = 800;
  expect(await open()).toEqual(['c']);
});

it('is up to date at once when the plan is cleared', async () => {
  faults.set({ staleIndexMs: 500 });
  await put('a');
  expect(await open()).toEqual([]);
  faults.set({});
  expect(await open()).toEqual(['a']);
});
