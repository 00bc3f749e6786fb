import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { canonicalJson } from '../../../domain/record/canonical.ts';
import type { Refusal, Fault } from '../../../domain/refusal.ts';
import type { Result } from '../../../domain/result.ts';
import type { Person } from '../../../domain/people/person.ts';
import { effectiveAt, type StaffMember } from '../../../domain/people/staff.ts';
import { readPerson } from '../record/people.ts';
import type { Table } from '../record/table.ts';
import { personIdFor } from '../record/keys.ts';
import type { ApiEvent, ApiResult } from './endpoint.ts';
import { Problem } from './problem.ts';
import { faultOfIssue } from './faults.ts';

const LONGEST_KEY = 200;

/** The caller: who the token says it is, with the roles that the record gives them now. Who has none is disabled. */
export async function callerOf(table: Table, event: ApiEvent): Promise<Person> {
  return effectiveAt(await staffMemberOf(table, event), timeOf(event));
}

/** The caller as the record has them, with leaves and covers. */
export async function staffMemberOf(table: Table, event: ApiEvent): Promise<StaffMember> {
  const { iss, sub } = event.requestContext.authorizer.jwt.claims;
  const member = await readPerson(table, personIdFor(String(iss), String(sub)));
  if (member === undefined || member.roles.length === 0) throw new Problem('forbidden');
  return member;
}

/** The time of the request, epoch milliseconds: time comes in with the event. */
export function timeOf(event: ApiEvent): number {
  return event.requestContext.timeEpoch;
}

/** The body as the schema has it, or every fault of it at once. */
export function bodyOf<Schema extends z.ZodType>(event: ApiEvent, schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse(parsedBody(event), { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new Problem('validation', { faults: parsed.error.issues.flatMap(faultOfIssue) });
}

/** The body as the JSON that it is. */
export function parsedBody(event: ApiEvent): unknown {
  return parseJson(event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString('utf8') : (event.body ?? ''));
}

/** Half a character (a lone surrogate) cannot be stored as it is: it would break the hash of the event that says it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text === '' ? '{}' : text, (_, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value));
  } catch {
    throw new Problem('validation', { faults: [{ pointer: '', code: 'not-json' }] });
  }
}

export function releaseIdOf(event: ApiEvent): string {
  return event.pathParameters?.['id'] ?? '';
}

/** The version that the caller saw, quoted or not; undefined when the header is absent. */
export function ifMatchOf(event: ApiEvent): number | undefined {
  const header = event.headers['if-match'];
  if (header === undefined) return undefined;
  const version = /^"?(\d{1,9})"?$/.exec(header.trim())?.[1];
  if (version === undefined) throw new Problem('validation', { faults: [headerFault('If-Match', 'bad-if-match')] });
  return Number(version);
}

/** The caller's key against doing a thing twice, made theirs alone, of this one address, and of one length. */
export function idempotencyKeyOf(event: ApiEvent, person: Person): string | undefined {
  const header = event.headers['idempotency-key'];
  if (header === undefined) return undefined;
  if (!/^[\x21-\x7e]+$/.test(header) || header.length > LONGEST_KEY) {
    throw new Problem('validation', { faults: [headerFault('Idempotency-Key', 'bad-idempotency-key', { max: LONGEST_KEY })] });
  }
  return createHash('sha256').update(`${person.id} ${event.routeKey} ${canonicalJson({ ...event.pathParameters })} ${header}`).digest('hex').slice(0, 32);
}

function headerFault(header: string, code: string, values?: Fault['values']): Fault {
  return { pointer: `/headers/${header}`, code, ...(values === undefined ? {} : { values }) };
}

/** The value, or the refusal as a problem. */
export function orProblem<T>(result: Result<T, Refusal>): T {
  if (result.ok) return result.value;
  throw new Problem(result.error.type, result.error);
}

export function json(statusCode: number, body: unknown, headers: Record<string, string> = {}): ApiResult {
  return { statusCode, headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers }, body: JSON.stringify(body) };
}
