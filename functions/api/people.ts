import { changeRoles } from '../../domain/people/change-roles.ts';
import type { PersonChange } from '../../domain/people/change.ts';
import { endLeave, recordLeave } from '../../domain/people/leave.ts';
import { mayManage } from '../../domain/people/manage.ts';
import { reassign } from '../../domain/people/reassign.ts';
import type { StaffMember } from '../../domain/people/staff.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { ok, type Result } from '../../domain/result.ts';
import { environment } from '../shared/environment.ts';
import { actingOnPeople, personIdIn, type Outcome } from '../shared/http/acting-on-people.ts';
import { cursorIn, cursorOf } from '../shared/http/cursor.ts';
import { staffEndpoint, type ApiEvent, type ApiResult } from '../shared/http/endpoint.ts';
import { leaveSchema, reassignmentSchema, rolesSchema } from '../shared/http/people-schemas.ts';
import { personView, rosterView } from '../shared/http/people-view.ts';
import { Problem } from '../shared/http/problem.ts';
import { bodyOf, callerOf, json, timeOf } from '../shared/http/request.ts';
import { emptySchema } from '../shared/http/schemas.ts';
import { relayCaller } from '../shared/record/call-relay.ts';
import { peopleListing } from '../shared/record/commit-person.ts';
import { readEvents } from '../shared/record/events.ts';
import { listedPerson, readPosts } from '../shared/record/people.ts';
import { readPersonHead } from '../shared/record/person-head.ts';
import { readSwitch } from '../shared/record/publishing-switch.ts';
import { readableOf } from '../shared/record/readable.ts';
import { openTable } from '../shared/record/table.ts';

const PAGE = 100;

const settings = environment('RECORDS_TABLE', 'RELAY_FUNCTION', 'ORIGIN_SECRET');
const table = openTable(settings.RECORDS_TABLE);
const acting = actingOnPeople({ table, callRelay: relayCaller(settings.RELAY_FUNCTION) });

/** Who does what at the site: roles, leave and cover, the roster of the posts, and moving somebody's open work. */
export const handler = staffEndpoint(settings.ORIGIN_SECRET, {
  'GET /api/people': list,
  'GET /api/people/{id}/events': events,
  'PUT /api/people/{id}/roles': acting(200, (event) => {
    const { roles, email } = bodyOf(event, rolesSchema);
    return (member, act) => {
      const changed = changeRoles(member, roles, act, email);
      if (!changed.ok) return changed;
      const { change, withoutHolder } = changed.value;
      const { id, version, roles: held } = change?.person ?? member;
      return ok({ change, answer: { id, version, roles: held, withoutHolder } });
    };
  }),
  'POST /api/people/{id}/leave': acting(201, (event) => {
    const form = bodyOf(event, leaveSchema);
    return (member, act) => answering(recordLeave(member, form, act), ({ leaves }) => ({ ...leaves.at(-1) }));
  }),
  'DELETE /api/people/{id}/leave/{leave}': acting(200, (event) => {
    bodyOf(event, emptySchema);
    const leave = event.pathParameters?.['leave'] ?? '';
    return (member, act) => answering(endLeave(member, leave, act), ({ leaves }) => ({ ...leaves.find(({ id }) => id === leave) }));
  }),
  'POST /api/people/{id}/reassignment': acting(200, (event) => {
    const form = bodyOf(event, reassignmentSchema);
    return (member, act) => answering(reassign(member, form, act), ({ reassignments }) => ({ ...reassignments.at(-1) }));
  }),
});

function answering(changed: Result<PersonChange, Refusal>, answerOf: (person: StaffMember) => Record<string, unknown>): Result<Outcome, Refusal> {
  if (!changed.ok) return changed;
  const { person } = changed.value;
  return ok({ change: changed.value, answer: { ...answerOf(person), version: person.version } });
}

async function list(event: ApiEvent): Promise<ApiResult> {
  const { site } = await callerOf(table, event);
  const { cursor, unit } = event.queryStringParameters ?? {};
  const listing = peopleListing(site);
  const query = { index: 'listing', condition: 'listing = :listing', values: { ':listing': listing }, limit: PAGE, after: cursorIn(cursor, listing) };
  const [page, roster, publishing] = await Promise.all([table.query(query), readPosts(table, site), readSwitch(table, site)]);
  const at = timeOf(event);
  const people = readableOf(page.items, listedPerson).filter(({ roles }) => unit === undefined || roles.some((held) => held.unit === unit));
  const next = page.next === undefined ? {} : { cursor: cursorOf(page.next) };
  return json(200, { items: people.map((person) => personView(person, roster, at)), roster: rosterView(roster, at, publishing?.state.paused), ...next });
}

/** One's own history, and that of those whom one sees to: it tells the reasons of leaves. */
async function events(event: ApiEvent): Promise<ApiResult> {
  const [person, head] = await Promise.all([callerOf(table, event), readPersonHead(table, personIdIn(event))]);
  if (head?.person.site !== person.site) throw new Problem('not-found');
  if (head.person.id !== person.id && !mayManage(person, head.person, timeOf(event))) throw new Problem('forbidden');
  return json(200, { items: await readEvents(table, head) });
}
