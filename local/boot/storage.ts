import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Clock } from '../clock/clock.ts';
import { createDynamoDb, type DynamoDb } from '../dynamodb/dynamodb.ts';
import type { CreateTableInput } from '../dynamodb/tables.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import { createS3, type S3 } from '../s3/s3.ts';
import type { SecretFor } from '../s3/request/signature.ts';
import type { ResolvedTemplate } from '../template/load-template.ts';
import { bucketDeploymentsOf, bucketsOf, tablesOf, type BucketDeploymentDeclaration, type TableDeclaration } from '../template/storage.ts';
import type { DataFolder } from './data-folder.ts';

/** The tables of the template, made where they are missing. */
export async function startDynamoDb(template: ResolvedTemplate, folder: DataFolder): Promise<DynamoDb> {
  const dynamoDb = await createDynamoDb({ path: folder.place('dynamodb') });
  for (const table of tablesOf(template)) await dynamoDb.ensureTable(createTableInput(table));
  return dynamoDb;
}

function createTableInput({ name, properties }: TableDeclaration): CreateTableInput {
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = properties as unknown as CreateTableInput;
  return { TableName: name, KeySchema, AttributeDefinitions, ...(GlobalSecondaryIndexes === undefined ? {} : { GlobalSecondaryIndexes }) };
}

export interface S3Surroundings {
  readonly template: ResolvedTemplate;
  readonly folder: DataFolder;
  readonly clock: Clock;
  readonly authorizer: Authorizer;
  readonly secretFor: SecretFor;
}

/** The buckets of the template, with what its deployments put into them. */
export function startS3({ template, folder, clock, authorizer, secretFor }: S3Surroundings): S3 {
  const { partition, region } = template.place;
  const s3 = createS3({
    directory: folder.place('s3'),
    clock,
    region,
    secretFor,
    mayList: (principal, bucket) => authorizer.allows({ principal, action: 's3:ListBucket', resource: `arn:${partition}:s3:::${bucket}` }),
  });
  for (const { name, versioned, cors, objectLock } of bucketsOf(template)) {
    s3.createBucket({ name, versioned, cors, ...(objectLock === undefined ? {} : { objectLock }) });
  }
  for (const deployment of bucketDeploymentsOf(template)) deploy(s3, deployment);
  return s3;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** What the CDK's bucket deployment does on AWS: copies the asset's files, and drops what is no longer there if told to. */
function deploy(s3: S3, { bucket, keyPrefix, directories, prune, systemMetadata }: BucketDeploymentDeclaration): void {
  const headers = Object.fromEntries(Object.entries(systemMetadata).map(([name, value]) => [name.toLowerCase(), String(value)]));
  const kept = new Set<string>();
  for (const directory of directories) {
    for (const file of filesIn(directory)) {
      const key = keyPrefix + file;
      kept.add(key);
      s3.putObject(bucket, key, readFileSync(join(directory, file)), { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', ...headers });
    }
  }
  const gone = prune ? s3.listObjects(bucket, keyPrefix).filter(({ key }) => !kept.has(key)) : [];
  for (const { key } of gone) s3.deleteObject(bucket, key);
}

function filesIn(directory: string, prefix = ''): string[] {
  return readdirSync(join(directory, prefix)).flatMap((name) => {
    const path = prefix === '' ? name : `${prefix}/${name}`;
    return statSync(join(directory, path)).isDirectory() ? filesIn(directory, path) : [path];
  });
}
