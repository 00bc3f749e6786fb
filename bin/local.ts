import { requireNode } from './require-node.ts';

try {
  requireNode();
  const { runLaptop } = await import('../local/boot/run-laptop.ts');
  await runLaptop(process.argv.slice(2));
} catch (error) {
  const isForPeople = error instanceof Error && ['StartupFault', 'TemplateFault', 'UnsupportedInTemplate', 'Error'].includes(error.name);
  console.error(isForPeople ? error.message : error);
  process.exit(1);
}
