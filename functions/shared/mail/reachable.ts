import { isThere } from '../../../domain/notices/who-is-told.ts';
import type { StaffMember } from '../../../domain/people/staff.ts';
import { readPerson } from '../record/people.ts';
import type { Table } from '../record/table.ts';

/** The person where mail still reaches them: since they were chosen they may have left, or lost their address. */
export async function reachable(table: Table, personId: string, at: number): Promise<(StaffMember & { readonly email: string }) | undefined> {
  const member = await readPerson(table, personId);
  return member?.email !== undefined && isThere(member, at) ? { ...member, email: member.email } : undefined;
}
