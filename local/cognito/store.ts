import { DatabaseSync } from 'node:sqlite';
import type { DataStore } from 'cognito-local/lib/services/dataStore/dataStore.js';
import type { DataStoreFactory } from 'cognito-local/lib/services/dataStore/factory.js';

type Sections = Record<string, unknown>;

/**
 * Users and clients of cognito-local over SQLite: its own store rewrites a whole JSON file at each sign-in, and a kill in
 * the middle of that leaves a user pool that cannot be read. One row holds one user, one client or one section.
 */
export class IdentityStore implements DataStoreFactory {
  readonly #database: DatabaseSync;

  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    this.#database.exec('CREATE TABLE IF NOT EXISTS parts (store TEXT, section TEXT, name TEXT, value TEXT, PRIMARY KEY (store, section, name)) WITHOUT ROWID');
  }

  create(_context: unknown, id: string, defaults: object): Promise<DataStore> {
    const root: Sections = { ...defaults, ...this.#read(id) };
    const write = (path: readonly string[], value: unknown): void => this.#write(id, path, value);
    return Promise.resolve(new SectionedStore(root, write));
  }

  /** A value of our own beside those of cognito-local. */
  keep(name: string, value: string): void {
    this.#write('fabu', [name], value);
  }

  kept(name: string): string | undefined {
    return this.#read('fabu')[name] as string | undefined;
  }

  close(): void {
    this.#database.close();
  }

  #read(store: string): Sections {
    const rows = this.#database.prepare('SELECT section, name, value FROM parts WHERE store = ?').all(store);
    const root: Sections = {};
    for (const row of rows as { section: string; name: string; value: string }[]) {
      const value: unknown = JSON.parse(row.value, reviveDate);
      if (row.name === '') root[row.section] = value;
      else root[row.section] = { ...(root[row.section] as Sections | undefined), [row.name]: value };
    }
    return root;
  }

  #write(store: string, [section = '', name = '']: readonly string[], value: unknown): void {
    if (value === undefined) this.#database.prepare('DELETE FROM parts WHERE store = ? AND section = ? AND name = ?').run(store, section, name);
    else this.#database.prepare('INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?)').run(store, section, name, JSON.stringify(value));
  }
}

class SectionedStore implements DataStore {
  readonly #root: Sections;
  readonly #write: (path: readonly string[], value: unknown) => void;

  constructor(root: Sections, write: (path: readonly string[], value: unknown) => void) {
    this.#root = root;
    this.#write = write;
  }

  get<T>(_context: unknown, key: string | string[], fallback?: T): Promise<T> {
    const found = [key].flat().reduce<unknown>((value, name) => (value as Sections | undefined)?.[name], this.#root);
    return Promise.resolve((found ?? fallback ?? null) as T);
  }

  getRoot<T>(): Promise<T | null> {
    return Promise.resolve(this.#root as T);
  }

  set(_context: unknown, key: string | string[], value: unknown): Promise<void> {
    this.#put([key].flat(), value);
    return Promise.resolve();
  }

  delete(_context: unknown, key: string | string[]): Promise<void> {
    this.#put([key].flat(), undefined);
    return Promise.resolve();
  }

  #put(path: readonly string[], value: unknown): void {
    const [section = '', name] = path;
    if (name === undefined) this.#root[section] = value;
    else this.#root[section] = { ...(this.#root[section] as Sections | undefined), [name]: value };
    this.#write(path, value);
  }
}

/** cognito-local names every instant with `Date` at the end, and expects a Date there. */
function reviveDate(key: string, value: unknown): unknown {
  return key.endsWith('Date') && typeof value === 'string' ? new Date(value) : value;
}
