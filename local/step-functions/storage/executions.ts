import type { SQLInputValue, StatementSync } from 'node:sqlite';
import type { Machine } from '../definition/machine.ts';
import { executionArn } from '../names.ts';
import type { Database } from './database.ts';
import type { Machines } from './machines.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export interface ExecutionRow {
  readonly id: number;
  readonly machine: string;
  readonly name: string;
  readonly definition: number;
  readonly role: string;
  readonly status: ExecutionStatus;
  readonly input: string;
  readonly output: string | null;
  readonly error: string | null;
  readonly cause: string | null;
  readonly started: number;
  readonly stopped: number | null;
}

/** An execution while something of it is being carried out. Waiting ones are rows only. */
export interface Execution {
  readonly id: number;
  readonly arn: string;
  readonly machineArn: string;
  readonly machine: Machine;
  readonly name: string;
  readonly role: string;
  readonly input: string;
  readonly inputValue: unknown;
  readonly startedAt: number;
  /** The id of the last event of the history. */
  lastEvent: number;
}

export interface Ending {
  readonly status: ExecutionStatus;
  readonly output?: string;
  readonly error?: string | null;
  readonly cause?: string | null;
}

export class Executions {
  readonly #database: Database;
  readonly #machines: Machines;
  readonly #insert: StatementSync;
  readonly #byId: StatementSync;
  readonly #byName: StatementSync;
  readonly #close: StatementSync;
  readonly #lastEvent: StatementSync;
  readonly #nextDeadline: StatementSync;

  constructor(database: Database, machines: Machines) {
    this.#database = database;
    this.#machines = machines;
    this.#insert = database.prepare(
      `INSERT INTO executions (machine, name, definition, role, status, input, started, deadline) VALUES (?, ?, ?, ?, 'RUNNING', ?, ?, ?)`,
    );
    this.#byId = database.prepare('SELECT * FROM executions WHERE id = ?');
    this.#byName = database.prepare('SELECT * FROM executions WHERE machine = ? AND name = ?');
    this.#close = database.prepare('UPDATE executions SET status = ?, output = ?, error = ?, cause = ?, stopped = ? WHERE id = ?');
    this.#lastEvent = database.prepare('SELECT max(id) AS last FROM events WHERE execution = ?');
    this.#nextDeadline = database.prepare(
      `SELECT id, deadline FROM executions WHERE status = 'RUNNING' ORDER BY deadline LIMIT 1`,
    );
  }

  insert(row: { machine: string; name: string; definition: number; role: string; input: string; started: number; deadline: number }): Execution {
    this.#database.write();
    const made = this.#insert.run(row.machine, row.name, row.definition, row.role, row.input, row.started, row.deadline);
    return this.#toExecution({ ...row, id: Number(made.lastInsertRowid) }, 0);
  }

  find(machine: string, name: string): ExecutionRow | undefined {
    return this.#byName.get(machine, name) as unknown as ExecutionRow | undefined;
  }

  load(id: number): Execution | undefined {
    const row = this.#byId.get(id) as unknown as ExecutionRow | undefined;
    if (row === undefined || row.status !== 'RUNNING') return undefined;
    return this.#toExecution(row, Number(this.#lastEvent.get(id)?.['last'] ?? 0));
  }

  row(id: number): ExecutionRow | undefined {
    return this.#byId.get(id) as unknown as ExecutionRow | undefined;
  }

  close(id: number, ending: Ending, at: number): void {
    this.#database.write();
    this.#close.run(ending.status, ending.output ?? null, ending.error ?? null, ending.cause ?? null, at, id);
  }

  nextDeadline(): { id: number; due: number } | undefined {
    const row = this.#nextDeadline.get();
    return row === undefined ? undefined : { id: row['id'] as number, due: row['deadline'] as number };
  }

  /** Newest first; `before` is the id of the last row of the page before. */
  list(machine: string, status: string | undefined, before: number, limit: number): ExecutionRow[] {
    const filter = status === undefined ? '' : 'AND status = ?';
    const values: SQLInputValue[] = [machine, before, ...(status === undefined ? [] : [status]), limit];
    const sql = `SELECT * FROM executions WHERE machine = ? AND id < ? ${filter} ORDER BY id DESC LIMIT ?`;
    return this.#database.prepare(sql).all(...values) as unknown as ExecutionRow[];
  }

  /** Forgets an execution whose name may be used again. */
  remove(id: number): void {
    this.#database.write();
    this.#database.prepare('DELETE FROM events WHERE execution = ?').run(id);
    this.#database.prepare('DELETE FROM executions WHERE id = ?').run(id);
  }

  countByStatus(): Record<string, number> {
    const rows = this.#database.prepare('SELECT status, count(*) AS number FROM executions GROUP BY status').all();
    return Object.fromEntries(rows.map((row) => [row['status'] as string, row['number'] as number]));
  }

  #toExecution(row: Pick<ExecutionRow, 'id' | 'machine' | 'name' | 'definition' | 'role' | 'input' | 'started'>, lastEvent: number): Execution {
    return {
      id: row.id,
      arn: executionArn(row.machine, row.name),
      machineArn: row.machine,
      machine: this.#machines.compiled(row.definition),
      name: row.name,
      role: row.role,
      input: row.input,
      inputValue: JSON.parse(row.input) as unknown,
      startedAt: row.started,
      lastEvent,
    };
  }
}
