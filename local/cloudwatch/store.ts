import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { AlarmState } from './judge.ts';
import type { Instants, Sample, Series } from './metric.ts';

/** What is known of an alarm. Instants are epoch milliseconds of the virtual clock. */
export interface AlarmRecord {
  readonly name: string;
  readonly state: AlarmState;
  readonly since: number;
  readonly reason: string;
  /** When the alarm was first there. */
  readonly born: number;
  /** Up to when its state has been worked out. */
  readonly evaluated: number;
}

/** Something that a topic would have mailed. */
export interface Notice {
  readonly at: number;
  /** Empty where nobody has subscribed to the topic. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS measured (metric TEXT, first INTEGER, last INTEGER, everyMs INTEGER,
    count REAL NOT NULL, sum REAL NOT NULL, minimum REAL NOT NULL, maximum REAL NOT NULL,
    PRIMARY KEY (metric, first, last, everyMs)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS alarm (name TEXT PRIMARY KEY, state TEXT NOT NULL, since INTEGER NOT NULL, reason TEXT NOT NULL,
    born INTEGER NOT NULL, evaluated INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS notice (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, recipient TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL) STRICT;
`;

const KEPT_NOTICES = 200;

/** Measurements, states and notices in one file. Each write is kept when it returns, a killed process included. */
export class CloudWatchStore {
  readonly #database: DatabaseSync;
  readonly #add: StatementSync;
  readonly #between: StatementSync;
  readonly #drop: StatementSync;

  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    this.#database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; ${SCHEMA}`);
    this.#add = this.#database.prepare(`INSERT INTO measured VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET count = count + excluded.count, sum = sum + excluded.sum,
        minimum = min(minimum, excluded.minimum), maximum = max(maximum, excluded.maximum)`);
    this.#between = this.#database.prepare('SELECT first, last, everyMs, count, sum, minimum, maximum FROM measured WHERE metric = ? AND first < ? AND last >= ?');
    this.#drop = this.#database.prepare('DELETE FROM measured WHERE metric = ? AND last < ?');
  }

  add(metric: string, { first, last, everyMs }: Instants, { count, sum, minimum, maximum }: Sample): void {
    this.#add.run(metric, first, last, everyMs, count, sum, minimum, maximum);
  }

  /** What may fall into the time from `from`, inclusive, to `to`, exclusive. */
  between(metric: string, from: number, to: number): Series[] {
    return this.#between.all(metric, to, from) as unknown as Series[];
  }

  dropBefore(metric: string, instant: number): void {
    this.#drop.run(metric, instant);
  }

  /** Metrics that no alarm watches any longer, alarms that are gone, and times that lie ahead of a clock that was set back. */
  dropAllBut(metrics: readonly string[], alarms: readonly string[], now: number): void {
    const database = this.#database;
    database.prepare(`DELETE FROM measured WHERE first > ? OR metric NOT IN (${questionMarks(metrics)})`).run(now, ...metrics);
    database.prepare(`DELETE FROM alarm WHERE name NOT IN (${questionMarks(alarms)})`).run(...alarms);
    database.prepare('UPDATE alarm SET since = min(since, ?), born = min(born, ?), evaluated = min(evaluated, ?)').run(now, now, now);
  }

  alarm(name: string): AlarmRecord | undefined {
    return this.#database.prepare('SELECT * FROM alarm WHERE name = ?').get(name) as AlarmRecord | undefined;
  }

  keepAlarm({ name, state, since, reason, born, evaluated }: AlarmRecord): void {
    this.#database.prepare('INSERT OR REPLACE INTO alarm VALUES (?, ?, ?, ?, ?, ?)').run(name, state, since, reason, born, evaluated);
  }

  keepNotice({ at, to, subject, text }: Notice): void {
    const { lastInsertRowid } = this.#database.prepare('INSERT INTO notice (at, recipient, subject, text) VALUES (?, ?, ?, ?)').run(at, to, subject, text);
    this.#database.prepare('DELETE FROM notice WHERE id <= ?').run(Number(lastInsertRowid) - KEPT_NOTICES);
  }

  /** Oldest first. */
  notices(): Notice[] {
    return this.#database.prepare('SELECT at, recipient AS "to", subject, text FROM notice ORDER BY id').all() as unknown as Notice[];
  }

  close(): void {
    this.#database.close();
  }
}

const questionMarks = (values: readonly string[]): string => values.map(() => '?').join(', ');
