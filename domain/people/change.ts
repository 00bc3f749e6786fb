import type { Json } from '../record/canonical.ts';
import type { EventDraft } from '../record/event.ts';
import { withFields } from '../record/with-fields.ts';
import type { Organisation } from '../organisations/schema.ts';
import type { Person } from './person.ts';
import type { StaffMember } from './staff.ts';

/** What a command about a person comes to: the person as they will be, and the one event that says so. */
export interface PersonChange {
  readonly person: StaffMember;
  readonly event: EventDraft;
}

/** Somebody who sees to a person's roles, leave or work at an instant (epoch milliseconds). */
export interface PersonAct {
  readonly organisation: Organisation;
  readonly person: Person;
  readonly at: number;
  /** Everybody of the site, the person concerned too. */
  readonly staff: readonly StaffMember[];
}

/** A person's change of a person: raises `version`. A field given as undefined is taken away. */
export function changeOfPerson(
  before: StaffMember,
  fields: Partial<{ [Key in keyof StaffMember]: StaffMember[Key] | undefined }>,
  type: string,
  by: string,
  data: Record<string, Json | undefined>,
): PersonChange {
  return { person: withFields(before, { ...fields, version: before.version + 1 }), event: { type, by, data } };
}

/** Numbers what a person's next change records: its version is taken once. */
export function nextId({ id, version }: StaffMember): string {
  return `${id}-${version + 1}`;
}
