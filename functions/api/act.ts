import { organisationOf } from '../../domain/organisations/organisation.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Result } from '../../domain/result.ts';
import type { Change } from '../../domain/release/change.ts';
import { decide } from '../../domain/release/decide.ts';
import { cancelSchedule, publish, withdraw } from '../../domain/release/publish.ts';
import type { Release } from '../../domain/release/release.ts';
import { recall, submit, type Act } from '../../domain/release/submit.ts';
import { environment } from '../shared/environment.ts';
import { staffEndpoint, type ApiEvent, type ApiResult, type Route } from '../shared/http/endpoint.ts';
import { Problem } from '../shared/http/problem.ts';
import { bodyOf, callerOf, idempotencyKeyOf, ifMatchOf, json, orProblem, releaseIdOf, timeOf } from '../shared/http/request.ts';
import { decisionSchema, emptySchema, publicationSchema, withdrawalSchema } from '../shared/http/schemas.ts';
import { relayCaller } from '../shared/record/call-relay.ts';
import { callRelayAgain, changeRelease, type Decision, type Store } from '../shared/record/change-release.ts';
import { isKept, readHead, type Head } from '../shared/record/head.ts';
import { openTable } from '../shared/record/table.ts';

const settings = environment('RECORDS_TABLE', 'RELAY_FUNCTION', 'ORIGIN_SECRET');
const table = openTable(settings.RECORDS_TABLE);
const store: Store = { table, callRelay: relayCaller(settings.RELAY_FUNCTION) };

/** What people do to an item on its way: each is one command of the domain and one commit. */
export const handler = staffEndpoint(settings.ORIGIN_SECRET, {
  'POST /api/releases/{id}/submission': acting(200, (event) => {
    bodyOf(event, emptySchema);
    return submit;
  }),
  'POST /api/releases/{id}/recall': acting(200, (event) => {
    bodyOf(event, emptySchema);
    return recall;
  }),
  'POST /api/releases/{id}/decisions': acting(200, (event) => {
    const form = bodyOf(event, decisionSchema);
    return (release, act) => decide(release, form, act);
  }),
  'POST /api/releases/{id}/publication': acting(202, (event) => {
    const { at } = bodyOf(event, publicationSchema);
    return (release, act) => publish(release, at === undefined ? undefined : Date.parse(at), act);
  }),
  'DELETE /api/releases/{id}/publication': acting(200, () => cancelSchedule),
  'POST /api/releases/{id}/withdrawal': acting(202, (event) => {
    const { reason } = bodyOf(event, withdrawalSchema);
    return (release, act) => withdraw(release, reason, act);
  }),
});

type Command = (release: Release, act: Act) => Result<Change, Refusal>;

/** A route that carries out one command; a repeat of the same key gets the first answer. */
function acting(status: number, commandOf: (event: ApiEvent) => Command): Route {
  return async (event): Promise<ApiResult> => {
    const command = commandOf(event);
    const [person, read] = await Promise.all([callerOf(table, event), readHead(table, releaseIdOf(event))]);
    const seen = ifMatchOf(event);
    const key = idempotencyKeyOf(event, person);
    const act: Act = { organisation: organisationOf(person.site), person, at: timeOf(event) };
    let repeats = false;
    const decision = (head: Head): Result<Decision, Refusal> => {
      if (head.release.site !== person.site) throw new Problem('not-found');
      repeats = isKept(head, key);
      if (repeats) return { ok: true, value: { change: undefined } };
      if (seen !== undefined && seen !== head.release.version) throw new Problem('stale-version', { values: { version: head.release.version } });
      const decided = command(head.release, act);
      if (!decided.ok) return decided;
      const keep = key === undefined ? undefined : { key, status, answer: answerOf(decided.value.release) };
      return { ok: true, value: { change: decided.value, keep } };
    };
    const changed = await changeRelease(store, releaseIdOf(event), act.at, decision, read);
    const head = orProblem(changed);
    const kept = head.kept.find((answer) => answer.key === key);
    if (repeats) await callRelayAgain(store, head);
    return kept === undefined ? json(status, answerOf(head.release)) : json(kept.status, kept.answer);
  };
}

function answerOf({ state, stage, version }: Release): Record<string, unknown> {
  return { state, ...(stage === undefined ? {} : { stage }), version };
}
