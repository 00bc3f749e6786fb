/**
 * Trying again would be refused again: an address that does not exist, a receiver that does not want it. The entry goes to
 * the dead letters at once. The reason is logged, so it names no person.
 */
export class RefusedForGood extends Error {
  override readonly name = 'RefusedForGood';
}
