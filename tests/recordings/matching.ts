import type { Json } from './recording.ts';

/** Stands for any value wherever it appears: no two appearances need be alike. */
const LOOSE = /^(?:VOLATILE|TIMESTAMP|UUID|RESOURCE_NAME)(?:_\d+)?$/;
const PLACEHOLDER = /<([A-Z][A-Z_]*(?:_\d+)?)>/g;

/** What each placeholder of a case stands for: given before, or bound by its first appearance. */
export type Bindings = Map<string, string>;

/** Puts values in the place of placeholders that are known, at any depth; keys too. */
export function fill(value: unknown, bindings: Bindings): unknown {
  if (typeof value === 'string') return value.replace(PLACEHOLDER, (whole, name: string) => bindings.get(name) ?? whole);
  if (Array.isArray(value)) return value.map((item) => fill(item, bindings));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, bindings)]));
}

/** Lists where an answer differs from what was recorded; the order of keys is no difference. */
export function differences(expected: unknown, actual: unknown, bindings: Bindings, at = ''): string[] {
  if (expected === '<VOLATILE>' && actual !== undefined) return [];
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    return expected.flatMap((item, index) => differences(item, actual[index], bindings, `${at}[${index}]`));
  }
  if (isObject(expected) && isObject(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...keys].flatMap((key) => differences(expected[key], actual[key], bindings, `${at}.${key}`));
  }
  const same = typeof expected === 'string' && typeof actual === 'string' ? matchText(expected, actual, bindings) : expected === actual;
  return same ? [] : [told(expected, actual, at)];
}

function told(expected: unknown, actual: unknown, at: string): string {
  const short = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 300);
  return `${at === '' ? 'value' : at}: expected ${short(expected)}, got ${short(actual)}`;
}

function matchText(expected: string, actual: string, bindings: Bindings): boolean {
  if (expected === actual) return true;
  const errors = [lambdaError(expected), lambdaError(actual)] as const;
  if (errors[0] !== undefined && errors[1] !== undefined) return sameLambdaError(errors[0], errors[1]);
  if (!expected.includes('<')) return false;
  const names: string[] = [];
  const pattern = expected
    .split(PLACEHOLDER)
    .map((part, index) => {
      if (index % 2 === 0) return escape(part);
      const known = LOOSE.test(part) ? undefined : bindings.get(part);
      if (known !== undefined) return escape(known);
      names.push(part);
      return '([^]+?)';
    })
    .join('');
  const match = new RegExp(`^${pattern}$`).exec(actual);
  match?.slice(1).forEach((value, index) => {
    const name = names[index] ?? '';
    if (!LOOSE.test(name)) bindings.set(name, value);
  });
  return match !== null;
}

/** The cause of a Lambda error carries a foreign stack trace: only its type and message count. */
export function sameLambdaError(expected: Json, actual: Json): boolean {
  return expected['errorType'] === actual['errorType'] && expected['errorMessage'] === actual['errorMessage'];
}

export function lambdaError(text: string): Json | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) && 'errorType' in parsed ? parsed : undefined;
  } catch {
    return undefined;
  }
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
