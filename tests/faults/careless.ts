import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mutants } from '../crash-points/mutants.ts';
import { replacedOnce } from '../model/hooks.ts';
import { Findings } from './findings.ts';
import { runKills } from './kill-run.ts';
import { repository } from './laptop-process.ts';

/** What a laptop is made of. */
const ROOMS = ['bin', 'domain', 'functions', 'lib', 'local', 'statemachines', 'web', 'package.json', 'package-lock.json', 'cdk.json', 'tsconfig.json'];
/**
 * Builds a laptop whose commits leave nothing that a sweep could find, and kills it while the relay does nothing, until
 * something is found to be lost. Answers after how many kills that was; undefined when it never was.
 */
export async function killsUntilCaught({ seed, most, tell }: { readonly seed: number; readonly most: number; readonly tell: (line: string) => void }): Promise<number | undefined> {
  const directory = careless();
  try {
    for (let kills = 1; kills <= most; kills += 1) {
      const findings = new Findings();
      await runKills({ kills: 1, seed: seed + kills, workers: 4, mostRequests: 10, deaf: true, unkind: false, directory, keeps: false, tell: () => undefined }, findings);
      const [found] = findings.failed;
      if (found === undefined) continue;
      tell(`The careless laptop was caught after kill ${kills}: ${found.slice(0, 200)}`);
      return kills;
    }
    return undefined;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A copy of this repository with the fault planted. */
function careless(): string {
  const directory = mkdtempSync(join(tmpdir(), 'fabu-careless-'));
  for (const room of ROOMS) cpSync(join(repository, room), join(directory, room), { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(directory, 'node_modules'));
  const mutant = mutants.find(({ name }) => name === 'what a lost call leaves is never found again');
  if (mutant === undefined) throw new Error('The fault that the kills have to catch is gone.');
  const file = join(directory, mutant.file);
  writeFileSync(file, mutant.changes.reduce((text, change) => replacedOnce(text, change, mutant.file), readFileSync(file, 'utf8')));
  return directory;
}
