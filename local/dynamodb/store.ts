import { createStore, type Level, type LevelOperation, type Store, type SubDatabase, type TableDescription } from './dynalite.ts';
import { DamagedFolderError, FolderInUseError } from './errors.ts';

/** dynalite's storage with three changes: writes are atomic, reads skip the thread pool, table descriptions are kept in memory. */
export interface AtomicStore extends Store {
  /** Puts a table's description where every operation finds it; `undefined` forgets it. */
  describe(name: string, table: TableDescription | undefined): void;
}

const IN_MEMORY = ':memory:';

/** Opens the tables in a folder, or in memory. Throws `DamagedFolderError` or `FolderInUseError`. */
export async function openStore(path: string): Promise<AtomicStore> {
  const store = createStore({
    ...(path === IN_MEMORY ? {} : { path }),
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
  });
  try {
    await store.db.open();
  } catch (error) {
    throw faultOf(path, error);
  }
  return atomic(store);
}

function faultOf(folder: string, error: unknown): Error {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const locked = cause instanceof Error && 'code' in cause && cause.code === 'LEVEL_LOCKED';
  return locked ? new FolderInUseError(folder) : new DamagedFolderError(folder, cause);
}

/**
 * dynalite writes an item's index rows first and the item after, each by itself: a process that dies in between leaves an
 * item that its sparse index has lost. Here index writes only gather, and go down with the item's own write in one batch.
 * Gathering answers at once, so dynalite runs from the first index row to the item's write without yielding, and
 * no other item's rows can slip in between.
 */
function atomic(store: Store): AtomicStore {
  const gathered: LevelOperation[] = [];
  const tables = new Map<string, TableDescription>();
  const itemDatabases = new Map<string, SubDatabase>();
  const indexDatabases = new Map<string, SubDatabase>();

  const itemDatabase = (table: string): SubDatabase => {
    const prefix = `item-${table}~`;
    const flush = (operation: LevelOperation, done: (error: Error | null) => void): void =>
      store.db.batch([...gathered.splice(0), operation], done);
    return {
      ...store.getItemDb(table),
      get: readNow(store.db, prefix),
      put: (key, value, done) => flush({ type: 'put', key: prefix + key, value }, done),
      del: (key, done) => flush({ type: 'del', key: prefix + key }, done),
    };
  };

  const indexDatabase = (kind: string, table: string, index: string): SubDatabase => {
    const prefix = `index-${kind.toLowerCase()}~${table}~${index}~`;
    return {
      ...store.getIndexDb(kind, table, index),
      put: (key, value, done) => {
        gathered.push({ type: 'put', key: prefix + key, value });
        done(null);
      },
      del: (key, done) => {
        gathered.push({ type: 'del', key: prefix + key });
        done(null);
      },
    };
  };

  return {
    ...store,
    getItemDb: (table) => kept(itemDatabases, table, () => itemDatabase(table)),
    getIndexDb: (kind, table, index) =>
      kept(indexDatabases, `${kind.toLowerCase()}~${table}~${index}`, () => indexDatabase(kind, table, index)),
    getTable: (name, checkStatus, done) => {
      const answer = typeof checkStatus === 'function' ? (checkStatus as typeof done) : done;
      const table = tables.get(name);
      if (table !== undefined) answer?.(null, table);
      else store.getTable(name, checkStatus, done);
    },
    describe: (name, table) => {
      if (table === undefined) tables.delete(name);
      else tables.set(name, table);
    },
  };
}

function kept<T>(all: Map<string, T>, name: string, make: () => T): T {
  const found = all.get(name);
  if (found !== undefined) return found;
  const made = make();
  all.set(name, made);
  return made;
}

/** A read from LevelDB's cache takes microseconds, the way through the thread pool ten times that. */
function readNow(level: Level, prefix: string): SubDatabase['get'] {
  return (key, done) => {
    let value: unknown;
    try {
      value = level.getSync(prefix + key);
    } catch (error) {
      done(error as Error);
      return;
    }
    done(null, value);
  };
}
