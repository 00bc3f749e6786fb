import { DatabaseSync } from 'node:sqlite';

/** An event that was given up. Functions, rules and schedules all leave theirs here. */
export interface DeadLetter {
  readonly queueArn: string;
  /** The function, rule or schedule that gave the event up. */
  readonly sourceArn: string;
  readonly requestId: string;
  readonly payload: string;
  readonly reason: string;
  /** Epoch milliseconds of the virtual clock. */
  readonly at: number;
}

export interface DeadLetters {
  put(letter: DeadLetter): void;
  /** Oldest first. */
  list(): DeadLetter[];
  /** When those that lie in a queue arrived, oldest first. */
  arrivals(queueArn: string): number[];
  /** Takes all of them away, as whoever has seen to them purges a queue; how many there were. */
  purge(): number;
  close(): void;
}

/** The queues of the template, as one list that survives a restart. `:memory:` keeps it for the process only. */
export function openDeadLetters(file: string): DeadLetters {
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS letter (id INTEGER PRIMARY KEY, queueArn TEXT NOT NULL, sourceArn TEXT NOT NULL,
      requestId TEXT NOT NULL, payload TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL) STRICT`);
  const insert = database.prepare('INSERT INTO letter (queueArn, sourceArn, requestId, payload, reason, at) VALUES (?, ?, ?, ?, ?, ?)');
  const select = database.prepare('SELECT queueArn, sourceArn, requestId, payload, reason, at FROM letter ORDER BY id');
  const selectAt = database.prepare('SELECT at FROM letter WHERE queueArn = ? ORDER BY at');
  return {
    put: (letter) => void insert.run(letter.queueArn, letter.sourceArn, letter.requestId, letter.payload, letter.reason, letter.at),
    list: () => select.all().map((row) => ({ ...row }) as unknown as DeadLetter),
    arrivals: (queueArn) => selectAt.all(queueArn).map(({ at }) => Number(at)),
    purge: () => Number(database.prepare('DELETE FROM letter').run().changes),
    close: () => database.close(),
  };
}
