import { parseArgs } from 'node:util';
import type { Passed } from '../functions/shared/record/change-every-release.ts';
import { operationAt } from './operate/operation.ts';
import { passedLines } from './operate/passed.ts';
import { run, where } from './operate/run.ts';

const USAGE = `Usage: npm run adopt-rules -- [--site SITE] [--data .fabu | --function NAME]

After a deployment that changed an organisation's data or the calendar, forward or back: items leave a review that is gone,
are asked for one that is new, and open clocks are counted again. A second run changes nothing. On the laptop while it runs;
for a deployment name the function that the stack's output AdoptRulesFunction says.`;

await run(async () => {
  const { values } = parseArgs({ options: { ...where, site: { type: 'string' } } });
  if (values.help) return [USAGE];
  const operation = await operationAt(values, 'AdoptRulesFunction');
  return passedLines(await operation.call<Readonly<Record<string, Passed>>>({ at: operation.at, site: values.site }));
});
