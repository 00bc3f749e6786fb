import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DescribeTableCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { start, TABLE, type Running } from './fixture.ts';

let running: Running;
let serial = 0;
let key: { pk: { S: string }; sk: { S: string } };

beforeAll(async () => {
  running = await start();
});
afterAll(() => running.close());
beforeEach(() => {
  serial += 1;
  key = { pk: { S: `SITE#zhejiang#RELEASE#${serial}` }, sk: { S: 'HEAD' } };
});

const update = (input: Omit<UpdateItemCommandInput, 'TableName' | 'Key'>) =>
  running.client.send(new UpdateItemCommand({ TableName: TABLE, Key: key, ...input }));

const read = async () => (await running.client.send(new GetItemCommand({ TableName: TABLE, Key: key, ConsistentRead: true }))).Item;

const openOutboxes = async (owner: string) =>
  (
    await running.client.send(
      new QueryCommand({
        TableName: TABLE,
        IndexName: 'outbox',
        KeyConditionExpression: 'outboxOpen = :owner',
        ExpressionAttributeValues: { ':owner': { S: owner } },
      }),
    )
  ).Items;

async function headWith(effects: readonly string[], owner = `open-${serial}`): Promise<string> {
  await running.client.send(
    new PutItemCommand({
      TableName: TABLE,
      Item: {
        ...key,
        seq: { N: '1' },
        outbox: { M: Object.fromEntries(effects.map((effect) => [effect, { S: 'due' }])) },
        outboxOpen: { S: owner },
        outboxSince: { S: '2026-01-01T00:00:00Z' },
      },
    }),
  );
  return owner;
}

const removeLast = (effect: string) =>
  update({
    UpdateExpression: 'REMOVE outbox.#k, outboxOpen, outboxSince',
    ConditionExpression: 'size(outbox) = :one AND attribute_exists(outbox.#k)',
    ExpressionAttributeNames: { '#k': effect },
    ExpressionAttributeValues: { ':one': { N: '1' } },
  });

test('a condition sees the item as it was before the update', async () => {
  await update({ UpdateExpression: 'SET seq = :one', ConditionExpression: 'attribute_not_exists(seq)', ExpressionAttributeValues: { ':one': { N: '1' } } });
  const commit = () =>
    update({
      UpdateExpression: 'SET seq = :next',
      ConditionExpression: 'seq = :seen',
      ExpressionAttributeValues: { ':next': { N: '2' }, ':seen': { N: '1' } },
    });
  await commit();
  await expect(commit()).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  expect(await read()).toMatchObject({ seq: { N: '2' } });
});

test('of many commits on one seq exactly one lands', async () => {
  await update({ UpdateExpression: 'SET seq = :one', ExpressionAttributeValues: { ':one': { N: '1' } } });
  const commits = Array.from({ length: 20 }, (_, who) =>
    update({
      UpdateExpression: 'SET seq = :next, winner = :who',
      ConditionExpression: 'seq = :seen',
      ExpressionAttributeValues: { ':next': { N: '2' }, ':seen': { N: '1' }, ':who': { N: String(who) } },
    }),
  );
  const settled = await Promise.allSettled(commits);
  expect(settled.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
});

test('the last outbox entry goes together with the sparse index key, and not before', async () => {
  const owner = await headWith(['e1', 'e2']);
  expect(await openOutboxes(owner)).toEqual([{ ...key, outboxOpen: { S: owner }, outboxSince: { S: '2026-01-01T00:00:00Z' } }]);

  await expect(removeLast('e1')).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  await update({ UpdateExpression: 'REMOVE outbox.#k', ExpressionAttributeNames: { '#k': 'e1' } });
  expect(await openOutboxes(owner)).toHaveLength(1);

  await removeLast('e2');
  expect(await read()).toEqual({ ...key, seq: { N: '1' }, outbox: { M: {} } });
  expect(await openOutboxes(owner)).toEqual([]);
});

test('a commit sets one outbox entry without touching the others', async () => {
  await headWith(['e1']);
  await update({
    UpdateExpression: 'SET outbox.#new = :entry, seq = seq + :one',
    ExpressionAttributeNames: { '#new': 'e2' },
    ExpressionAttributeValues: { ':entry': { M: { kind: { S: 'mail' } } }, ':one': { N: '1' } },
  });
  expect(await read()).toMatchObject({ seq: { N: '2' }, outbox: { M: { e1: { S: 'due' }, e2: { M: { kind: { S: 'mail' } } } } } });
});

test('a query pages through one aggregate in the order of its sort key', async () => {
  const put = (sk: string) => running.client.send(new PutItemCommand({ TableName: TABLE, Item: { pk: key.pk, sk: { S: sk } } }));
  await Promise.all(['EVENT#000003', 'EVENT#000001', 'HEAD', 'EVENT#000002'].map(put));
  const input = {
    TableName: TABLE,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :event)',
    ExpressionAttributeValues: { ':pk': key.pk, ':event': { S: 'EVENT#' } },
    Limit: 2,
  };
  const first = await running.client.send(new QueryCommand(input));
  const second = await running.client.send(new QueryCommand({ ...input, ExclusiveStartKey: first.LastEvaluatedKey }));
  expect([...first.Items!, ...second.Items!].map((item) => item['sk']!.S)).toEqual(['EVENT#000001', 'EVENT#000002', 'EVENT#000003']);
});

