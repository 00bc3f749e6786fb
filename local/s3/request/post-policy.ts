import { S3Error } from '../errors.ts';
import type { PostForm } from './post-form.ts';

type Condition =
  | { readonly kind: 'eq' | 'starts-with'; readonly field: string; readonly value: string }
  | { readonly kind: 'content-length-range'; readonly minimum: number; readonly maximum: number };

interface Policy {
  /** Epoch milliseconds of real time. */
  readonly expiration: number;
  readonly conditions: readonly Condition[];
}

/** Fields that need no condition. */
const FREE = new Set(['policy', 'x-amz-signature', 'file', 'awsaccesskeyid', 'signature']);

/** Holds a form to its policy. Throws AccessDenied, EntityTooLarge, EntityTooSmall or InvalidPolicyDocument. */
export function enforcePolicy(form: PostForm, bucket: string, realNow: number): void {
  const encoded = form.fields.get('policy');
  if (encoded === undefined) throw new S3Error('AccessDenied', { message: 'The form has no policy.' });
  const policy = policyOf(encoded);
  if (realNow > policy.expiration) throw denied('Policy expired.');
  const given = new Map([...form.fields, ['bucket', bucket], ['key', form.key]]);
  for (const condition of policy.conditions) hold(condition, given, form.file.length);
  const conditioned = new Set(policy.conditions.map((condition) => (condition.kind === 'content-length-range' ? '' : condition.field)));
  const extra = [...form.fields.keys()].find((name) => !FREE.has(name) && !name.startsWith('x-ignore-') && !conditioned.has(name));
  if (extra !== undefined) throw denied(`Extra input fields: ${extra}`);
}

function hold(condition: Condition, given: ReadonlyMap<string, string>, size: number): void {
  if (condition.kind === 'content-length-range') {
    if (size > condition.maximum) throw tooMuch('EntityTooLarge', size, 'MaxSizeAllowed', condition.maximum);
    if (size < condition.minimum) throw tooMuch('EntityTooSmall', size, 'MinSizeAllowed', condition.minimum);
    return;
  }
  const { kind, field, value } = condition;
  const actual = given.get(field) ?? '';
  const holds = kind === 'eq' ? actual === value : startsWith(field, actual, value);
  if (!holds) throw denied(`Policy Condition failed: ["${kind}", "$${field}", "${value}"]`);
}

/** A list of content types holds when each of them does. */
function startsWith(field: string, actual: string, prefix: string): boolean {
  if (field !== 'content-type') return actual.startsWith(prefix);
  return actual.split(',').every((one) => one.trim().startsWith(prefix));
}

function tooMuch(code: 'EntityTooLarge' | 'EntityTooSmall', size: number, limitName: string, limit: number): S3Error {
  return new S3Error(code, { fields: { ProposedSize: String(size), [limitName]: String(limit) } });
}

function denied(why: string): S3Error {
  return new S3Error('AccessDenied', { message: `Invalid according to Policy: ${why}` });
}

function policyOf(encoded: string): Policy {
  let policy: unknown;
  try {
    policy = JSON.parse(Buffer.from(encoded, 'base64').toString());
  } catch {
    throw invalid('Invalid JSON.');
  }
  if (!isRecord(policy) || typeof policy['expiration'] !== 'string' || !Array.isArray(policy['conditions'])) {
    throw invalid('expiration and conditions are required.');
  }
  const expiration = Date.parse(policy['expiration']);
  if (Number.isNaN(expiration)) throw invalid('expiration is no instant.');
  return { expiration, conditions: policy['conditions'].flatMap(conditionsOf) };
}

function conditionsOf(stated: unknown): Condition[] {
  if (Array.isArray(stated)) return [listedCondition(stated as unknown[])];
  if (!isRecord(stated)) throw invalid('a condition is an object or a list.');
  return Object.entries(stated).map(([field, value]) => ({ kind: 'eq', field: field.toLowerCase(), value: String(value) }));
}

function listedCondition(stated: readonly unknown[]): Condition {
  const [kind, first, second] = stated;
  if (stated.length !== 3) throw invalid('a listed condition has three elements.');
  if (kind === 'content-length-range') {
    const [minimum, maximum] = [Number(first), Number(second)];
    if (Number.isNaN(minimum) || Number.isNaN(maximum)) throw invalid('content-length-range needs two numbers.');
    return { kind, minimum, maximum };
  }
  if ((kind !== 'eq' && kind !== 'starts-with') || typeof first !== 'string' || !first.startsWith('$')) {
    throw invalid(`unknown condition ${JSON.stringify(stated)}.`);
  }
  return { kind, field: first.slice(1).toLowerCase(), value: String(second) };
}

function invalid(why: string): S3Error {
  return new S3Error('InvalidPolicyDocument', { message: `Invalid Policy: ${why}` });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
