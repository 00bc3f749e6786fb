import { DatabaseSync, type StatementSync } from 'node:sqlite';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS definitions (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS machines (
    arn TEXT PRIMARY KEY, name TEXT NOT NULL, definition INTEGER NOT NULL, role TEXT NOT NULL,
    created INTEGER NOT NULL, updated INTEGER NOT NULL, revision TEXT, logging TEXT, tracing TEXT
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS executions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, machine TEXT NOT NULL, name TEXT NOT NULL, definition INTEGER NOT NULL,
    role TEXT NOT NULL, status TEXT NOT NULL, input TEXT NOT NULL, output TEXT, error TEXT, cause TEXT,
    started INTEGER NOT NULL, stopped INTEGER, deadline INTEGER NOT NULL
  );
  CREATE UNIQUE INDEX IF NOT EXISTS executions_by_name ON executions (machine, name);
  CREATE INDEX IF NOT EXISTS executions_by_machine ON executions (machine, id);
  CREATE INDEX IF NOT EXISTS executions_by_deadline ON executions (deadline) WHERE status = 'RUNNING';
  CREATE TABLE IF NOT EXISTS threads (
    execution INTEGER NOT NULL, id INTEGER NOT NULL, parent INTEGER, position INTEGER NOT NULL,
    state TEXT NOT NULL, phase TEXT NOT NULL, input TEXT NOT NULL, variables TEXT NOT NULL, item TEXT,
    entered INTEGER NOT NULL, before INTEGER NOT NULL, entered_at INTEGER NOT NULL, last INTEGER NOT NULL,
    retries TEXT NOT NULL, work TEXT, due INTEGER, timeout_at INTEGER, heartbeat INTEGER,
    PRIMARY KEY (execution, id)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS threads_by_due ON threads (due) WHERE due IS NOT NULL;
  CREATE TABLE IF NOT EXISTS events (
    execution INTEGER NOT NULL, id INTEGER NOT NULL, prev INTEGER NOT NULL, type TEXT NOT NULL, at INTEGER NOT NULL,
    name TEXT, data TEXT, extra TEXT,
    PRIMARY KEY (execution, id)
  ) WITHOUT ROWID;
`;

/**
 * The file behind the engine. Writes of one turn of the event loop share a transaction; whoever lets something out
 * (an answer, an invocation) calls `flush` first, so nothing that was seen outside is lost with the process.
 */
export class Database {
  readonly #sqlite: DatabaseSync;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  #writing = false;
  #closed = false;
  #afterFlush: (() => void)[] = [];

  constructor(path: string) {
    try {
      this.#sqlite = new DatabaseSync(path);
      this.#sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -8000;');
      this.#sqlite.exec(SCHEMA);
    } catch (error) {
      throw new Error(`The Step Functions database ${path} cannot be read: ${(error as Error).message}`, { cause: error });
    }
    this.#begin = this.#sqlite.prepare('BEGIN');
    this.#commit = this.#sqlite.prepare('COMMIT');
  }

  prepare(sql: string): StatementSync {
    return this.#sqlite.prepare(sql);
  }

  /** To be called before each write. */
  write(): void {
    if (this.#writing) return;
    this.#begin.run();
    this.#writing = true;
    setImmediate(() => {
      if (!this.#closed) this.flush();
    });
  }

  flush(): void {
    if (!this.#writing) return;
    this.#commit.run();
    this.#writing = false;
    const told = this.#afterFlush;
    this.#afterFlush = [];
    for (const tell of told) tell();
  }

  /** Has something told to others once what is being written has been kept. */
  afterFlush(tell: () => void): void {
    this.write();
    this.#afterFlush.push(tell);
  }

  /** A setting that is made once and kept with the data. */
  setting(name: string, make: () => string): string {
    const row = this.prepare('SELECT value FROM settings WHERE name = ?').get(name);
    if (row !== undefined) return row['value'] as string;
    const value = make();
    this.write();
    this.prepare('INSERT INTO settings (name, value) VALUES (?, ?)').run(name, value);
    this.flush();
    return value;
  }

  close(): void {
    if (this.#closed) return;
    this.flush();
    this.#closed = true;
    this.#sqlite.close();
  }
}
