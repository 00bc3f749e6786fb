import { requireNode } from '../require-node.js';

/** Runs a program for operators: prints its lines; a fault is one sentence and exit 1, a stack only where it is our own. */
export async function run(program: () => Promise<readonly string[]>): Promise<void> {
  try {
    requireNode();
    for (const line of await program()) console.log(line);
  } catch (error) {
    const isOurs = !(error instanceof Error) || ['ReferenceError', 'RangeError', 'SyntaxError'].includes(error.name) || (error.name === 'TypeError' && !('code' in error));
    console.error(isOurs ? error : `${error.message}${isMistyped(error) ? '\n--help says what it takes.' : ''}`);
    process.exitCode = 1;
  }
}

/** Of an option or word that the program does not know. */
function isMistyped(error: Error): boolean {
  return 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

export const where = { data: { type: 'string', default: '.fabu' }, function: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } } as const;
