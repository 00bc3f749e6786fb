import { TemplateFault } from '../template/template.ts';
import { matchesArn, matchesPattern } from './wildcard.ts';

/** What is known of a request beside who, what and on what, by condition key in lower case. */
export type RequestContext = ReadonlyMap<string, string>;

export type Condition = (context: RequestContext) => boolean;

type Comparison = (wanted: string, actual: string) => boolean;

/** `negated` operators hold when no wanted value fits, and when the key is missing. */
interface Operator {
  readonly compare: Comparison;
  readonly negated?: true;
}

const numeric =
  (holds: (actual: number, wanted: number) => boolean): Comparison =>
  (wanted, actual) =>
    holds(Number(actual), Number(wanted));
const same: Comparison = (wanted, actual) => wanted === actual;
const sameIgnoringCase: Comparison = (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase();

const operators: Readonly<Record<string, Operator>> = {
  StringEquals: { compare: same },
  StringNotEquals: { compare: same, negated: true },
  StringEqualsIgnoreCase: { compare: sameIgnoringCase },
  StringNotEqualsIgnoreCase: { compare: sameIgnoringCase, negated: true },
  StringLike: { compare: matchesPattern },
  StringNotLike: { compare: matchesPattern, negated: true },
  ArnEquals: { compare: matchesArn },
  ArnLike: { compare: matchesArn },
  ArnNotEquals: { compare: matchesArn, negated: true },
  ArnNotLike: { compare: matchesArn, negated: true },
  Bool: { compare: sameIgnoringCase },
  NumericEquals: { compare: numeric((actual, wanted) => actual === wanted) },
  NumericNotEquals: { compare: numeric((actual, wanted) => actual === wanted), negated: true },
  NumericLessThan: { compare: numeric((actual, wanted) => actual < wanted) },
  NumericLessThanEquals: { compare: numeric((actual, wanted) => actual <= wanted) },
  NumericGreaterThan: { compare: numeric((actual, wanted) => actual > wanted) },
  NumericGreaterThanEquals: { compare: numeric((actual, wanted) => actual >= wanted) },
};

/** The keys that requests carry here. A policy that asks for another one would never or always apply: it is refused. */
const KEYS = new Set([
  'aws:securetransport',
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:principalarn',
  'aws:principalaccount',
  's3:tlsversion',
]);

/**
 * Compiles a statement's Condition block: all operators and keys must hold, one of each key's values is enough.
 * @throws TemplateFault naming an operator or a key that is not served
 */
export function compileCondition(block: Readonly<Record<string, unknown>>, where: string): Condition {
  const tests = Object.entries(block).flatMap(([operator, keys]) => {
    if (typeof keys !== 'object' || keys === null) throw new TemplateFault(`${where}: the condition ${operator} has no keys.`);
    return Object.entries(keys).map(([key, wanted]: [string, unknown]) => compileTest(operator, key, strings(wanted), where));
  });
  return (context) => tests.every((test) => test(context));
}

function compileTest(name: string, key: string, wanted: readonly string[], where: string): Condition {
  const lowered = key.toLowerCase();
  if (!KEYS.has(lowered)) throw new TemplateFault(`${where}: the condition key ${key} is not served.`);
  if (name === 'Null') return (context) => wanted.some((value) => (value.toLowerCase() === 'true') !== context.has(lowered));
  const ifExists = name.endsWith('IfExists');
  const operator = operators[ifExists ? name.slice(0, -'IfExists'.length) : name];
  if (operator === undefined) throw new TemplateFault(`${where}: the condition operator ${name} is not served.`);
  return (context) => {
    const actual = context.get(lowered);
    if (actual === undefined) return ifExists || operator.negated === true;
    return wanted.some((value) => operator.compare(value, actual)) !== (operator.negated === true);
  };
}

function strings(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}
