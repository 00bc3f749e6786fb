import { requireNode } from './require-node.js';

try {
  requireNode();
  const { runLaptop } = await import('../local/boot/run-laptop.ts');
  await runLaptop(process.argv.slice(2));
} catch (error) {
  // A stack helps only where the fault is the program's own.
  const isOurs = !(error instanceof Error) || ['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError'].includes(error.name);
  console.error(isOurs ? error : error.message);
  process.exit(1);
}
