import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';

/** How many lines the local page shows. */
const KEPT_LINES = 100;

/** Log files, one for each function and service. */
export interface Logs {
  readonly directory: string;
  line(name: string, text: string): void;
  problem(name: string, error: unknown): void;
  /** The last lines of all files, oldest first. */
  last(): readonly string[];
  close(): Promise<void>;
}

export function openLogs(directory: string): Logs {
  mkdirSync(directory, { recursive: true });
  const streams = new Map<string, WriteStream>();
  const streamOf = (name: string): WriteStream => {
    const file = fileName(name);
    const present = streams.get(file);
    if (present !== undefined) return present;
    const opened = createWriteStream(join(directory, `${file}.log`), { flags: 'a' });
    streams.set(file, opened);
    return opened;
  };
  const recent: string[] = [];
  const line = (name: string, text: string): void => {
    recent.push(`${name}  ${text}`);
    if (recent.length > 2 * KEPT_LINES) recent.splice(0, recent.length - KEPT_LINES);
    streamOf(name).write(`${text}\n`);
  };
  return {
    directory,
    line,
    problem: (name, error) => line(name, error instanceof Error ? (error.stack ?? error.message) : String(error)),
    last: () => recent.slice(-KEPT_LINES),
    close: async () => {
      await Promise.all([...streams.values()].map((stream) => new Promise<void>((resolve) => stream.end(resolve))));
    },
  };
}

/** A function's log is under its name, however it was spoken of; no file's name looks like an option of a command. */
function fileName(name: string): string {
  const [, own = name] = /:function:([^:]+)/.exec(name) ?? [];
  return own.replace(/[^A-Za-z0-9.-]+/g, '-').slice(-80).replace(/^-+/, '');
}