test('an index cannot be read consistently', async () => {
  const query = new QueryCommand({
    TableName: TABLE,
    IndexName: 'outbox',
    ConsistentRead: true,
    KeyConditionExpression: 'outboxOpen = :owner',
    ExpressionAttributeValues: { ':owner': { S: 'x' } },
  });
  await expect(running.client.send(query)).rejects.toMatchObject({ name: 'ValidationException' });
});

test('batches write and read, and keep the index in step', async () => {
  const items = ['a', 'b', 'c'].map((sk) => ({ pk: key.pk, sk: { S: sk }, worklist: key.pk, worklistDue: { S: sk } }));
  await running.client.send(new BatchWriteItemCommand({ RequestItems: { [TABLE]: items.map((Item) => ({ PutRequest: { Item } })) } }));
  await running.client.send(
    new BatchWriteItemCommand({ RequestItems: { [TABLE]: [{ DeleteRequest: { Key: { pk: key.pk, sk: { S: 'b' } } } }] } }),
  );
  const got = await running.client.send(
    new BatchGetItemCommand({ RequestItems: { [TABLE]: { Keys: items.map(({ pk, sk }) => ({ pk, sk })) } } }),
  );
  expect(got.Responses![TABLE]).toHaveLength(2);
  const queried = await running.client.send(
    new QueryCommand({
      TableName: TABLE,
      IndexName: 'worklist',
      KeyConditionExpression: 'worklist = :who',
      ExpressionAttributeValues: { ':who': key.pk },
    }),
  );
  expect(queried.Items).toEqual([items[0], items[2]]);
});

test('transactions are refused by name', async () => {
  const transaction = new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: TABLE, Item: key } }] });
  await expect(running.client.send(transaction)).rejects.toMatchObject({
    name: 'UnknownOperationException',
    message: "The laptop does not serve DynamoDB's TransactWriteItems.",
  });
});

test('a parameter that would be dropped in silence is refused by name', async () => {
  const asking = update({ UpdateExpression: 'REMOVE seq', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' });
  await expect(asking).rejects.toMatchObject({
    name: 'ValidationException',
    message: "The laptop does not serve ReturnValuesOnConditionCheckFailure of DynamoDB's UpdateItem.",
  });
});

test('an unknown table is not found', async () => {
  const get = new GetItemCommand({ TableName: 'Elsewhere', Key: key });
  await expect(running.client.send(get)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('the declared table is active', async () => {
  const { Table } = await running.client.send(new DescribeTableCommand({ TableName: TABLE }));
  expect(Table).toMatchObject({ TableStatus: 'ACTIVE', BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } });
  expect(Table!.GlobalSecondaryIndexes!.map((index) => index.IndexName)).toEqual(['outbox', 'worklist']);
});
