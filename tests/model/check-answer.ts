import type { Actor } from './actors.ts';
import type { Answered } from './api.ts';
import { releaseKey, type Referee } from './referee.ts';
import { cast, memberNamed } from './specification/cast.ts';
import { ordered } from './specification/contents.ts';
import { keyOf } from './specification/judge.ts';
import { leavesAGap } from './specification/posts.ts';
import type { Request } from './specification/request.ts';
import type { Verdict } from './specification/verdict.ts';

/** More lost races than that, and the caller is told that the version is stale. */
const PATIENCE = 5;

/** Whether an answer is the one that the specification has for the request. Answers what is wrong with it. */
export function checkAnswer(referee: Referee, actor: Actor, request: Request, { status, body }: Answered): string | undefined {
  const type = typeof body['type'] === 'string' && status >= 400 ? body['type'] : undefined;
  if (status >= 400 && type === undefined) return `${actor.name} was answered ${status} without a reason.`;
  const verdict = verdictOn(referee, actor, request, body);
  if (type !== undefined) {
    if (actor.notes.commits.length > 0) return `${actor.name} was refused as ${type}, and yet recorded.`;
    const givenUp = type === 'stale-version' && actor.notes.lostRaces >= PATIENCE;
    if (givenUp || verdict.refusals.includes(type)) return undefined;
    return `${actor.name} was refused as ${type}; right is ${verdict.refusals.join(', ') || 'to accept it'}.`;
  }
  return checkAccepted(actor, verdict, { status, body });
}

function checkAccepted({ name, notes }: Actor, verdict: Verdict, { status, body }: Answered): string | undefined {
  if (verdict.refusals.length > 0) return `${name} was accepted; right is ${verdict.refusals.join(', ')}.`;
  if (notes.commits.length > 1) return `${name} was recorded ${notes.commits.length} times.`;
  const expected = expectedOf(verdict, notes.commits.length === 1);
  if (expected === undefined) return `${name} was accepted, and nothing was recorded.`;
  if (status !== expected.status) return `${name} was answered ${status}, not ${expected.status}.`;
  const wrong = Object.entries(expected.answer).filter(([field, value]) => ordered(body[field] ?? null) !== ordered(value ?? null));
  return wrong.length === 0 ? undefined : `${name} was answered ${ordered(body)}, not ${ordered(expected.answer)}.`;
}

function expectedOf({ repeat, nothing, status = 200, answer = {} }: Verdict, recorded: boolean): { readonly status: number; readonly answer: object } | undefined {
  if (recorded) return { status, answer };
  if (repeat !== undefined) return repeat;
  return nothing === undefined ? undefined : { status: 200, answer: nothing };
}

function verdictOn(referee: Referee, actor: Actor, request: Request, body: Answered['body']): Verdict {
  const committed = referee.verdicts.get(actor);
  if (committed !== undefined) return committed;
  if (request.verb === 'leave' || request.verb === 'end-leave') return leaveVerdict(referee, actor, request);
  const isNew = request.verb === 'create' || request.verb === 'copy';
  const id = isNew ? String(body['id']) : request.item;
  const track = referee.tracks.get(id);
  const item = track?.states[actor.notes.lastRead.get(releaseKey(id)) ?? 0];
  const verdict = referee.verdictFor(actor, request, item, id);
  if (!isNew || verdict.refusals.length > 0) return verdict;
  // What was made before under the same key is answered again.
  const repeat = item?.kept.find(({ key }) => key === keyOf(request));
  return { refusals: [], ...(repeat === undefined ? {} : { repeat }) };
}

function leaveVerdict({ leaves }: Referee, { notes }: Actor, request: Request & { verb: 'leave' | 'end-leave' }): Verdict {
  const person = memberNamed(request.who);
  const accepted: Verdict = { refusals: [], status: request.verb === 'leave' ? 201 : 200, answer: {} };
  if (person.roles.length === 0) return { refusals: ['forbidden'] };
  const recorded = notes.commits.length > 0;
  const before = (recorded ? leaves.at(-2) : leaves.at(-1)) ?? [];
  if (recorded) return accepted;
  if (request.verb === 'end-leave') return { ...accepted, refusals: ['not-found'] };
  const [from, until] = [Date.parse(request.from), Date.parse(request.until)];
  const known = leaves.slice(notes.roster ?? 0).concat([before]);
  const [start, end] = [from, until].map((instant) => (Number.isNaN(instant) ? '' : new Date(instant).toISOString())) as [string, string];
  const overlaps = known.some((facts) => facts.some((leave) => leave.person === person.id && leave.from < end && start < leave.until));
  const refusals = until <= from || until <= request.at || overlaps ? ['validation'] : [];
  const gap = until > from && known.some((facts) => leavesAGap(cast, facts, person.id, Math.max(from, request.at), until));
  return { ...accepted, refusals: [...refusals, ...(gap ? ['blocked-by-checks'] : [])] };
}
