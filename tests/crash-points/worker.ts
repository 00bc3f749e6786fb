import { cutEverything, type Asked } from './crash-points.ts';
import { loadFunctions } from './load-functions.ts';
import { mutants } from './mutants.ts';

/** One process: cuts what it is asked to, with a fault planted or with none, and tells of each act on one line what it found. */
const asked = JSON.parse(process.argv[2] ?? '{}') as Asked & { readonly mutant?: string };
const fault = mutants.find(({ name }) => name === asked.mutant);
if (asked.mutant !== undefined && fault === undefined) throw new RangeError(`No mutant is called ${asked.mutant}.`);
await cutEverything(await loadFunctions(fault), asked, (counted) => console.log(JSON.stringify(counted)));
