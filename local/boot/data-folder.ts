import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ClockState } from '../clock/clock.ts';
import { StartupFault } from './options.ts';

/** Where the laptop's state lies: each engine has its own place in one folder. */
export interface DataFolder {
  readonly path: string;
  place(name: string): string;
  /** What was kept under a name, or undefined before the first time. Throws StartupFault when it is damaged. */
  read(name: string): unknown;
  /** Replaces what was kept, whole or not at all. */
  write(name: string, value: unknown): void;
  /** To be called when the first start failed: leaves nothing half-made behind. A folder with earlier data stays as it is. */
  discard(): void;
  release(): void;
}

const MARK = 'fabu-data.json';
const LOCK = 'running.pid';
const CLOCK = 'clock.json';

/** Opens the folder for this process alone. Throws StartupFault when another one runs on it, or it is not ours to use. */
export function openDataFolder(directory: string, fresh: boolean): DataFolder {
  const path = resolve(directory);
  guard(path);
  if (fresh) clear(path);
  const isNew = !existsSync(join(path, MARK));
  mkdirSync(path, { recursive: true });
  lock(path);
  const folder = folderAt(path, isNew);
  if (isNew) folder.write(MARK, { format: 1 });
  return folder;
}

/** Whether the folder holds the laptop's data, without touching it. */
export function holdsData(directory: string): boolean {
  return existsSync(join(directory, MARK));
}

/** What was kept under a name, for programs that look into the folder without opening it. Throws StartupFault when it is damaged. */
export function readNote(directory: string, name: string): unknown {
  return readJson(resolve(directory), name);
}

/** Whether a laptop runs on the folder. */
export function isRunningOn(directory: string): boolean {
  return runningPid(resolve(directory)) !== undefined;
}

function folderAt(path: string, isNew: boolean): DataFolder {
  return {
    path,
    place: (name) => join(path, name),
    read: (name) => readJson(path, name),
    write: (name, value) => {
      const target = join(path, name);
      writeFileSync(`${target}.new`, JSON.stringify(value));
      renameSync(`${target}.new`, target);
    },
    discard: () => {
      if (isNew) clear(path);
    },
    release: () => rmSync(join(path, LOCK), { force: true }),
  };
}

/** Clearing a folder that holds something else would be the worst thing that this program could do. */
function guard(path: string): void {
  if (existsSync(path) && !statSync(path).isDirectory()) throw new StartupFault(`${path} is not a folder. Choose another one with --data.`);
  // A start that was killed before it set the mark leaves no more than these.
  const foreign = existsSync(path) && !existsSync(join(path, MARK)) && readdirSync(path).some((name) => name !== LOCK && name !== `${MARK}.new`);
  if (foreign) throw new StartupFault(`${path} holds something that is not Fabu's data. Choose another folder with --data.`);
  const pid = runningPid(path);
  if (pid !== undefined) throw new StartupFault(`Fabu runs on ${path} already (process ${pid}). Stop it, or choose another folder with --data.`);
}

/** The mark goes last: what a clearing that was cut off leaves is still known as ours. */
function clear(path: string): void {
  for (const name of existsSync(path) ? readdirSync(path) : []) if (name !== MARK) rmSync(join(path, name), { recursive: true, force: true });
  rmSync(path, { recursive: true, force: true });
}

function lock(path: string): void {
  const file = join(path, LOCK);
  rmSync(file, { force: true });
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, String(process.pid));
    closeSync(handle);
  } catch {
    throw new StartupFault(`Fabu is being started on ${path} by another process. Choose another folder with --data.`);
  }
}

/** A lock of a process that was killed does not hold: only a living one does. */
function runningPid(path: string): number | undefined {
  const file = join(path, LOCK);
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8'));
  return Number.isInteger(pid) && pid > 0 && pid !== process.pid && isAlive(pid) ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // Numbers of processes are used again: where the system tells, only a Node process counts.
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes('node');
}

function readJson(path: string, name: string): unknown {
  const file = join(path, name);
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw damaged(file);
  }
}

function damaged(file: string): StartupFault {
  return new StartupFault(`${file} is damaged. Start with --fresh to clear the data folder, or restore it.`);
}

/** Whether a clock has run on this folder: from then on it only goes forward. */
export function hasClock(folder: DataFolder): boolean {
  return folder.read(CLOCK) !== undefined;
}

/** The clock goes on where the last run stopped. Throws StartupFault when that cannot be told. */
export function readClockState(folder: DataFolder): ClockState {
  const state = folder.read(CLOCK) as Partial<ClockState> | null | undefined;
  if (state === undefined) return { offset: 0 };
  if (typeof state?.offset === 'number') return { offset: state.offset };
  throw damaged(folder.place(CLOCK));
}
