import { loadWithDoubles } from './hooks.ts';
import type { Asked } from './run-histories.ts';

/** One process: plays what it is asked for, with a fault planted or with none, and tells on one line what it found. */
const asked = JSON.parse(process.argv[2] ?? '{}') as Asked & { readonly mutant?: string };
loadWithDoubles(asked.mutant);
const { runHistories } = await import('./run-histories.ts');
console.log(JSON.stringify(await runHistories(asked)));
