import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { acts } from './acts.ts';
import type { Asked, Counted } from './crash-points.ts';
import { mutants } from './mutants.ts';

/** Two cores: two processes at a time. */
const WORKERS = 2;
const SHOWN = 3;

export interface PointsRun {
  readonly every: number;
  readonly pairs: number;
  readonly seed: number;
  /** How many of the mutants are planted. */
  readonly mutants: number;
  readonly tell: (line: string) => void;
}

export interface PointsFound {
  readonly calls: number;
  readonly played: number;
  readonly pairs: number;
  readonly breaches: number;
  readonly planted: number;
  readonly survivors: number;
}

/** Cuts every act at every call that leaves a process, and plants faults that have to be caught. Tells of each act, and of each fault. */
export async function runPoints({ every, pairs, seed, mutants: planted, tell }: PointsRun): Promise<PointsFound> {
  const shared = { every, pairs, seed, step: WORKERS, once: false };
  const found = (await Promise.all(Array.from({ length: WORKERS }, (_, first) => worker({ ...shared, first }, tellOf(tell))))).flat();
  const caught = await inPairs(mutants.slice(0, planted), async ({ name, act }) => {
    const breach = (await worker({ ...shared, first: 0, step: 1, pairs: 0, once: true, mutant: name, act })).flatMap(({ breaches }) => breaches)[0];
    tell(breach === undefined ? `SURVIVED: ${name}` : `Caught: ${name}: ${breach.slice(0, 160)}`);
    return breach !== undefined;
  });
  const sum = (count: (counted: Counted) => number): number => found.reduce((total, counted) => total + count(counted), 0);
  if (found.length !== acts.length) throw new Error(`${found.length} acts of ${acts.length} were looked at.`);
  return {
    calls: sum(({ calls }) => calls),
    played: sum(({ played }) => played),
    pairs: sum((counted) => counted.pairs),
    breaches: sum(({ breaches }) => breaches.length),
    planted: caught.length,
    survivors: caught.filter((each) => !each).length,
  };
}

const tellOf = (tell: PointsRun['tell']) => ({ act, calls, played, pairs, breaches }: Counted): void => {
  tell(`${act}: ${calls} calls, ${played} cuts${pairs === 0 ? '' : ` and ${pairs} pairs`}, ${breaches.length} breaches`);
  for (const breach of breaches.slice(0, SHOWN)) tell(`  ${breach}`);
};

async function worker(asked: Asked & { readonly mutant?: string }, tell: (counted: Counted) => void = () => undefined): Promise<Counted[]> {
  const child = spawn(process.execPath, [new URL('worker.ts', import.meta.url).pathname, JSON.stringify(asked)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const found: Counted[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const counted = JSON.parse(line) as Counted;
    found.push(counted);
    tell(counted);
  }
  const code = await ended;
  if (code !== 0) throw new Error(`The worker ended with ${code}.`);
  return found;
}

async function inPairs<Each, Result>(all: readonly Each[], work: (each: Each) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  const left = [...all.entries()];
  const one = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: WORKERS }, one));
  return results;
}
