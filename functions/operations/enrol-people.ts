import * as z from 'zod';
import { findOrganisation, unitOf } from '../../domain/organisations/organisation.ts';
import type { Enrolment } from '../../domain/people/enrol.ts';
import { roles } from '../../domain/people/person.ts';
import { environment } from '../shared/environment.ts';
import { logInfo } from '../shared/log.ts';
import { readOrder } from '../shared/order.ts';
import { personIdFor } from '../shared/record/keys.ts';
import { enrolPerson } from '../shared/record/enrol-person.ts';
import { openTable } from '../shared/record/table.ts';
import { relayPerson } from '../shared/relay/relay-person.ts';

const settings = environment('RECORDS_TABLE');
const table = openTable(settings.RECORDS_TABLE);

const enrolment = z.strictObject({
  /** ISO instant from which the roles are held. */
  since: z.iso.datetime({ offset: true }),
  people: z.array(
    z.strictObject({
      issuer: z.url(),
      subject: z.string().min(1),
      name: z.string().min(1),
      /** Where mail reaches them; without one they are told nothing by mail. */
      email: z.email().optional(),
      site: z.string(),
      roles: z.array(z.strictObject({ role: z.enum(roles), unit: z.string() })).min(1),
    }),
  ),
});

type Enrolled = z.infer<typeof enrolment>['people'][number];

/** So many are enrolled at the same time. */
const AT_ONCE = 10;

/**
 * Binds issuer and subject of a token to a person with roles. Called by an operator, for the first people of a site and
 * its administrators. Throws with every fault, and then nobody is enrolled.
 */
export async function handler(event: unknown): Promise<{ readonly enrolled: number }> {
  const { since, people } = readOrder(enrolment, event);
  const faults = people.flatMap(({ site, roles: held }, place) =>
    held.filter(({ unit }) => !isUnit(site, unit)).map(({ unit }) => `/people/${place}: ${site} has no unit ${unit}`),
  );
  if (faults.length > 0) throw new Error(`Nobody was enrolled. ${faults.join('; ')}`);
  for (let first = 0; first < people.length; first += AT_ONCE) {
    await Promise.all(people.slice(first, first + AT_ONCE).map((person) => enrolOne(person, since)));
  }
  logInfo('PEOPLE_ENROLLED', { people: people.length });
  return { enrolled: people.length };
}

/** Their history is written at once: nobody waits for it, and a relay for each of them would be a flood. */
async function enrolOne({ issuer, subject, name, site, roles: held, email }: Enrolled, since: string): Promise<void> {
  const known = email === undefined ? {} : { email };
  const person: Enrolment = { id: personIdFor(issuer, subject), name, site, roles: held.map((role) => ({ ...role, since })), ...known };
  const changed = await enrolPerson(table, person, Date.parse(since));
  if (changed !== undefined) await relayPerson(table, changed);
}

function isUnit(site: string, unit: string): boolean {
  const organisation = findOrganisation(site);
  return organisation !== undefined && unitOf(organisation, unit) !== undefined;
}
