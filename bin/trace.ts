import { parseArgs } from 'node:util';
import { requireNode } from './require-node.js';

const USAGE = `Usage: npm run trace -- ID [--data .fabu]

One item's way through functions, machines and events in order of time (Beijing), as the data folder has it, whether the
laptop runs or not. An event bears the time of what it answers to: a request, or the entering of a state. Never the item's
text, and of people only the beginning of their id.`;

function readArguments(): { id?: string | undefined; data: string; help: boolean } {
  const options = { data: { type: 'string', default: '.fabu' }, help: { type: 'boolean', short: 'h', default: false } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  return { id: positionals.length === 1 ? positionals[0] : undefined, ...values };
}

try {
  requireNode();
  const { id, data, help } = readArguments();
  if (help) console.log(USAGE);
  else if (id === undefined) throw new Error(USAGE);
  else {
    const { traceOf } = await import('./trace/trace-of.ts');
    const { linesOf } = await import('./trace/lines.ts');
    const trace = await traceOf(id, data);
    if (trace === undefined) throw new Error(`There is no item ${id} in ${data}.`);
    console.log(linesOf(trace).join('\n'));
  }
} catch (error) {
  // A stack helps only where the fault is the program's own.
  const isOurs = !(error instanceof Error) || (['ReferenceError', 'RangeError', 'SyntaxError'].includes(error.name) || (error.name === 'TypeError' && !('code' in error)));
  console.error(isOurs ? error : error.message);
  process.exitCode = 1;
}
