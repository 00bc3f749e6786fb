import { runKills } from './kill-run.ts';

/** `npm run test:kill [-- KILLS [SEED]]`: `kill -9` of everything while items flow. */
const kills = Number(process.argv[2] ?? '20');
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
const findings = await runKills({ kills, seed, workers: 6, mostRequests: 70, tell: (line) => console.log(line) });
for (const line of findings.lines()) console.log(line);
process.exitCode = findings.failed.length === 0 ? 0 : 1;
