import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { createDynamoDb } from '../../local/dynamodb/dynamodb.ts';
import type { CreateTableInput } from '../../local/dynamodb/tables.ts';
import { createS3, type S3 } from '../../local/s3/s3.ts';
import { serve } from '../../local/wire/serve.ts';
import { openContentStore, type ContentStore } from '../../functions/shared/content/content-store.ts';
import { openPortalBucket, type PortalBucket } from '../../functions/shared/portal/portal-bucket.ts';
import { openTable, type Table } from '../../functions/shared/record/table.ts';

const TABLE = 'Records';

const index = (IndexName: string, hash: string, range: string, ProjectionType: 'ALL' | 'KEYS_ONLY') => ({
  IndexName,
  KeySchema: [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ],
  Projection: { ProjectionType },
});

/** The records table as the template declares it. */
const records: CreateTableInput = {
  TableName: TABLE,
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: ['pk', 'sk', 'outboxOpen', 'outboxSince', 'worklist', 'worklistDue', 'listing', 'listedAt', 'dutiesOpen', 'dutyDue'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
  GlobalSecondaryIndexes: [
    index('outbox', 'outboxOpen', 'outboxSince', 'KEYS_ONLY'),
    index('worklist', 'worklist', 'worklistDue', 'ALL'),
    index('listing', 'listing', 'listedAt', 'ALL'),
    index('duties', 'dutiesOpen', 'dutyDue', 'KEYS_ONLY'),
  ],
};

const account = { region: 'eu-central-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, maxAttempts: 1 };

export interface Engines {
  readonly table: Table;
  readonly contents: ContentStore;
  readonly bucket: PortalBucket;
  /** What lies in the buckets, past all permissions. */
  readonly s3: S3;
  /** Where the engines listen, for functions that make their own clients. */
  readonly ports: { readonly dynamodb: number; readonly s3: number };
  close(): Promise<void>;
}

export const PORTAL = 'portal';
export const CONTENT = 'content';
export const SEALS = 'seals';

/** The laptop's DynamoDB and S3 behind the real clients, over HTTP on loopback. */
export async function startEngines(): Promise<Engines> {
  const directory = mkdtempSync(join(tmpdir(), 'fabu-functions-'));
  const dynamodb = await createDynamoDb({ path: ':memory:' });
  await dynamodb.ensureTable(records);
  const s3 = createS3({ directory, clock: { now: () => Date.parse('2025-09-30T07:50:00Z') }, region: account.region });
  for (const name of [PORTAL, CONTENT]) s3.createBucket({ name, versioned: true });
  s3.createBucket({ name: SEALS, versioned: true, objectLock: { defaultRetention: { mode: 'COMPLIANCE', days: 1 } } });
  const servers = { dynamodb: await serve(dynamodb.service), s3: await serve(s3.service) };
  const dynamodbClient = new DynamoDBClient({ ...account, endpoint: `http://127.0.0.1:${servers.dynamodb.port}` });
  const s3Client = new S3Client({ ...account, endpoint: `http://127.0.0.1:${servers.s3.port}`, forcePathStyle: true });
  return {
    table: openTable(TABLE, dynamodbClient),
    contents: openContentStore(CONTENT, s3Client),
    bucket: openPortalBucket(PORTAL, s3Client, { filesFrom: CONTENT, longestPauseMilliseconds: 0 }),
    s3,
    ports: { dynamodb: servers.dynamodb.port, s3: servers.s3.port },
    async close() {
      dynamodbClient.destroy();
      s3Client.destroy();
      await Promise.all([servers.dynamodb.close(), servers.s3.close()]);
      await dynamodb.close();
      s3.close();
      rmSync(directory, { recursive: true });
    },
  };
}
