import * as z from 'zod';
import { explain, type ExplainFault } from '../../domain/explain/explain.ts';
import { rulesAt } from '../../domain/explain/rule-book.ts';
import { organisationOf } from '../../domain/organisations/organisation.ts';
import { acknowledge } from '../../domain/release/acknowledge.ts';
import { dutyIn } from '../../domain/release/change-duty.ts';
import { releaseIdOfDuty } from '../../domain/release/duty.ts';
import { askExcuse, decideExcuse } from '../../domain/release/excuse.ts';
import { asShownToAll } from '../../domain/release/outward.ts';
import type { Fault } from '../../domain/refusal.ts';
import type { Release } from '../../domain/release/release.ts';
import { listDuties } from '../shared/duties/list-duties.ts';
import { readLedger } from '../shared/duties/read-ledger.ts';
import { withTitles } from '../shared/duties/with-titles.ts';
import { environment } from '../shared/environment.ts';
import { actingOn, type Command } from '../shared/http/acting.ts';
import { Problem } from '../shared/http/problem.ts';
import { dutyView } from '../shared/http/duty-view.ts';
import { staffEndpoint, type ApiEvent, type ApiResult } from '../shared/http/endpoint.ts';
import { deadlineQuery, dutyQuery, ledgerQuery, queryOf } from '../shared/http/query.ts';
import { bodyOf, callerOf, json, releaseIdOf as idOf } from '../shared/http/request.ts';
import { acknowledgementSchema, excuseDecisionSchema, excuseSchema } from '../shared/http/schemas.ts';
import { relayCaller } from '../shared/record/call-relay.ts';
import { openTable } from '../shared/record/table.ts';

const settings = environment('RECORDS_TABLE', 'RELAY_FUNCTION', 'ORIGIN_SECRET');
const table = openTable(settings.RECORDS_TABLE);
const acting = actingOn(
  { table, callRelay: relayCaller(settings.RELAY_FUNCTION) },
  { releaseOf: (event) => releaseIdOfDuty(idOf(event)), answerOf: (release, event) => answerOf(release, idOf(event)) },
);

/** Clocks as people see them: what is open, somebody is on it, why it is late, and what became of them. */
export const handler = staffEndpoint(settings.ORIGIN_SECRET, {
  'GET /api/duties': list,
  'GET /api/ledger': ledger,
  'GET /api/deadlines/{rule}': deadline,
  'POST /api/duties/{id}/acknowledge': acting(200, (event) => {
    const form = bodyOf(event, acknowledgementSchema);
    return (release, act) => acknowledge(release, idOf(event), form, act);
  }),
  'POST /api/duties/{id}/excuse': acting(200, excuseOf),
});

/** The holder asks with a reason; the head of the unit decides with `approve`. */
function excuseOf(event: ApiEvent): Command {
  if ('approve' in bodyOf(event, z.looseObject({}))) {
    const decision = bodyOf(event, excuseDecisionSchema);
    return (release, act) => decideExcuse(release, idOf(event), decision, act);
  }
  const form = bodyOf(event, excuseSchema);
  return (release, act) => askExcuse(release, idOf(event), form, act);
}

function answerOf(release: Release, dutyId: string): Readonly<Record<string, unknown>> {
  const duty = dutyIn(release, dutyId);
  return duty === undefined ? {} : dutyView(duty, asShownToAll(release));
}

async function list(event: ApiEvent): Promise<ApiResult> {
  const person = await callerOf(table, event);
  return json(200, await listDuties(table, person, queryOf(event, dutyQuery(organisationOf(person.site)))));
}

async function ledger(event: ApiEvent): Promise<ApiResult> {
  const person = await callerOf(table, event);
  const { site } = person;
  const organisation = organisationOf(site);
  const { department, ...query } = queryOf(event, ledgerQuery(organisation));
  const units = department === undefined ? organisation.units.map(({ id }) => id) : [department];
  const page = await readLedger(table, { site, units, ...query });
  return json(200, { ...page, items: await withTitles(table, person, page.items) });
}

/** When a limit is due that runs from `from`, with every day that was looked at: why it is this day. */
async function deadline(event: ApiEvent): Promise<ApiResult> {
  const { site } = await callerOf(table, event);
  const { from, pause = [] } = queryOf(event, deadlineQuery);
  const entry = rulesAt(organisationOf(site)).get(event.pathParameters?.['rule'] ?? '');
  if (entry === undefined) throw new Problem('not-found');
  const explained = explain(entry, from, pause);
  if (!explained.ok) throw new Problem('validation', { faults: [deadlineFault(explained.error)] });
  const { rule, limit } = entry;
  return json(200, { ...explained.value, names: rule.names, clause: rule.clause, hard: rule.hard, limit });
}

function deadlineFault({ type, ...facts }: ExplainFault): Fault {
  const pointer = type === 'not-a-pause' || type === 'cannot-pause' ? '/query/pause' : '/query/from';
  return { pointer, code: type, values: facts };
}
