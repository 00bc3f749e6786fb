import { DatabaseSync } from 'node:sqlite';

/** A mail as it would have left. `at` is the virtual time as ISO 8601. */
export interface SentMail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly at: string;
}

/** What the receiver of the webhook got. */
export interface WebhookDelivery {
  readonly at: string;
  readonly delivery: string;
  /** Whether the signature is right and the timestamp recent: what a receiver has to check. */
  readonly verified: boolean;
  readonly body: string;
}

/** Everything that would have left the laptop, on disk. */
export interface Mailbox {
  put(mail: SentMail): void;
  /** Oldest first. */
  mails(): SentMail[];
  receive(delivery: WebhookDelivery): void;
  /** Oldest first. */
  deliveries(): WebhookDelivery[];
  close(): void;
}

/** Older ones make room. */
const KEPT = 2000;

/** `:memory:` keeps them for the process only. */
export function openMailbox(file: string): Mailbox {
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS mail (id INTEGER PRIMARY KEY, document TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS delivery (id INTEGER PRIMARY KEY, document TEXT NOT NULL) STRICT`);
  const mails = bounded<SentMail>(database, 'mail');
  const deliveries = bounded<WebhookDelivery>(database, 'delivery');
  return { put: mails.add, mails: mails.all, receive: deliveries.add, deliveries: deliveries.all, close: () => database.close() };
}

function bounded<Document>(database: DatabaseSync, table: 'mail' | 'delivery') {
  const insert = database.prepare(`INSERT INTO ${table} (document) VALUES (?)`);
  const trim = database.prepare(`DELETE FROM ${table} WHERE id <= (SELECT max(id) FROM ${table}) - ${KEPT}`);
  const select = database.prepare(`SELECT document FROM ${table} ORDER BY id`);
  return {
    add: (document: Document): void => {
      insert.run(JSON.stringify(document));
      trim.run();
    },
    all: (): Document[] => select.all().map((row) => JSON.parse(String(row['document'])) as Document),
  };
}
