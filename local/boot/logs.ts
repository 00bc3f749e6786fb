import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';

/** Log files, one for each function and service. */
export interface Logs {
  readonly directory: string;
  line(name: string, text: string): void;
  problem(name: string, error: unknown): void;
  close(): Promise<void>;
}

export function openLogs(directory: string): Logs {
  mkdirSync(directory, { recursive: true });
  const streams = new Map<string, WriteStream>();
  const streamOf = (name: string): WriteStream => {
    const present = streams.get(name);
    if (present !== undefined) return present;
    const opened = createWriteStream(join(directory, `${fileName(name)}.log`), { flags: 'a' });
    streams.set(name, opened);
    return opened;
  };
  const line = (name: string, text: string): void => void streamOf(name).write(`${text}\n`);
  return {
    directory,
    line,
    problem: (name, error) => line(name, error instanceof Error ? (error.stack ?? error.message) : String(error)),
    close: async () => {
      await Promise.all([...streams.values()].map((stream) => new Promise<void>((resolve) => stream.end(resolve))));
    },
  };
}

function fileName(name: string): string {
  return name.replace(/[^A-Za-z0-9.-]+/g, '-').slice(-80);
}
