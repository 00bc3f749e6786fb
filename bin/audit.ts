import { parseArgs } from 'node:util';
import { requireNode } from './require-node.js';

const USAGE = `Usage: npm run audit -- [--data .fabu]
       npm run audit -- --table TABLE --seals BUCKET

Verifies every hash chain of the record and every seal, and each chain against the seals: of a data folder, whether the
laptop runs or not, or of a deployment by the names of its table and bucket, with the credentials of the environment.
Exits with 0 and one line of figures; with 1, and each place that is broken, up to twenty, otherwise.`;

const MOST_LINES = 20;

function readArguments(): { data: string; table?: string | undefined; seals?: string | undefined; help: boolean } {
  const options = {
    data: { type: 'string', default: '.fabu' },
    table: { type: 'string' },
    seals: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  const { values } = parseArgs({ options });
  if ((values.table === undefined) !== (values.seals === undefined)) throw new Error(USAGE);
  return values;
}

try {
  requireNode();
  const { data, table, seals, help } = readArguments();
  if (help) console.log(USAGE);
  else {
    const { auditDeployment, auditFolder } = await import('./audit/places.ts');
    const { breaks, ...found } = table !== undefined && seals !== undefined ? await auditDeployment(table, seals) : await auditFolder(data);
    const { figures } = await import('./audit/figures.ts');
    if (breaks.length === 0) console.log(`Clean: ${figures(found)}`);
    else {
      console.log(breaks.slice(0, MOST_LINES).join('\n'));
      console.log(`Broken: ${breaks.length} places in ${figures(found)}`);
      process.exitCode = 1;
    }
  }
} catch (error) {
  // A stack helps only where the fault is the program's own.
  const isOurs = !(error instanceof Error) || (['ReferenceError', 'RangeError', 'SyntaxError'].includes(error.name) || (error.name === 'TypeError' && !('code' in error)));
  console.error(isOurs ? error : error.message);
  process.exitCode = 1;
}
