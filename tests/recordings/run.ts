/** `npm run test:recordings -- FOLDER [--verbose] [ID…]`: plays recordings of the real Step Functions against the engine of the laptop. */
import { readRecordings } from './recording.ts';
import { judge, type Verdict } from './verdict.ts';

const OUTCOMES = ['passed', 'passed in translation', 'refused by name', 'failed'] as const;

/** Plays the recordings of a folder. Answers the number of cases that neither passed nor were refused by name. */
export async function run(folder: string, options: { verbose: boolean; only: readonly string[] }, print: (line: string) => void): Promise<number> {
  const verdicts: Verdict[] = [];
  for (const recording of readRecordings(folder)) {
    if (options.only.length > 0 && !options.only.includes(recording.id)) continue;
    const verdict = await judge(recording);
    verdicts.push(verdict);
    if (verdict.outcome === 'failed') print(`FAILED ${verdict.id} (${verdict.kind})\n  ${verdict.reasons.slice(0, 6).join('\n  ')}`);
  }
  for (const outcome of OUTCOMES) {
    const those = verdicts.filter((verdict) => verdict.outcome === outcome);
    print(`${outcome}: ${those.length}${those.length === 0 ? '' : ` (${byKind(those)})`}`);
    if (options.verbose && outcome === 'refused by name') for (const { id, reasons } of those) print(`  ${id}: ${reasons.join('; ')}`);
  }
  const failed = verdicts.filter((verdict) => verdict.outcome === 'failed').length;
  const passed = verdicts.filter((verdict) => verdict.outcome.startsWith('passed')).length;
  if (verdicts.length === 0) print('There is no case to play.');
  print(`${passed} passed, ${failed} failed`);
  return verdicts.length === 0 ? 1 : failed;
}

function byKind(verdicts: readonly Verdict[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of verdicts) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${kind} ${count}`).join(', ');
}

if (import.meta.main) {
  const [folder, ...rest] = process.argv.slice(2);
  if (folder === undefined) {
    console.error('Say which folder holds recordings.json: npm run test:recordings -- FOLDER [--verbose] [ID…]');
    process.exitCode = 1;
  } else {
    const only = rest.filter((word) => !word.startsWith('--'));
    const failed = await run(folder, { verbose: rest.includes('--verbose'), only }, (line) => console.log(line));
    process.exitCode = failed === 0 ? 0 : 1;
  }
}
