import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { mutants, type Mutant } from './mutants.ts';

const root = new URL('../../', import.meta.url);

/** What the functions reach the outside with, and what stands in its place here. */
export const doubles: ReadonlyMap<string, string> = new Map(
  [
    ['functions/shared/record/table.ts', 'table.ts'],
    ['functions/shared/record/call-relay.ts', 'call-relay.ts'],
    ['functions/shared/content/content-store.ts', 'content-store.ts'],
    ['functions/shared/log.ts', 'log.ts'],
    ['functions/shared/metrics.ts', 'metrics.ts'],
  ].map(([file = '', double = '']) => [new URL(file, root).href, new URL(`tests/model/doubles/${double}`, root).href]),
);

/** Loads the functions with doubles of what lies outside, and with one fault planted if it is named. */
export function loadWithDoubles(mutant: string | undefined): void {
  const fault = mutant === undefined ? undefined : mutants.find((each) => each.name === mutant);
  if (mutant !== undefined && fault === undefined) throw new RangeError(`No mutant is called ${mutant}.`);
  putInPlace(doubles, fault);
}

/** From now on whatever the product imports is what stands in its place, by file URL, and one file has a fault. */
export function putInPlace(inPlaceOf: ReadonlyMap<string, string>, fault: Mutant | undefined): void {
  const faulty = fault === undefined ? undefined : planted(fault);
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      const double = context.parentURL?.includes('/tests/') === true ? undefined : inPlaceOf.get(resolved.url);
      return double === undefined ? resolved : { ...resolved, url: double };
    },
    load(url, context, next) {
      const loaded = next(url, context);
      return url === faulty?.url ? { ...loaded, source: faulty.source } : loaded;
    },
  });
}

function planted({ file, changes }: Mutant): { readonly url: string; readonly source: string } {
  const url = new URL(file, root);
  return { url: url.href, source: changes.reduce((text, change) => replacedOnce(text, change, file), readFileSync(fileURLToPath(url), 'utf8')) };
}

/** Fails loudly where the text to replace is not there exactly once: a mutant that is not planted proves nothing. */
export function replacedOnce(text: string, [from, to]: readonly [string, string], file: string): string {
  const found = text.split(from).length - 1;
  if (found !== 1) throw new Error(`${file} has ${found} places like: ${from}`);
  return text.replace(from, () => to);
}
