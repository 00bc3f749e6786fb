import type * as z from 'zod';
import type { event } from '../../../functions/shared/http/calls/answers.ts';
import type * as duties from '../../../functions/shared/http/calls/duty-answers.ts';
import type * as people from '../../../functions/shared/http/calls/people.ts';
import type * as releases from '../../../functions/shared/http/calls/release-answers.ts';
import type { site } from '../../../functions/shared/http/calls/site.ts';
import type * as sites from '../../../functions/shared/http/calls/site-answers.ts';

/** What the API answers, as its own description has it. Types only: none of its code goes into browsers. */
export type Task = z.output<typeof releases.task>;
export type Card = z.output<typeof releases.card>;
export type Release = z.output<typeof releases.release>;
export type Duty = z.output<typeof duties.duty>;
export type RecordedEvent = z.output<typeof event>;
export type Difference = z.output<typeof releases.difference>;
export type Column = z.output<typeof sites.column>;
export type HeldRole = z.output<typeof sites.heldRole>;
export type Role = HeldRole['role'];
export type State = Card['state'];
export type Site = z.output<typeof site>;

/** A page of a list; `cursor` leads to the next. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly cursor?: string;
}

/** Somebody of the site, as colleagues see them: roles, leaves, and for whom they stand in. */
export type Person = z.output<typeof people.person>;
export type Roster = z.output<typeof people.roster>;
export type Staff = Page<Person> & { readonly roster: Roster };

export type Me = Person & { readonly site: string };
