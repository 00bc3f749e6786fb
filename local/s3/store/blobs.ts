import { randomUUID } from 'node:crypto';
import { appendFileSync, closeSync, copyFileSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The bytes of objects, each in a file of its own that is never changed. Its name is drawn, not made of the key, so a key
 * can be any text. A file is complete before its row is committed; without a row it is garbage and swept on opening.
 */
export class Blobs {
  readonly #folder: string;
  readonly #incoming: string;

  constructor(directory: string) {
    this.#folder = join(directory, 'objects');
    this.#incoming = join(directory, 'incoming');
    rmSync(this.#incoming, { recursive: true, force: true });
    mkdirSync(this.#incoming, { recursive: true });
    mkdirSync(this.#folder, { recursive: true });
  }

  write(bytes: Buffer): string {
    return this.#land((file) => writeFileSync(file, bytes));
  }

  copy(name: string): string {
    return this.#land((file) => copyFileSync(this.#path(name), file));
  }

  join(names: readonly string[]): string {
    return this.#land((file) => {
      for (const name of names) appendFileSync(file, readFileSync(this.#path(name)));
    });
  }

  read(name: string): Buffer {
    return readFileSync(this.#path(name));
  }

  readRange(name: string, start: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    const file = openSync(this.#path(name), 'r');
    try {
      readSync(file, bytes, 0, length, start);
    } finally {
      closeSync(file);
    }
    return bytes;
  }

  remove(name: string): void {
    rmSync(this.#path(name), { force: true });
  }

  /** Removes every file that nothing refers to. */
  sweep(known: ReadonlySet<string>): void {
    for (const name of readdirSync(this.#folder)) if (!known.has(name)) this.remove(name);
  }

  #land(fill: (file: string) => void): string {
    const name = randomUUID();
    const file = join(this.#incoming, name);
    fill(file);
    renameSync(file, this.#path(name));
    return name;
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }
}
