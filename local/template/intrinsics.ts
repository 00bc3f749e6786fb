import { fillSub, getAttParts } from './references.ts';
import { isRecord, TemplateFault } from './template.ts';

/** What stands for AWS::NoValue until the property or item around it is dropped. */
export const NO_VALUE: unique symbol = Symbol('AWS::NoValue');

/** What the intrinsic functions ask of the template around them. */
export interface Surroundings {
  ref(name: string): unknown;
  attribute(logicalId: string, name: string): unknown;
  condition(name: string): boolean;
}

type Intrinsic = (argument: unknown, surroundings: Surroundings) => unknown;

const REFUSED: Readonly<Record<string, string>> = {
  'Fn::ImportValue': 'it reads another stack, and the laptop boots one stack',
  'Fn::GetStackOutput': 'it reads another stack, and the laptop boots one stack',
};

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, surroundings) => surroundings.ref(text(argument, 'Ref')),
  'Fn::GetAtt': (argument, surroundings) => surroundings.attribute(...getAttParts(argument)),
  'Fn::Sub': sub,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::If': (argument, surroundings) => {
    const [name, whenTrue, whenFalse] = items(argument, 'Fn::If', 3);
    return evaluate(surroundings.condition(text(name, 'Fn::If')) ? whenTrue : whenFalse, surroundings);
  },
};

/**
 * Works a template value out: intrinsic functions are carried out, AWS::NoValue is dropped.
 * @throws TemplateFault for a function that is not served, or one that is misused
 */
export function evaluate(value: unknown, surroundings: Surroundings): unknown {
  if (Array.isArray(value)) return value.map((item) => evaluate(item, surroundings)).filter((item) => item !== NO_VALUE);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (first !== undefined && entries.length === 1 && isIntrinsic(first[0])) return carryOut(first[0], first[1], surroundings);
  return Object.fromEntries(entries.map(([key, inner]) => [key, evaluate(inner, surroundings)]).filter(([, inner]) => inner !== NO_VALUE));
}

export function isIntrinsic(key: string): boolean {
  return key === 'Ref' || key.startsWith('Fn::');
}

function carryOut(name: string, argument: unknown, surroundings: Surroundings): unknown {
  const intrinsic = intrinsics[name];
  if (intrinsic === undefined) throw new TemplateFault(`${name} is not served: ${REFUSED[name] ?? 'the laptop does not know this function'}.`);
  return intrinsic(argument, surroundings);
}

function sub(argument: unknown, surroundings: Surroundings): string {
  const [pattern, variables] = Array.isArray(argument) ? items(argument, 'Fn::Sub', 2) : [argument, {}];
  const own = isRecord(variables) ? variables : {};
  return fillSub(text(pattern, 'Fn::Sub'), (name) => {
    if (name in own) return scalar(evaluate(own[name], surroundings), 'Fn::Sub');
    return scalar(name.includes('.') ? surroundings.attribute(...getAttParts(name)) : surroundings.ref(name), 'Fn::Sub');
  });
}

function join(argument: unknown, surroundings: Surroundings): string {
  const [separator, parts] = items(argument, 'Fn::Join', 2);
  const list = evaluate(parts, surroundings);
  if (!Array.isArray(list)) throw new TemplateFault('Fn::Join takes a list.');
  return list.map((item) => scalar(item, 'Fn::Join')).join(text(separator, 'Fn::Join'));
}

function select(argument: unknown, surroundings: Surroundings): unknown {
  const [index, list] = items(argument, 'Fn::Select', 2);
  const resolved = evaluate(list, surroundings);
  const chosen: unknown = Array.isArray(resolved) ? resolved[Number(evaluate(index, surroundings))] : undefined;
  if (chosen === undefined) throw new TemplateFault(`Fn::Select finds no item ${JSON.stringify(index)} in ${JSON.stringify(resolved)}.`);
  return chosen;
}

function split(argument: unknown, surroundings: Surroundings): string[] {
  const [separator, source] = items(argument, 'Fn::Split', 2);
  return text(evaluate(source, surroundings), 'Fn::Split').split(text(separator, 'Fn::Split'));
}

function items(argument: unknown, name: string, count: number): readonly unknown[] {
  if (Array.isArray(argument) && argument.length === count) return argument;
  throw new TemplateFault(`${name} takes a list of ${count}.`);
}

function text(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw new TemplateFault(`${name} takes a string, not ${JSON.stringify(value)}.`);
}

function scalar(value: unknown, name: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TemplateFault(`${name} takes strings, not ${JSON.stringify(value)}.`);
}
