import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { openSealStore } from '../../functions/shared/seals/seal-store.ts';
import { openFolderEngines } from '../../local/trace/folder-engines.ts';
import { audit, type Audit } from './audit.ts';

/** Throws StartupFault for a folder that holds no data. */
export async function auditFolder(data: string): Promise<Audit> {
  const engines = await openFolderEngines(data);
  const client = new DynamoDBClient(engines.tableClient);
  const buckets = new S3Client(engines.bucketClient);
  try {
    const [table] = engines.tables;
    const [bucket] = engines.lockedBuckets;
    if (table === undefined || bucket === undefined) throw new Error(`The last start on ${data} had no seals yet. Start it once with this version.`);
    return await audit({ client, table, store: openSealStore(bucket, buckets) });
  } finally {
    client.destroy();
    buckets.destroy();
    await engines.close();
  }
}

/** A deployment, by the names that its stack answers. */
export async function auditDeployment(table: string, bucket: string): Promise<Audit> {
  return audit({ client: new DynamoDBClient({}), table, store: openSealStore(bucket) });
}
