import { execFile } from 'node:child_process';
import { parseArgs, promisify } from 'node:util';
import type { Counts } from './figures.ts';
import { mutants } from './mutants.ts';
import type { Asked, Found } from './run-histories.ts';

/** `npm run test:model [-- --histories N --mutants N --mirrored N --seed N --from N]`: random histories against the specification. */
const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '20000' },
    mutants: { type: 'string', default: String(mutants.length) },
    mirrored: { type: 'string', default: '200' },
    seed: { type: 'string', default: '20250930' },
    from: { type: 'string', default: '0' },
  },
});
const [histories, planted, mirrored, seed, from] = [values.histories, values.mutants, values.mirrored, values.seed, values.from].map(Number) as [number, number, number, number, number];

/** Two cores: two processes at a time. */
const WORKERS = 2;
/** A mutant that lives longer than that has survived. */
const MOST_FOR_A_MUTANT = 4000;
/** How often everything has to have been seen in a full run. */
const FULL = 20_000;
const LEAST = 200;

const execute = promisify(execFile);

async function worker(asked: Asked & { readonly mutant?: string }): Promise<Found> {
  const { stdout } = await execute(process.execPath, [new URL('worker.ts', import.meta.url).pathname, JSON.stringify(asked)], { maxBuffer: 2 ** 28 });
  return JSON.parse(stdout) as Found;
}

async function inTurn<Each, Result>(all: readonly Each[], work: (each: Each) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  const left = [...all.entries()];
  const one = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: WORKERS }, one));
  return results;
}

function sum(found: readonly Found[]): Counts {
  const total = { histories: 0, steps: 0, states: {}, actions: {}, refusals: {}, events: {} } as Counts & { histories: number; steps: number };
  for (const { counts } of found) {
    total.histories += counts.histories;
    total.steps += counts.steps;
    for (const kind of ['states', 'actions', 'refusals'] as const) {
      for (const [name, count] of Object.entries(counts[kind])) total[kind][name] = (total[kind][name] ?? 0) + count;
    }
  }
  return total;
}

function told(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, count]) => `${name} ${count}`).join(', ');
}

const pieces = Array.from({ length: WORKERS * 2 }, (_, piece) => ({
  seed,
  from: from + Math.floor((histories * piece) / (WORKERS * 2)),
  to: from + Math.floor((histories * (piece + 1)) / (WORKERS * 2)),
  mirrored: false,
  shrinks: true,
}));
const mirror = mirrored === 0 ? [] : [{ seed: seed + 1, from: 0, to: mirrored, mirrored: true, shrinks: true }];
const found = await inTurn([...mirror, ...pieces], worker);
const counts = sum(found);
const faults: string[] = [];
for (const { failure } of found) {
  if (failure === undefined) continue;
  faults.push(failure.breach);
  console.log(`Seed ${seed}, history ${failure.history}: ${failure.breach}\n  ${failure.told.join('\n  ')}`);
}
console.log(`States: ${told(counts.states)}\nActions: ${told(counts.actions)}\nRefusals: ${told(counts.refusals)}`);
if (histories >= FULL) {
  for (const [name, count] of Object.entries({ ...counts.states, ...counts.actions, ...counts.refusals })) {
    if (count < LEAST && !name.startsWith('pending')) faults.push(`Only ${count} times: ${name}`);
  }
}

const chosen = mutants.slice(0, planted);
const caught = await inTurn(chosen, async ({ name }) => {
  const { counts: until, failure } = await worker({ seed: 77, from: 0, to: MOST_FOR_A_MUTANT, mirrored: false, shrinks: false, mutant: name });
  console.log(failure === undefined ? `SURVIVED: ${name}` : `Caught in history ${until.histories}: ${name}: ${failure.breach.slice(0, 120)}`);
  return failure !== undefined;
});
const survivors = caught.filter((each) => !each).length;
for (const fault of faults) console.log(`FAULT: ${fault}`);
console.log(`${counts.histories} histories, ${counts.steps} steps, ${mirrored} of them on the laptop's DynamoDB as well, breaches and gaps ${faults.length}, mutants caught ${caught.length - survivors} of ${caught.length}`);
process.exitCode = faults.length + survivors === 0 ? 0 : 1;
