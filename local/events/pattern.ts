import { UnsupportedInTemplate } from '../wire/known-properties.ts';

type Test = (value: unknown) => boolean;

/** Compiles an event pattern. Lists of exact values, `prefix` and `anything-but` are served; other operators are refused. */
export function compilePattern(where: string, pattern: unknown): Test {
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern)) {
    throw new UnsupportedInTemplate(where, `${JSON.stringify(pattern)} is no pattern.`);
  }
  const tests = Object.entries(pattern).map(([name, inner]): [string, Test] => {
    if (name.startsWith('$')) throw new UnsupportedInTemplate(where, `pattern operator ${name} is not served on the laptop.`);
    return [name, Array.isArray(inner) ? anyOf(where, inner) : compilePattern(`${where}.${name}`, inner)];
  });
  return (value) => typeof value === 'object' && value !== null && tests.every(([name, test]) => test((value as Record<string, unknown>)[name]));
}

function anyOf(where: string, alternatives: readonly unknown[]): Test {
  const tests = alternatives.map((one) => compileLeaf(where, one));
  // A list in the event matches where any of its members does.
  return (value) => [value].flat().some((member) => tests.some((test) => test(member)));
}

function compileLeaf(where: string, leaf: unknown): Test {
  if (typeof leaf !== 'object' || leaf === null) return (value) => value === leaf;
  const [[operator, operand] = [], ...others] = Object.entries(leaf);
  if (others.length === 0 && operator === 'prefix' && typeof operand === 'string') {
    return (value) => typeof value === 'string' && value.startsWith(operand);
  }
  if (others.length === 0 && operator === 'anything-but') {
    const excluded: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
    if (excluded.every((one) => typeof one === 'string' || typeof one === 'number')) {
      return (value) => value !== undefined && !excluded.some((one) => one === value);
    }
  }
  throw new UnsupportedInTemplate(where, `pattern operator ${JSON.stringify(leaf)} is not served on the laptop.`);
}
