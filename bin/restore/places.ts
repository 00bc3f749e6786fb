import { DescribeTableCommand, DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { resolve } from 'node:path';
import { isRunningOn } from '../../local/boot/data-folder.ts';
import { StartupFault } from '../../local/boot/options.ts';
import type { CreateTableInput } from '../../local/dynamodb/tables.ts';
import { openFolderEngines, type FolderEngines } from '../../local/trace/folder-engines.ts';
import { copyTable, type Copied, type TableAt } from './copy-table.ts';

/**
 * The record of one data folder from that of another, which is a copy of it from an earlier moment. Neither may run. A table
 * that the folder has lost is made anew.
 */
export async function restoreFolder(from: string, data: string, overwrite: boolean): Promise<Copied> {
  if (resolve(from) === resolve(data)) throw new StartupFault(`${from} is both the copy and the folder that it is to be copied into.`);
  for (const folder of [from, data]) if (isRunningOn(folder)) throw new StartupFault(`A laptop runs on ${folder}. Stop it: nobody may write meanwhile.`);
  return withRecord(from, async (source) => {
    const made = await describe(source);
    if (made === undefined) throw new StartupFault(`${from} has lost its table: nothing can be restored from it.`);
    return withRecord(data, async (target, makeTable) => {
      if ((await describe(target)) === undefined) {
        if (!overwrite) throw new StartupFault(`${data} has lost its table. With --overwrite it is made anew, with all that the copy has.`);
        await makeTable({ ...made, TableName: target.name });
      }
      return copyTable(source, target, overwrite);
    });
  });
}

async function withRecord<T>(folder: string, work: (table: TableAt, makeTable: FolderEngines['makeTable']) => Promise<T>): Promise<T> {
  const engines = await openFolderEngines(folder);
  const client = new DynamoDBClient(engines.tableClient);
  try {
    const [name] = engines.tables;
    if (name === undefined) throw new StartupFault(`${folder} has no record.`);
    return await work({ client, name }, (input) => engines.makeTable(input));
  } finally {
    client.destroy();
    await engines.close();
  }
}

/** The table with its keys and indexes, as it would be made; undefined where there is none. */
async function describe({ client, name }: TableAt): Promise<CreateTableInput | undefined> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes = [] } = Table ?? {};
    const indexes = GlobalSecondaryIndexes.map((index) => ({ IndexName: index.IndexName, KeySchema: index.KeySchema, Projection: index.Projection }));
    return { TableName: name, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes: indexes } as CreateTableInput;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** A deployment's table from one that was restored beside it, with the credentials of the environment. */
export async function restoreTable(from: string, to: string, overwrite: boolean): Promise<Copied> {
  const client = new DynamoDBClient({});
  return copyTable({ client, name: from }, { client, name: to }, overwrite);
}
