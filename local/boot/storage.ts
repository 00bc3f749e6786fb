import type { Clock } from '../clock/clock.ts';
import { createDynamoDb, type DynamoDb } from '../dynamodb/dynamodb.ts';
import type { CreateTableInput } from '../dynamodb/tables.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import { createS3, type S3 } from '../s3/s3.ts';
import type { SecretFor } from '../s3/request/signature.ts';
import type { ResolvedTemplate } from '../template/load-template.ts';
import { bucketsOf, tablesOf, type TableDeclaration } from '../template/storage.ts';
import type { DataFolder } from './data-folder.ts';

/** The tables of the template, made where they are missing. */
export async function startDynamoDb(template: ResolvedTemplate, folder: DataFolder): Promise<DynamoDb> {
  const dynamoDb = await createDynamoDb({ path: folder.place('dynamodb') });
  for (const table of tablesOf(template)) await dynamoDb.ensureTable(createTableInput(table));
  return dynamoDb;
}

/** What DynamoDB is asked to create. */
export function createTableInput({ name, properties }: TableDeclaration): CreateTableInput {
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

/** The buckets of the template. */
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
  return s3;
}
