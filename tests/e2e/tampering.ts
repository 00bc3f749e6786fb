import { DynamoDBClient, GetItemCommand, DeleteItemCommand, PutItemCommand, QueryCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { auditFolder } from '../../bin/audit/places.ts';
import type { Audit } from '../../bin/audit/audit.ts';
import { openFolderEngines } from '../../local/trace/folder-engines.ts';

type Item = Record<string, AttributeValue>;

/** The record of a folder on which nothing runs, past every rule of the application. */
export interface Tampering {
  get(pk: string, sk: string): Promise<Item>;
  put(item: Item): Promise<void>;
  remove(pk: string, sk: string): Promise<void>;
  /** Every item of an aggregate. */
  all(pk: string): Promise<readonly Item[]>;
}

export interface Tamper {
  readonly record?: (record: Tampering) => Promise<void>;
  /** The bucket of seals as the owner reaches it, its retention over. */
  readonly bucket?: (client: S3Client, bucket: string) => Promise<void>;
  readonly files?: (s3: string) => void;
  /** What else is to be looked at while the copy is there. */
  readonly then?: (folder: string) => Promise<void>;
}

/** Makes a copy of the folder, tampers with its record, its buckets or its files, and audits it. */
export async function auditAfter(data: string, tamper: Tamper): Promise<Audit> {
  const folder = mkdtempSync(join(tmpdir(), 'fabu-tampered-'));
  try {
    cpSync(data, folder, { recursive: true });
    tamper.files?.(join(folder, 's3'));
    if (tamper.record !== undefined) await withRecord(folder, tamper.record);
    if (tamper.bucket !== undefined) await withBucket(folder, tamper.bucket);
    await tamper.then?.(folder);
    return await auditFolder(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function withRecord(folder: string, work: (record: Tampering) => Promise<void>): Promise<void> {
  const engines = await openFolderEngines(folder);
  const client = new DynamoDBClient(engines.tableClient);
  const TableName = engines.tables[0]!;
  const keyOf = (pk: string, sk: string): Item => ({ pk: { S: pk }, sk: { S: sk } });
  try {
    await work({
      get: async (pk, sk) => (await client.send(new GetItemCommand({ TableName, Key: keyOf(pk, sk) }))).Item!,
      put: async (item) => void (await client.send(new PutItemCommand({ TableName, Item: item }))),
      remove: async (pk, sk) => void (await client.send(new DeleteItemCommand({ TableName, Key: keyOf(pk, sk) }))),
      all: async (pk) => (await client.send(new QueryCommand({ TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: pk } } }))).Items ?? [],
    });
  } finally {
    client.destroy();
    await engines.close();
  }
}

async function withBucket(folder: string, work: NonNullable<Tamper['bucket']>): Promise<void> {
  const engines = await openFolderEngines(folder);
  const client = new S3Client(engines.bucketClient);
  try {
    await work(client, engines.lockedBuckets[0]!);
  } finally {
    client.destroy();
    await engines.close();
  }
}

export function keysOf(s3: string): string[] {
  return inDatabase(s3, (database) => database.prepare('SELECT key FROM versions').all().map(({ key }) => String(key)));
}

/** The bytes of an object, changed where they lie. */
export function changeObject(s3: string, key: string, change: (text: string) => string): void {
  const file = join(s3, 'objects', blobOf(s3, key));
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

/** As if it had never been written: with its row and its bytes. */
export function removeObject(s3: string, key: string): void {
  rmSync(join(s3, 'objects', blobOf(s3, key)));
  inDatabase(s3, (database) => database.prepare('DELETE FROM versions WHERE key = ?').run(key));
}

function blobOf(s3: string, key: string): string {
  return inDatabase(s3, (database) => String(database.prepare('SELECT blob FROM versions WHERE key = ?').get(key)!['blob']));
}

function inDatabase<T>(s3: string, work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(join(s3, readdirSync(s3).find((name) => name.endsWith('.sqlite'))!));
  try {
    return work(database);
  } finally {
    database.close();
  }
}
