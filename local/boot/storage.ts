import type { Clock } from '../clock/clock.ts';
import { createDynamoDb, type DynamoDb } from '../dynamodb/dynamodb.ts';
import type { CreateTableInput } from '../dynamodb/tables.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import { createS3, type S3 } from '../s3/s3.ts';
import type { SecretFor } from '../s3/request/signature.ts';
import type { ResolvedTemplate } from '../template/load-template.ts';
import { bucketsOf, tablesOf, type TableDeclaration } from '../template/storage.ts';
import { ENGINES, type EnginesNote } from '../trace/engines-note.ts';
import type { DataFolder } from './data-folder.ts';
import { StartupFault } from './options.ts';

/**
 * The tables of the template, made where they are missing. Throws StartupFault where the folder had them and has lost them:
 * an empty record beside objects, executions and people who sign in would be taken for one in which nothing was ever done.
 */
export async function startDynamoDb(template: ResolvedTemplate, folder: DataFolder): Promise<DynamoDb> {
  const path = folder.place('dynamodb');
  const dynamoDb = await createDynamoDb({ path });
  try {
    const before = (folder.read(ENGINES) as EnginesNote | undefined)?.tables ?? [];
    for (const table of tablesOf(template)) {
      if (before.includes(table.name) && !(await dynamoDb.hasTable(table.name))) throw lost(path, folder.path);
      await dynamoDb.ensureTable(createTableInput(table));
    }
    return dynamoDb;
  } catch (error) {
    await dynamoDb.close();
    throw error;
  }
}

function lost(path: string, folder: string): StartupFault {
  return new StartupFault(
    `${path} has lost the record: every item, person and number. What else lies in the folder (pages, texts, executions) makes no sense without it. ` +
      `Start with --fresh to clear the data folder, or restore the record from a copy: npm run restore-records -- --from-data COPY --data ${folder} --overwrite`,
  );
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
