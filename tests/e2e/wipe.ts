import { DeleteItemCommand, DynamoDBClient, ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { openFolderEngines } from '../../local/trace/folder-engines.ts';

/** What lies in a bucket: each object with what a reader gets of it. */
export type Objects = Readonly<Record<string, string>>;

async function inFolder<T>(data: string, work: (clients: { readonly dynamo: DynamoDBClient; readonly s3: S3Client; readonly table: string }) => Promise<T>): Promise<T> {
  const engines = await openFolderEngines(data);
  const dynamo = new DynamoDBClient(engines.tableClient);
  const s3 = new S3Client(engines.bucketClient);
  try {
    return await work({ dynamo, s3, table: engines.tables[0]! });
  } finally {
    dynamo.destroy();
    s3.destroy();
    await engines.close();
  }
}

async function keysIn(s3: S3Client, Bucket: string): Promise<readonly string[]> {
  const keys: string[] = [];
  let after: string | undefined;
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, ...(after === undefined ? {} : { ContinuationToken: after }) }));
    keys.push(...(page.Contents ?? []).map(({ Key }) => Key!));
    after = page.NextContinuationToken;
  } while (after !== undefined);
  return keys;
}

export function objectsIn(data: string, bucket: string): Promise<Objects> {
  return inFolder(data, ({ s3 }) => objectsAt(s3, bucket));
}

/** Every object of a bucket: its bytes by their hash, and the headers that it is served with. */
export async function objectsAt(s3: S3Client, Bucket: string): Promise<Objects> {
  const read = async (Key: string): Promise<readonly [string, string]> => {
    const { Body, ContentType, CacheControl, ContentDisposition } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    const hash = createHash('sha256').update(await Body!.transformToByteArray()).digest('hex');
    return [Key, JSON.stringify([hash, ContentType, CacheControl, ContentDisposition])];
  };
  return Object.fromEntries(await Promise.all((await keysIn(s3, Bucket)).map(read)));
}

/** Takes away everything that the record and the bucket hold, in a folder on which nothing runs. */
export function wipe(data: string, Bucket: string): Promise<void> {
  return inFolder(data, async ({ dynamo, s3, table }) => {
    for (const Key of await keysIn(s3, Bucket)) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    let after: Record<string, AttributeValue> | undefined;
    do {
      const page = await dynamo.send(new ScanCommand({ TableName: table, ProjectionExpression: 'pk, sk', ...(after === undefined ? {} : { ExclusiveStartKey: after }) }));
      for (const { pk, sk } of page.Items ?? []) await dynamo.send(new DeleteItemCommand({ TableName: table, Key: { pk: pk!, sk: sk! } }));
      after = page.LastEvaluatedKey;
    } while (after !== undefined);
  });
}
