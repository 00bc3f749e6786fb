import type { PersonAct, PersonChange } from '../../../domain/people/change.ts';
import { emptyPostsAhead } from '../../../domain/people/leave.ts';
import { postsOf } from '../../../domain/people/posts.ts';
import type { StaffMember } from '../../../domain/people/staff.ts';
import { organisationOf } from '../../../domain/organisations/organisation.ts';
import type { Refusal } from '../../../domain/refusal.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { callRelayAgain, type DecisionOf, type Store } from '../record/change-head.ts';
import { changePerson } from '../record/change-person.ts';
import { isKept } from '../record/head.ts';
import { readStaff } from '../record/people.ts';
import { readPersonHead, type PersonHead } from '../record/person-head.ts';
import type { Table } from '../record/table.ts';
import type { ApiEvent, ApiResult, Route } from './endpoint.ts';
import { Problem } from './problem.ts';
import { callerOf, idempotencyKeyOf, ifMatchOf, json, orProblem, timeOf } from './request.ts';

/** What a command about a person comes to, and what is answered of it. */
export interface Outcome {
  readonly change: PersonChange | undefined;
  readonly answer: Readonly<Record<string, unknown>>;
}

export type PersonCommand = (member: StaffMember, act: PersonAct) => Result<Outcome, Refusal>;

/**
 * Makes routes that carry out one command on one person; a repeat of the same idempotency key gets the first answer. Each
 * answers as well when, by what everybody has recorded by then, nobody will be at post A or B: two leaves that are
 * recorded at the same instant do not know of each other as they are decided on.
 */
export function actingOnPeople(store: Store) {
  return (status: number, commandOf: (event: ApiEvent) => PersonCommand): Route =>
    async (event): Promise<ApiResult> => {
      const command = commandOf(event);
      const id = personIdIn(event);
      const [person, read] = await Promise.all([callerOf(store.table, event), readPersonHead(store.table, id)]);
      if (read?.person.site !== person.site) throw new Problem('not-found');
      const seen = ifMatchOf(event);
      const key = idempotencyKeyOf(event, person);
      const listed = await readStaff(store.table, person.site);
      const organisation = organisationOf(person.site);
      const at = timeOf(event);
      let repeats = false;
      let answer: Readonly<Record<string, unknown>> = {};
      const decide = (head: PersonHead): Result<DecisionOf<PersonChange>, Refusal> => {
        repeats = isKept(head, key);
        if (repeats) return ok({ change: undefined });
        const member = head.person;
        if (seen !== undefined && seen !== member.version) throw new Problem('stale-version', { values: { version: member.version } });
        // The index may still show the person as they were.
        const staff = [...listed.filter((other) => other.id !== member.id), member];
        const decided = command(member, { organisation, person, at, staff });
        if (!decided.ok) return decided;
        answer = decided.value.answer;
        return ok({ change: decided.value.change, keep: key === undefined ? undefined : { key, status, answer } });
      };
      const head = orProblem(await changePerson(store, { id, at, decide, alreadyRead: read }));
      const kept = head.kept.find((each) => each.key === key);
      if (repeats) await callRelayAgain(store, head);
      const told = kept ?? { status, answer };
      const warnings = emptyPostsAhead(await asTheyAre(store.table, listed, head.person), at);
      return json(told.status, { ...told.answer, warnings });
    };
}

/** The site's people, those at a post as their own records say and not as the index may still show them. */
async function asTheyAre(table: Table, listed: readonly StaffMember[], changed: StaffMember): Promise<StaffMember[]> {
  const others = listed.filter(({ id }) => id !== changed.id);
  const read = others.map(async (member) => (postsOf(member).length === 0 ? member : ((await readPersonHead(table, member.id))?.person ?? member)));
  return [changed, ...(await Promise.all(read))];
}

/** The person that a request is about. */
export function personIdIn(event: ApiEvent): string {
  return event.pathParameters?.['id'] ?? '';
}
