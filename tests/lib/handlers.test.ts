import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { handlerNames, handlers, type HandlerName } from '../../lib/handlers.ts';

const functions = join(import.meta.dirname, '../../functions');

/** The variables that a handler's file asks for when it starts. */
function askedFor(name: HandlerName): string[] {
  const source = readFileSync(join(functions, `${name}.ts`), 'utf8');
  return [...source.matchAll(/\benvironment\(([^)]*)\)/g)].flatMap(([, names]) => [...names!.matchAll(/'([A-Z_]+)'/g)].map(([, each]) => each!)).sort();
}

test.each(handlerNames)('%s asks for exactly the variables that it is given', (name) => {
  expect(askedFor(name)).toEqual([...handlers[name]].sort());
});
