import * as z from 'zod';
import { leaveSchema, reassignmentSchema, rolesSchema } from '../people-schemas.ts';
import { emptySchema } from '../schemas.ts';
import { site } from './site.ts';
import { count, cursorQuery, event, instant, pageOf } from './answers.ts';
import { columnWithNewest, heldRole } from './site-answers.ts';
import { reads, writes, type Calls } from './call.ts';

const span = { from: instant, until: instant.optional() };
const leave = z.object({ id: z.string(), from: instant, until: instant, cover: z.string().optional() });
const reassignment = z.object({ id: z.string(), to: z.string(), ...span });
/** Somebody as colleagues see them. */
export const person = z.object({
  id: z.string(),
  name: z.string(),
  version: count,
  roles: z.array(heldRole),
  leaves: z.array(leave),
  reassignments: z.array(reassignment),
  covers: z.array(z.object({ id: z.string(), person: z.string(), name: z.string(), roles: z.array(heldRole), ...span })),
  onDuty: z.boolean().optional(),
  email: z.string().meta({ description: 'How colleagues of the site reach them' }).optional(),
});
const seat = z.object({ person: z.string(), name: z.string(), coversFor: z.string().optional(), from: instant.optional(), until: instant.optional(), present: z.boolean() });
const pausedSince = instant.meta({ description: 'Publishing is paused at the site: until it is resumed nothing goes online, whoever is on duty' }).optional();
/** who holds post A and post B, and who of them puts online now. */
export const roster = z.object({ a: z.array(seat), b: z.array(seat), onDuty: z.array(z.object({ person: z.string(), name: z.string(), post: z.string() })), pausedSince });
/** A place of the roster or of a review that has nobody. */
export const warning = z.object({ pointer: z.string(), code: z.string(), values: z.record(z.string(), z.unknown()).optional() });
const warnings = z.array(warning).meta({ description: 'When nobody will be at post A or B, by everybody’s leaves as they are' });
const version = z.object({ version: count, warnings });

/** Who does what at the site. */
export const peopleCalls: Calls = {
  'GET /api/people': reads('people', 'The people of the site, and who holds posts A and B', pageOf(person).extend({ roster }), { query: cursorQuery.extend({ unit: z.string().optional() }), problems: ['validation'] }),
  'GET /api/people/{id}/events': reads('people', 'Read the chain of what happened to a person’s roles', z.object({ items: z.array(event) })),
  'PUT /api/people/{id}/roles': writes('people', 'Give a person exactly these roles', [200, person.pick({ id: true, version: true, roles: true }).extend({ withoutHolder: z.array(z.unknown()), warnings })], { body: rolesSchema, problems: ['stale-version'] }),
  'POST /api/people/{id}/leave': writes('people', 'Record a leave, and who stands in', [201, leave.extend(version.shape)], { body: leaveSchema, problems: ['stale-version'] }),
  'DELETE /api/people/{id}/leave/{leave}': writes('people', 'End a leave', [200, leave.partial().extend(version.shape)], { body: emptySchema, problems: ['stale-version'] }),
  'POST /api/people/{id}/reassignment': writes('people', 'Move somebody’s open work to another person', [200, reassignment.partial().extend(version.shape)], { body: reassignmentSchema, problems: ['stale-version'] }),
  'GET /api/me': reads('people', 'Who am I, and what may I do', person.extend({ site: z.string() })),
  'GET /api/site': reads('people', 'What the site is made of: units, columns, the stages of each chain, and which limits a kind of item starts', site),
  'GET /api/columns': reads('people', 'The columns of the site, with owners, update cycle and what was put online last', z.object({ items: z.array(columnWithNewest) })),
};
