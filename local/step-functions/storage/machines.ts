import type { StatementSync } from 'node:sqlite';
import type { Machine } from '../definition/machine.ts';
import { readDefinition } from '../definition/read-machine.ts';
import type { Database } from './database.ts';

export interface MachineRow {
  readonly arn: string;
  readonly name: string;
  readonly definition: number;
  readonly text: string;
  readonly role: string;
  readonly created: number;
  readonly updated: number;
  /** undefined until the first update, as on AWS. */
  readonly revision: string | null;
  readonly logging: string | null;
  readonly tracing: string | null;
}

/** State machines and every definition they ever had: a running execution keeps the one it began with. */
export class Machines {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #compiled = new Map<number, Machine>();
  readonly #byArn: StatementSync;
  readonly #definition: StatementSync;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
    this.#byArn = database.prepare('SELECT m.*, d.text FROM machines m JOIN definitions d ON d.id = m.definition WHERE m.arn = ?');
    this.#definition = database.prepare('SELECT text FROM definitions WHERE id = ?');
  }

  find(arn: string): MachineRow | undefined {
    return this.#byArn.get(arn) as unknown as MachineRow | undefined;
  }

  list(after: string, limit: number): MachineRow[] {
    const rows = this.#database
      .prepare('SELECT m.*, d.text FROM machines m JOIN definitions d ON d.id = m.definition WHERE m.arn > ? ORDER BY m.arn LIMIT ?')
      .all(after, limit);
    return rows as unknown as MachineRow[];
  }

  count(): number {
    return this.#database.prepare('SELECT count(*) AS machines FROM machines').get()?.['machines'] as number;
  }

  insert(row: { arn: string; name: string; text: string; role: string; logging: string | null; tracing: string | null }): void {
    const definition = this.#insertDefinition(row.text);
    this.#database
      .prepare('INSERT INTO machines (arn, name, definition, role, created, updated, logging, tracing) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
      .run(row.arn, row.name, definition, row.role, this.#now(), this.#now(), row.logging, row.tracing);
  }

  update(row: MachineRow, change: { text: string; role: string; revision: string; logging: string | null; tracing: string | null }): void {
    const definition = change.text === row.text ? row.definition : this.#insertDefinition(change.text);
    this.#database.write();
    this.#database
      .prepare('UPDATE machines SET definition = ?, role = ?, updated = ?, revision = ?, logging = ?, tracing = ? WHERE arn = ?')
      .run(definition, change.role, this.#now(), change.revision, change.logging, change.tracing, row.arn);
  }

  remove(arn: string): void {
    this.#database.write();
    this.#database.prepare('DELETE FROM machines WHERE arn = ?').run(arn);
  }

  textOf(definition: number): string {
    return this.#definition.get(definition)?.['text'] as string;
  }

  /** The definition ready to be carried out, compiled once. */
  compiled(definition: number): Machine {
    let machine = this.#compiled.get(definition);
    if (machine === undefined) {
      machine = readDefinition(this.textOf(definition), { express: false, now: this.#now }).machine;
      this.#compiled.set(definition, machine);
    }
    return machine;
  }

  #insertDefinition(text: string): number {
    this.#database.write();
    return Number(this.#database.prepare('INSERT INTO definitions (text) VALUES (?)').run(text).lastInsertRowid);
  }
}
