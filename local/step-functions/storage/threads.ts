import type { SQLOutputValue, StatementSync } from 'node:sqlite';
import type { Database } from './database.ts';

/**
 * Where a thread stands in its state. To be carried on: `ready` (entered, nothing done yet), `result` (its work is
 * done, `work` holds the result), `failing` (`work` holds the fault), `invoking` (a function is at work; `work` holds
 * the call). Left alone: `waiting`, `backoff`, `token`, `children`, and `done` (a branch that waits for its siblings).
 */
export type Phase = 'ready' | 'result' | 'failing' | 'invoking' | 'waiting' | 'backoff' | 'token' | 'children' | 'done';

/** One line of control: the machine itself (id 0), a branch of a Parallel, an iteration of a Map. */
export interface Thread {
  readonly execution: number;
  readonly id: number;
  readonly parent: number | null;
  /** The number of the branch or iteration. */
  readonly position: number;
  state: string;
  phase: Phase;
  /** JSON text. */
  input: string;
  inputValue: unknown;
  variables: Readonly<Record<string, unknown>>;
  /** What `$states.context.Map.Item` is, for an iteration. */
  readonly item: unknown;
  /** The id of the event StateEntered, and of the event before it. */
  entered: number;
  before: number;
  enteredAt: number;
  /** The event that the next one points back to. */
  last: number;
  /** How often each retrier was used in this visit. */
  retries: number[];
  work: string | null;
  /** When the thread has to be looked at again. Epoch milliseconds. */
  due: number | null;
  timeoutAt: number | null;
  /** The longest silence of a task, in milliseconds. */
  heartbeat: number | null;
  /** Set when somebody else has taken the thread over while this object was waiting for something. */
  dead: boolean;
}

export type NewThread = Pick<Thread, 'execution' | 'id' | 'parent' | 'position' | 'variables' | 'item' | 'last'>;

export function newThread(start: NewThread): Thread {
  return {
    ...start,
    ...{ state: '', phase: 'ready', input: 'null', inputValue: null, entered: 0, before: 0, enteredAt: 0, retries: [] },
    ...{ work: null, due: null, timeoutAt: null, heartbeat: null, dead: false },
  };
}

export class Threads {
  readonly #database: Database;
  readonly #save: StatementSync;
  readonly #byId: StatementSync;
  readonly #children: StatementSync;
  readonly #progress: StatementSync;
  readonly #remove: StatementSync;
  readonly #removeAll: StatementSync;
  readonly #nextDue: StatementSync;

  constructor(database: Database) {
    this.#database = database;
    this.#save = database.prepare(
      `INSERT OR REPLACE INTO threads (execution, id, parent, position, state, phase, input, variables, item, entered, before, entered_at,
       last, retries, work, due, timeout_at, heartbeat) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#byId = database.prepare('SELECT * FROM threads WHERE execution = ? AND id = ?');
    this.#children = database.prepare('SELECT * FROM threads WHERE execution = ? AND parent = ? ORDER BY position');
    this.#progress = database.prepare(
      `SELECT count(*) AS begun, coalesce(sum(phase = 'done'), 0) AS done FROM threads WHERE execution = ? AND parent = ?`,
    );
    this.#remove = database.prepare('DELETE FROM threads WHERE execution = ? AND id = ?');
    this.#removeAll = database.prepare('DELETE FROM threads WHERE execution = ?');
    this.#nextDue = database.prepare('SELECT execution, id, due FROM threads WHERE due IS NOT NULL ORDER BY due LIMIT 1');
  }

  save(thread: Thread): void {
    const { variables, item } = thread;
    this.#database.write();
    this.#save.run(
      ...[thread.execution, thread.id, thread.parent, thread.position, thread.state, thread.phase, thread.input],
      ...[JSON.stringify(variables), item === undefined ? null : JSON.stringify(item), thread.entered, thread.before, thread.enteredAt],
      ...[thread.last, thread.retries.length === 0 ? '[]' : JSON.stringify(thread.retries), thread.work],
      ...[thread.due, thread.timeoutAt, thread.heartbeat],
    );
  }

  load(execution: number, id: number): Thread | undefined {
    const row = this.#byId.get(execution, id);
    return row === undefined ? undefined : toThread(row);
  }

  children(execution: number, parent: number): Thread[] {
    return this.#children.all(execution, parent).map(toThread);
  }

  /** How many branches or iterations were begun, and how many of these are done. */
  progress(execution: number, parent: number): { begun: number; done: number } {
    return this.#progress.get(execution, parent) as { begun: number; done: number };
  }

  remove(execution: number, id: number): void {
    this.#database.write();
    this.#remove.run(execution, id);
  }

  removeAll(execution: number): void {
    this.#database.write();
    this.#removeAll.run(execution);
  }

  nextDue(): { execution: number; id: number; due: number } | undefined {
    return this.#nextDue.get() as { execution: number; id: number; due: number } | undefined;
  }

  /** What was under way when the process ended. Waiting threads stay where they are. */
  unfinished(): { execution: number; id: number }[] {
    const rows = this.#database
      .prepare(`SELECT execution, id FROM threads WHERE phase IN ('ready', 'result', 'failing', 'invoking') ORDER BY execution, id`)
      .all();
    return rows as { execution: number; id: number }[];
  }

  countByPhase(): Record<string, number> {
    const rows = this.#database.prepare('SELECT phase, count(*) AS number FROM threads GROUP BY phase').all();
    return Object.fromEntries(rows.map((row) => [row['phase'] as string, row['number'] as number]));
  }
}

function toThread(row: Record<string, SQLOutputValue>): Thread {
  return {
    execution: row['execution'] as number,
    id: row['id'] as number,
    parent: row['parent'] as number | null,
    position: row['position'] as number,
    state: row['state'] as string,
    phase: row['phase'] as Phase,
    input: row['input'] as string,
    inputValue: JSON.parse(row['input'] as string),
    variables: JSON.parse(row['variables'] as string) as Record<string, unknown>,
    item: row['item'] === null ? undefined : JSON.parse(row['item'] as string),
    entered: row['entered'] as number,
    before: row['before'] as number,
    enteredAt: row['entered_at'] as number,
    last: row['last'] as number,
    retries: JSON.parse(row['retries'] as string) as number[],
    work: row['work'] as string | null,
    due: row['due'] as number | null,
    timeoutAt: row['timeout_at'] as number | null,
    heartbeat: row['heartbeat'] as number | null,
    dead: false,
  };
}
