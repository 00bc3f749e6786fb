import { parseArgs } from 'node:util';
import { mutants } from '../crash-points/mutants.ts';
import { runPoints } from '../crash-points/run-points.ts';
import { killsUntilCaught } from './careless.ts';
import { Findings } from './findings.ts';
import { runKills } from './kill-run.ts';

/**
 * `npm run test:crash [-- KILLS] [--seed N] [--every N] [--pairs N] [--mutants N]`: every act of the line cut off at every call that
 * leaves a process (one in so many with `--every`), then so many kills of the whole laptop while items flow on a bad day, and
 * planted faults that both have to catch. Its figures last; exit 1 on a breach, or a fault that was not caught.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    every: { type: 'string', default: '1' },
    pairs: { type: 'string', default: '500' },
    mutants: { type: 'string', default: String(mutants.length) },
  },
});
const kills = Number(positionals[0] ?? '500');
const seed = Number(values.seed);
const tell = (line: string): void => console.log(line);

/** Two cores: two laptops at a time. Each lives for so many kills at most, and is then looked at whole. */
const LAPTOPS = 2;
const KILLS_OF_ONE = 50;
/** The first one falls where it has to leave something undone. */
const MOST_UNTIL_CAUGHT = 3;

const points = await runPoints({ every: Number(values.every), pairs: Number(values.pairs), seed, mutants: Number(values.mutants), tell });
const findings = new Findings();
const began = performance.now();
await inTurn(rounds(), async ({ place, size }) => {
  await runKills({ kills: size, seed: seed + place, workers: 4, mostRequests: 40, unkind: true, tell: (line) => tell(`laptop ${place}: ${line}`) }, findings);
});
const seconds = (performance.now() - began) / 1000;
const caughtAfter = kills === 0 ? undefined : await killsUntilCaught({ seed, most: MOST_UNTIL_CAUGHT, tell });

for (const line of findings.lines()) tell(line);
tell(`seed ${seed}; ${points.calls} calls that leave a process, ${points.played} cuts at them and ${points.pairs} pairs of cuts: ${points.breaches} breaches; ${points.planted - points.survivors} of ${points.planted} planted faults caught`);
if (kills > 0) tell(`a lost call that nobody looks for: ${caughtAfter === undefined ? 'NOT caught' : 'caught'} by the kills${caughtAfter === undefined ? '' : `, after ${caughtAfter}`}`);
tell(`${kills} kills in ${seconds.toFixed(0)} s (${(seconds / Math.max(kills, 1)).toFixed(1)} s each): ${findings.failed.length} breaches`);
process.exitCode = points.breaches + points.survivors + findings.failed.length === 0 && (kills === 0 || caughtAfter !== undefined) ? 0 : 1;

function rounds(): { readonly place: number; readonly size: number }[] {
  const count = Math.ceil(kills / KILLS_OF_ONE);
  return Array.from({ length: count }, (_, place) => ({ place: place + 1, size: Math.floor((kills * (place + 1)) / count) - Math.floor((kills * place) / count) }));
}

async function inTurn<Each>(all: readonly Each[], work: (each: Each) => Promise<void>): Promise<void> {
  const left = [...all];
  const one = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: LAPTOPS }, one));
}
