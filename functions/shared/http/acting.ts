import { organisationOf } from '../../../domain/organisations/organisation.ts';
import type { Refusal } from '../../../domain/refusal.ts';
import type { Result } from '../../../domain/result.ts';
import type { Change } from '../../../domain/release/change.ts';
import { outwardState } from '../../../domain/release/outward.ts';
import { mayRead } from '../../../domain/release/permissions.ts';
import type { Person } from '../../../domain/people/person.ts';
import type { Release } from '../../../domain/release/release.ts';
import type { Act } from '../../../domain/release/submit.ts';
import { callRelayAgain, changeRelease, type Decision, type Store } from '../record/change-release.ts';
import { isKept, readHead, type Head } from '../record/head.ts';
import type { ApiEvent, ApiResult, Route } from './endpoint.ts';
import { Problem } from './problem.ts';
import { callerOf, idempotencyKeyOf, ifMatchOf, json, orProblem, releaseIdOf, timeOf } from './request.ts';

/** Who acts at an instant, and the head as it was read meanwhile. */
export interface Acting {
  readonly person: Person;
  readonly at: number;
  readonly read: Head | undefined;
}

/** Makes the command of a request. What it reads for that, it reads once: the command itself has to judge the release anew. */
export type CommandOf = (event: ApiEvent, acting: Acting) => Command | Promise<Command>;

/** What somebody does to a release at an instant: the change, or why not. */
export type Command = (release: Release, act: Act) => Result<Change, Refusal>;

/** How a route names the release that it acts on, and what it answers. */
export interface ActingRoutes {
  readonly releaseOf: (event: ApiEvent) => string;
  readonly answerOf: (release: Release, event: ApiEvent) => Readonly<Record<string, unknown>>;
}

const onReleases: ActingRoutes = {
  releaseOf: releaseIdOf,
  answerOf: (release) => ({ ...outwardState(release), version: release.version }),
};

/** Makes routes that carry out one command in one commit; a repeat of the same idempotency key gets the first answer. */
export function actingOn(store: Store, { releaseOf, answerOf } = onReleases) {
  return (status: number, commandOf: CommandOf): Route =>
    async (event): Promise<ApiResult> => {
      const releaseId = releaseOf(event);
      const [person, read] = await Promise.all([callerOf(store.table, event), readHead(store.table, releaseId)]);
      const seen = ifMatchOf(event);
      const key = idempotencyKeyOf(event, person);
      const act: Act = { organisation: organisationOf(person.site), person, at: timeOf(event) };
      const command = await commandOf(event, { person, at: act.at, read });
      let repeats = false;
      const decision = (head: Head): Result<Decision, Refusal> => {
        // Whether an item exists, and how it stands, is no business of those who may not read it.
        if (!mayRead(person, head.release)) throw new Problem('not-found');
        repeats = isKept(head, key);
        if (repeats) return { ok: true, value: { change: undefined } };
        if (seen !== undefined && seen !== head.release.version) throw new Problem('stale-version', { values: { version: head.release.version } });
        const decided = command(head.release, act);
        if (!decided.ok) return decided;
        const keep = key === undefined ? undefined : { key, status, answer: answerOf(decided.value.release, event) };
        return { ok: true, value: { change: decided.value, keep } };
      };
      const head = orProblem(await changeRelease(store, releaseId, act.at, decision, read));
      const kept = head.kept.find((answer) => answer.key === key);
      if (repeats) await callRelayAgain(store, head);
      return kept === undefined ? json(status, answerOf(head.release, event)) : json(kept.status, kept.answer);
    };
}
