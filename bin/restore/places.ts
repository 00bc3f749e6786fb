import { DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { resolve } from 'node:path';
import { isRunningOn } from '../../local/boot/data-folder.ts';
import { StartupFault } from '../../local/boot/options.ts';
import { openFolderEngines } from '../../local/trace/folder-engines.ts';
import { copyTable, type Copied, type TableAt } from './copy-table.ts';

/** The record of one data folder from that of another, which is a copy of it from an earlier moment. Neither may run. */
export async function restoreFolder(from: string, data: string, overwrite: boolean): Promise<Copied> {
  if (resolve(from) === resolve(data)) throw new StartupFault(`${from} is both the copy and the folder that it is to be copied into.`);
  for (const folder of [from, data]) if (isRunningOn(folder)) throw new StartupFault(`A laptop runs on ${folder}. Stop it: nobody may write meanwhile.`);
  return withRecord(from, (source) => withRecord(data, (target) => copyTable(source, target, overwrite)));
}

async function withRecord<T>(folder: string, work: (table: TableAt) => Promise<T>): Promise<T> {
  const engines = await openFolderEngines(folder);
  const client = new DynamoDBClient(engines.tableClient);
  try {
    const [name] = engines.tables;
    if (name === undefined) throw new StartupFault(`${folder} has no record.`);
    return await work({ client, name });
  } catch (error) {
    if (error instanceof ResourceNotFoundException) throw new StartupFault(`${folder} has lost its table. Start the laptop on it, which makes an empty one, stop it, and run this again.`);
    throw error;
  } finally {
    client.destroy();
    await engines.close();
  }
}

/** A deployment's table from one that was restored beside it, with the credentials of the environment. */
export async function restoreTable(from: string, to: string, overwrite: boolean): Promise<Copied> {
  const client = new DynamoDBClient({});
  return copyTable({ client, name: from }, { client, name: to }, overwrite);
}
