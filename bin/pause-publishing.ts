import { parseArgs } from 'node:util';
import type { PublishingAnswer } from '../functions/operations/pause-publishing.ts';
import { operationAt } from './operate/operation.ts';
import { run, where } from './operate/run.ts';

const USAGE = `Usage: npm run pause-publishing -- SITE --by WHO --why REASON [--data .fabu | --function NAME]
       npm run resume-publishing -- SITE --by WHO --why REASON [--data .fabu | --function NAME]
       npm run pause-publishing -- SITE --look [--data .fabu | --function NAME]

While publishing is paused at a site nothing goes online there. Reviews, withdrawals and clocks go on; what is put online or
comes to its hour waits, and goes on by itself, in order, once it is resumed. On the laptop while it runs; for a deployment
name the function that the stack's output PausePublishingFunction says.`;

await run(async () => {
  const text = { type: 'string', default: '' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values, positionals } = parseArgs({ options: { ...where, by: text, why: text, look: flag, resume: flag }, allowPositionals: true });
  const [site] = positionals;
  if (values.help) return [USAGE];
  const { look, resume, by, why } = values;
  const faults = [
    ...(site === undefined ? ['Name the site.'] : positionals.length > 1 ? ['Name one site at a time.'] : []),
    ...(look ? [] : Object.entries({ by, why }).filter(([, said]) => said.trim() === '').map(([name]) => `--${name} is missing.`)),
  ];
  if (site === undefined || faults.length > 0) throw new Error(`${faults.join('\n')}\n\n${USAGE}`);
  const operation = await operationAt(values, 'PausePublishingFunction');
  const act = look ? 'look' : resume ? 'resume' : 'pause';
  const { state, held, letGo } = await operation.call<PublishingAnswer>({ at: operation.at, site, act, by, why });
  const stands = state.paused === undefined ? `${site} publishes.` : `${site} is paused since ${state.paused.at} by ${state.paused.by}: ${state.paused.why}`;
  return [stands, `${held} items wait${letGo === 0 ? '' : `, ${letGo} were let go`}.`];
});
