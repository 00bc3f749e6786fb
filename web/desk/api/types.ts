import type * as z from 'zod';
import type * as answers from '../../../functions/shared/http/calls/answers.ts';
import type * as people from '../../../functions/shared/http/calls/people.ts';
import type { site } from '../../../functions/shared/http/calls/site.ts';

/** What the API answers, as its own description has it. Types only: none of its code goes into browsers. */
export type Task = z.output<typeof answers.task>;
export type Card = z.output<typeof answers.card>;
export type Release = z.output<typeof answers.release>;
export type Duty = z.output<typeof answers.duty>;
export type RecordedEvent = z.output<typeof answers.event>;
export type Difference = z.output<typeof answers.difference>;
export type Column = z.output<typeof answers.column>;
export type HeldRole = z.output<typeof answers.heldRole>;
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
