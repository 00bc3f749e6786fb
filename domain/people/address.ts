import type { StaffMember } from './staff.ts';

/** What an address as it is asked for changes of a person, and what the event says of that: that it changed, never to what. */
export interface AddressChange {
  readonly fields: { readonly email: string | undefined };
  readonly data: { readonly address: 'set' | 'removed' };
}

/** @param asked null takes the address away; undefined leaves it as it is. Undefined where nothing changes. */
export function addressChange(member: Pick<StaffMember, 'email'> | undefined, asked: string | null | undefined): AddressChange | undefined {
  const email = asked ?? undefined;
  if (asked === undefined || email === member?.email) return undefined;
  return { fields: { email }, data: { address: email === undefined ? 'removed' : 'set' } };
}
