import { parseArgs } from 'node:util';

/** What `npm start -- …` takes. */
export interface LocalOptions {
  readonly port: number;
  readonly data: string;
  readonly fresh: boolean;
  /** Organisations and users only, no demonstration data. */
  readonly empty: boolean;
  /** Epoch milliseconds to set the virtual clock to. */
  readonly now: number | undefined;
  /** A seed for faults as AWS has them on a bad day; the laptop is kind where there is none. */
  readonly faults?: number | undefined;
}

/** Something that the person who starts the laptop can put right; shown without a stack. */
export class StartupFault extends Error {
  override readonly name = 'StartupFault';
}

const USAGE = 'Options: --port 8080 --data .fabu --fresh --empty --now 2025-09-30T15:50+08:00 --faults 1';

/** Reads the command line; every fault is named at once. Throws StartupFault. */
export function readOptions(args: readonly string[]): LocalOptions {
  const values = parse(args);
  const { data = '.fabu', fresh = false, empty = false } = values;
  const complaints: string[] = [];
  const port = portOf(values.port ?? '8080', complaints);
  const now = values.now === undefined ? undefined : instantOf(values.now);
  if (Number.isNaN(now)) complaints.push(`--now ${values.now ?? ''} is not an instant; write 2025-09-30T15:50+08:00 (Beijing time where no offset is given).`);
  const faults = values.faults === undefined ? undefined : seedOf(values.faults, complaints);
  if (complaints.length > 0) throw new StartupFault([...complaints, USAGE].join('\n'));
  return { port, data, fresh, empty, now, faults };
}

function portOf(text: string, complaints: string[]): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) complaints.push(`--port ${text} is not a port (1 to 65535).`);
  return port;
}

function seedOf(text: string, complaints: string[]): number {
  if (!/^\d{1,15}$/.test(text)) complaints.push(`--faults ${text} is not a seed (a whole number from 0).`);
  return Number(text);
}

function parse(args: readonly string[]): { port?: string; data?: string; fresh?: boolean; empty?: boolean; now?: string; faults?: string } {
  try {
    const options = { port: { type: 'string' }, data: { type: 'string' }, fresh: { type: 'boolean' }, empty: { type: 'boolean' }, now: { type: 'string' }, faults: { type: 'string' } } as const;
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    throw new StartupFault(`${(error as Error).message}\n${USAGE}`);
  }
}

function instantOf(text: string): number {
  const shape = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?)?(Z|[+-]\d{2}:\d{2})?$/;
  if (!shape.test(text)) return Number.NaN;
  const full = text.includes('T') ? text : `${text}T00:00`;
  return Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(full.slice(10)) ? full : `${full}+08:00`);
}
