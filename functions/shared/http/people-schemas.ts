import * as z from 'zod';
import { isBeijingDate } from '../../../domain/calendar/beijing.ts';
import { filled, isInstant, LONGEST_LINE } from './schemas.ts';

/** Longest reason and remarks in characters; nobody holds more roles than that. */
const LONGEST_REMARKS = 2000;
const MOST_ROLES = 50;
/** Of an e-mail address, in characters (RFC 5321, 4.5.3.1.3). */
const LONGEST_ADDRESS = 254;

const person = filled(LONGEST_LINE);

/** An instant, or a whole day in Beijing. */
const moment = z.string().refine((text) => isBeijingDate(text) || isInstant(text), 'bad-day-or-instant');

/** `PUT /people/{id}/roles`: exactly these from now on; none disables the person. With an address, or null for none, that changes too. */
export const rolesSchema = z.strictObject({
  roles: z.array(z.strictObject({ role: filled(LONGEST_LINE), unit: filled(LONGEST_LINE) })).max(MOST_ROLES),
  email: z.email('bad-address').max(LONGEST_ADDRESS, 'bad-address').nullable().optional(),
});

/** `POST /people/{id}/leave`: the last day counts whole; `cover` is the id of the person who stands in. */
export const leaveSchema = z.strictObject({
  from: moment,
  until: moment,
  cover: person.optional(),
  reason: z.string().max(LONGEST_REMARKS).optional(),
});

/** `POST /people/{id}/reassignment`: the id of who goes on with the work; the person's own id takes it back. */
export const reassignmentSchema = z.strictObject({ to: person, remarks: z.string().max(LONGEST_REMARKS).optional() });
