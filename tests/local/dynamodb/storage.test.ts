import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { GetItemCommand, PutItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDynamoDb } from '../../../local/dynamodb/dynamodb.ts';
import type { LevelOperation } from '../../../local/dynamodb/dynalite.ts';
import { openStore } from '../../../local/dynamodb/store.ts';
import { ensureTable } from '../../../local/dynamodb/tables.ts';
import { carryOut, operationNamed, validated } from '../../../local/dynamodb/operations.ts';
import { records, start, TABLE } from './fixture.ts';

let folder: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fabu-dynamodb-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

const key = { pk: { S: 'A' }, sk: { S: 'HEAD' } };

test('items are there after a restart, and ensureTable keeps them', async () => {
  const first = await start(folder);
  await first.client.send(new PutItemCommand({ TableName: TABLE, Item: { ...key, seq: { N: '7' } } }));
  await first.close();
  const second = await start(folder);
  const { Item } = await second.client.send(new GetItemCommand({ TableName: TABLE, Key: key }));
  await second.close();
  expect(Item).toEqual({ ...key, seq: { N: '7' } });
});

test('every acknowledged write, and its index row, is there after kill -9', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'writer.ts'), folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const acknowledged: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(Number(line));
    if (acknowledged.length === 50) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');

  const reopened = await start(folder);
  const open = await reopened.client.send(
    new QueryCommand({
      TableName: TABLE,
      IndexName: 'outbox',
      KeyConditionExpression: 'outboxOpen = :open',
      ExpressionAttributeValues: { ':open': { S: 'open' } },
    }),
  );
  const items = await reopened.client.send(
    new QueryCommand({ TableName: TABLE, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: 'A' } } }),
  );
  await reopened.close();
  const stored = items.Items!.map((item) => item['sk']!.S!);
  for (const serial of acknowledged) expect(stored).toContain(String(serial).padStart(6, '0'));
  expect(open.Items!.map((item) => item['sk']!.S)).toEqual(stored);
});

test('an item and its index rows go down in one write, so no crash can part them', async () => {
  const store = await openStore(':memory:');
  await ensureTable(store, records);
  const writes: (readonly LevelOperation[])[] = [];
  store.db.on('write', (operations) => writes.push(operations));
  const put = operationNamed('PutItem')!;
  const change = operationNamed('UpdateItem')!;
  const open = { outboxOpen: { S: 'open' }, outboxSince: { S: 'now' } };
  await carryOut(store, put, validated(store, put.validation, { TableName: TABLE, Item: { ...key, ...open } }));
  const close = { TableName: TABLE, Key: key, UpdateExpression: 'REMOVE outboxOpen, outboxSince' };
  await carryOut(store, change, validated(store, change.validation, close));
  await store.db.close();
  expect(writes.map((write) => write.map(({ type }) => type))).toEqual([
    ['put', 'put'],
    ['del', 'put'],
  ]);
});

test('a changed key schema is refused by the name of the table or the index', async () => {
  const engine = await createDynamoDb({ path: ':memory:' });
  await engine.ensureTable(records);
  await engine.ensureTable(records);
  const otherKeys = { ...records, KeySchema: records.KeySchema.slice(0, 1) };
  await expect(engine.ensureTable(otherKeys)).rejects.toThrow('key schema of table Records has changed');
  const [outbox, worklist] = records.GlobalSecondaryIndexes!;
  const otherIndex = { ...records, GlobalSecondaryIndexes: [outbox!, { ...worklist!, KeySchema: outbox!.KeySchema }] };
  await expect(engine.ensureTable(otherIndex)).rejects.toThrow('key schema of index worklist of table Records has changed');
  await engine.close();
});

test('a damaged folder is one clear line', async () => {
  const engine = await createDynamoDb({ path: folder });
  await engine.ensureTable(records);
  await engine.close();
  for (const file of await readdir(folder)) {
    if (file.startsWith('MANIFEST') || file === 'CURRENT') await writeFile(join(folder, file), 'damaged');
  }
  const opening = createDynamoDb({ path: folder });
  await expect(opening).rejects.toMatchObject({ name: 'DamagedFolderError', folder });
  await expect(opening).rejects.toThrow(/^The data folder \S+ is damaged \([^\n]+\)\. Start with --fresh to begin with empty tables\.$/);
});

test('a folder that is open elsewhere is not called damaged', async () => {
  const engine = await createDynamoDb({ path: folder });
  await expect(createDynamoDb({ path: folder })).rejects.toMatchObject({ name: 'FolderInUseError' });
  await engine.close();
});

test('conditional updates hold on disk as well', async () => {
  const running = await start(folder);
  const claim = () =>
    running.client.send(
      new UpdateItemCommand({
        TableName: TABLE,
        Key: key,
        UpdateExpression: 'SET claimed = :yes',
        ConditionExpression: 'attribute_not_exists(claimed)',
        ExpressionAttributeValues: { ':yes': { BOOL: true } },
      }),
    );
  const settled = await Promise.allSettled(Array.from({ length: 10 }, claim));
  await running.close();
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});
