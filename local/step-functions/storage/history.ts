import type { StatementSync } from 'node:sqlite';
import type { Database } from './database.ts';
import type { Execution } from './executions.ts';

/** AWS ends an execution whose history grows beyond this. */
export const LONGEST_HISTORY = 25_000;

export interface EventRow {
  readonly id: number;
  readonly prev: number;
  readonly type: string;
  readonly at: number;
  readonly name: string | null;
  /** JSON text: the input, output or parameters, whichever the type of the event has. */
  readonly data: string | null;
  /** JSON text of all other details. */
  readonly extra: string | null;
}

export interface EventDetails {
  readonly name?: string;
  readonly data?: string;
  readonly extra?: object;
}

/** The events of executions, kept lean; the API gives them the form of the wire. */
export class History {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #insert: StatementSync;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
    this.#insert = database.prepare('INSERT INTO events (execution, id, prev, type, at, name, data, extra) VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  }

  append(execution: Execution, type: string, prev: number, details: EventDetails = {}): number {
    const { name = null, data = null, extra } = details;
    const id = (execution.lastEvent += 1);
    this.#database.write();
    this.#insert.run(execution.id, id, prev, type, this.#now(), name, data, extra === undefined ? null : JSON.stringify(extra));
    return id;
  }

  /** A page in either order; `from` is the first id of the page. */
  page(execution: number, from: number, limit: number, reverse: boolean): EventRow[] {
    const sql = reverse
      ? 'SELECT * FROM events WHERE execution = ? AND id <= ? ORDER BY id DESC LIMIT ?'
      : 'SELECT * FROM events WHERE execution = ? AND id >= ? ORDER BY id LIMIT ?';
    return this.#database.prepare(sql).all(execution, from, limit) as unknown as EventRow[];
  }
}
