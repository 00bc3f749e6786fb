import type { IndexDescription, KeyElement, TableDescription } from './dynalite.ts';
import { loadOperation } from './dynalite.ts';
import { ChangedKeySchemaError } from './errors.ts';
import { validated } from './operations.ts';
import type { AtomicStore } from './store.ts';

export interface CreateTableInput {
  readonly TableName: string;
  readonly KeySchema: readonly KeyElement[];
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: string }[];
  readonly GlobalSecondaryIndexes?: readonly IndexDescription[];
  readonly BillingMode?: string;
}

const createTable = loadOperation('createTable');

/** Creates the table unless it is there. Throws `ChangedKeySchemaError` when it is there with other keys or indexes. */
export async function ensureTable(store: AtomicStore, input: CreateTableInput): Promise<void> {
  const stored = await read(store, input.TableName);
  // Killed between CREATING and ACTIVE: nothing can have been written to it yet.
  const usable = stored !== undefined && stored.TableStatus === 'ACTIVE' ? stored : undefined;
  if (usable !== undefined) refuseChanges(usable, input);
  store.describe(input.TableName, usable ?? (await create(store, input)));
}

/** Whether the table is there, and ready to be written to. */
export async function hasTable(store: AtomicStore, name: string): Promise<boolean> {
  return (await read(store, name))?.TableStatus === 'ACTIVE';
}

async function create(store: AtomicStore, input: CreateTableInput): Promise<TableDescription> {
  const data = validated(store, createTable.validation, { ...input, BillingMode: 'PAY_PER_REQUEST' });
  await new Promise<void>((resolve, reject) => {
    store.tableDb.del(input.TableName, (error) => (error === null ? resolve() : reject(error)));
  });
  await new Promise<void>((resolve, reject) => {
    createTable.action(store, data, (error) => (error === null ? resolve() : reject(error)));
  });
  for (;;) {
    const made = await read(store, input.TableName);
    if (made?.TableStatus === 'ACTIVE') return made;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

function read(store: AtomicStore, name: string): Promise<TableDescription | undefined> {
  return new Promise((resolve, reject) => {
    store.tableDb.get(name, (error, table) => {
      if (error === null) resolve(table as TableDescription | undefined);
      else reject(error);
    });
  });
}

function refuseChanges(stored: TableDescription, wanted: CreateTableInput): void {
  if (keysOf(stored.KeySchema) !== keysOf(wanted.KeySchema)) throw new ChangedKeySchemaError(`table ${wanted.TableName}`);
  const before = indexesOf(stored.GlobalSecondaryIndexes ?? []);
  const after = indexesOf(wanted.GlobalSecondaryIndexes ?? []);
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    if (before.get(name) !== after.get(name)) throw new ChangedKeySchemaError(`index ${name} of table ${wanted.TableName}`);
  }
}

function keysOf(schema: readonly KeyElement[]): string {
  return schema.map((element) => `${element.KeyType} ${element.AttributeName}`).join(', ');
}

function indexesOf(indexes: readonly IndexDescription[]): Map<string, string> {
  return new Map(
    indexes.map(({ IndexName, KeySchema, Projection }) => [
      IndexName,
      `${keysOf(KeySchema)}; ${Projection.ProjectionType ?? ''} ${[...(Projection.NonKeyAttributes ?? [])].sort().join(' ')}`,
    ]),
  );
}
