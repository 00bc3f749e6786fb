import { parseArgs } from 'node:util';
import type { Passed } from '../functions/shared/record/change-every-release.ts';
import { operationAt } from './operate/operation.ts';
import { passedLines } from './operate/passed.ts';
import { run, where } from './operate/run.ts';

const USAGE = `Usage: npm run restart-machines -- [--restored] [--site SITE] [--data .fabu | --function NAME]

Starts anew the machine and the clocks of every item that waits for something; those that still run end themselves at their
next step. --restored after the record has gone back to a point in time: serials that may have been given out since are left
out. On the laptop while it runs; for a deployment name the function that the stack's output RestartMachinesFunction says.`;

await run(async () => {
  const { values } = parseArgs({ options: { ...where, site: { type: 'string' }, restored: { type: 'boolean', default: false } } });
  if (values.help) return [USAGE];
  const operation = await operationAt(values, 'RestartMachinesFunction');
  return passedLines(await operation.call<Readonly<Record<string, Passed>>>({ at: operation.at, site: values.site, restored: values.restored }));
});
