import { join } from 'node:path';
import { holdsData, isRunningOn, openDataFolder, readNote, type DataFolder } from '../boot/data-folder.ts';
import { StartupFault } from '../boot/options.ts';
import { Activity } from '../clock/activity.ts';
import { Clock } from '../clock/clock.ts';
import { createDynamoDb } from '../dynamodb/dynamodb.ts';
import type { CreateTableInput } from '../dynamodb/tables.ts';
import { createS3 } from '../s3/s3.ts';
import { OWNER_ACCESS_KEY_ID } from '../gateway/create-gateway.ts';
import { createStepFunctions } from '../step-functions/engine.ts';
import { serve } from '../wire/serve.ts';
import { engineTrace, type EngineTrace } from './engine-trace.ts';
import { ENGINES, type EnginesNote } from './engines-note.ts';
import { JOURNAL, readJournal } from './journal.ts';

/** Settings of an SDK client that reaches an engine as the account's owner. */
export interface ClientSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** What a program needs to look into a data folder, whether a laptop runs on it or not. */
export interface FolderEngines {
  readonly tables: readonly string[];
  /** The buckets with Object Lock. */
  readonly lockedBuckets: readonly string[];
  readonly tableClient: ClientSettings;
  readonly bucketClient: ClientSettings & { readonly forcePathStyle: true };
  /** Makes a table that the folder has lost; does nothing where it is there. Only where no laptop runs on it. */
  makeTable(input: CreateTableInput): Promise<void>;
  trace(id: string, otherNames: readonly string[]): Promise<EngineTrace>;
  close(): Promise<void>;
}

/**
 * Reaches the engines of a running laptop, or opens those that are needed without setting anything going: no wait rings,
 * no function runs. Throws StartupFault for a folder that holds no data.
 */
export async function openFolderEngines(directory: string): Promise<FolderEngines> {
  if (!holdsData(directory)) throw new StartupFault(`${directory} holds no data of Fabu. Name the folder with --data.`);
  const note = readNote(directory, ENGINES) as EnginesNote | undefined;
  if (note === undefined) throw new StartupFault(`No laptop has run on ${directory} so far.`);
  return isRunningOn(directory) ? runningEngines(note, directory) : stoppedEngines(note, openDataFolder(directory, false));
}

async function runningEngines({ origin, gatewayUrl, region, tables, lockedBuckets = [] }: EnginesNote, directory: string): Promise<FolderEngines> {
  await fetch(`${origin}/_local/clock`).catch(() => {
    throw new StartupFault(`The laptop on ${directory} does not answer yet. Wait until it is ready.`);
  });
  return {
    tables,
    lockedBuckets,
    tableClient: clientSettings(gatewayUrl, region),
    bucketClient: { ...clientSettings(gatewayUrl, region), forcePathStyle: true },
    makeTable: () => Promise.reject(new StartupFault(`A laptop runs on ${directory}. Stop it: nobody may write meanwhile.`)),
    trace: async (id, otherNames) => {
      const query = new URLSearchParams(otherNames.map((name): [string, string] => ['also', name]));
      const answer = await fetch(`${origin}/_local/trace/${encodeURIComponent(id)}?${query.toString()}`);
      return (await answer.json()) as EngineTrace;
    },
    close: () => Promise.resolve(),
  };
}

async function stoppedEngines({ region, tables, lockedBuckets = [] }: EnginesNote, folder: DataFolder): Promise<FolderEngines> {
  const clock = new Clock(new Activity());
  const never = () => Promise.reject(new Error('No function runs while a folder is only looked into.'));
  const states = createStepFunctions({ database: folder.place('step-functions.sqlite'), clock, region, accountId: '', partition: 'aws', invokeFunction: never });
  const dynamoDb = await createDynamoDb({ path: folder.place('dynamodb') });
  const s3 = createS3({ directory: folder.place('s3'), clock, region });
  const servers = { tables: await serve(dynamoDb.service), buckets: await serve(s3.service) };
  const journal = join(folder.place('logs'), JOURNAL);
  return {
    tables,
    lockedBuckets,
    tableClient: clientSettings(`http://127.0.0.1:${servers.tables.port}`, region),
    bucketClient: { ...clientSettings(`http://127.0.0.1:${servers.buckets.port}`, region), forcePathStyle: true },
    makeTable: (input) => dynamoDb.ensureTable(input),
    trace: (id, otherNames) => engineTrace({ states: states.service, mentioning: (words) => readJournal(journal, words) }, id, otherNames),
    close: async () => {
      await Promise.all([servers.tables.close(), servers.buckets.close()]);
      await dynamoDb.close();
      s3.close();
      states.close();
      clock.close();
      folder.release();
    },
  };
}

function clientSettings(endpoint: string, region: string): ClientSettings {
  return { endpoint, region, credentials: { accessKeyId: OWNER_ACCESS_KEY_ID, secretAccessKey: 'unused' } };
}
