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
}

/** Something that the person who starts the laptop can put right; shown without a stack. */
export class StartupFault extends Error {
  override readonly name = 'StartupFault';
}

const USAGE = 'Options: --port 8080 --data .fabu --fresh --empty --now 2025-09-30T15:50+08:00';

/** Reads the command line; every fault is named at once. Throws StartupFault. */
export function readOptions(args: readonly string[]): LocalOptions {
  const values = parse(args);
  const faults: string[] = [];
  const { port: given = '8080', data = '.fabu', fresh = false, empty = false } = values;
  const port = Number(given);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) faults.push(`--port ${given} is not a port (1 to 65535).`);
  const now = values.now === undefined ? undefined : instantOf(values.now);
  if (Number.isNaN(now)) faults.push(`--now ${values.now ?? ''} is not an instant; write 2025-09-30T15:50+08:00 (Beijing time where no offset is given).`);
  if (faults.length > 0) throw new StartupFault([...faults, USAGE].join('\n'));
  return { port, data, fresh, empty, now };
}

function parse(args: readonly string[]): { port?: string; data?: string; fresh?: boolean; empty?: boolean; now?: string } {
  try {
    const options = { port: { type: 'string' }, data: { type: 'string' }, fresh: { type: 'boolean' }, empty: { type: 'boolean' }, now: { type: 'string' } } as const;
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
