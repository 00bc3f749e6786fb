import { createHash, randomUUID } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const ID_LENGTH = 16;

/**
 * A release's id: its site and 80 bits. With an idempotency key it is a hash of person and key, so that a repeated
 * create finds the first one.
 */
export function releaseIdFor(site: string, person: string, idempotencyKey: string | undefined): string {
  const digest = createHash('sha256').update(`${person} ${idempotencyKey ?? randomUUID()}`).digest();
  const letters = [...digest.subarray(0, ID_LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]);
  return `${site}-${letters.join('')}`;
}

/** The site is part of the id, up to the last hyphen. */
export function siteOf(releaseId: string): string {
  return releaseId.slice(0, Math.max(releaseId.lastIndexOf('-'), 0));
}

export function releaseKey(releaseId: string): string {
  return `SITE#${siteOf(releaseId)}#RELEASE#${releaseId}`;
}

/** The site of any aggregate of a site: the second part of its key. */
export function siteOfKey(key: string): string {
  return key.split('#')[1] ?? '';
}

export function releaseIdOf(key: string): string {
  return key.slice(key.lastIndexOf('#') + 1);
}

/** A person is known by issuer and subject of the token, bound once; neither appears in the record in clear. */
export function personIdFor(issuer: string, subject: string): string {
  return createHash('sha256').update(`${issuer}|${subject}`).digest('hex').slice(0, 32);
}

const PEOPLE = 'PERSON#';

export function personKey(personId: string): string {
  return `${PEOPLE}${personId}`;
}

/** Whether a key is a person's. */
export function isPersonKey(pk: string): boolean {
  return pk.startsWith(PEOPLE);
}

export const columnKey = (site: string, column: string): string => `SITE#${site}#COLUMN#${column}`;
export const homeKey = (site: string): string => `SITE#${site}#HOME`;
export const addressKey = (site: string, path: string): string => `SITE#${site}#ADDRESS#${path}`;
export const serialKey = (site: string, year: string): string => `SITE#${site}#SERIAL#${year}`;

const DIGEST = /^SITE#[^#]+#DIGEST#/;

/** A working morning of a site: whether its digests have been made. */
export const morningKey = (site: string, date: string): string => `SITE#${site}#DIGEST#${date}`;
/** One person's digest of a morning. */
export const digestKey = (site: string, date: string, personId: string): string => `${morningKey(site, date)}#${personId}`;

export function isDigestKey(pk: string): boolean {
  return DIGEST.test(pk);
}

/** The switch by which publishing is paused at a site. */
export const switchKey = (site: string): string => `SITE#${site}#PUBLISHING`;

export function isSwitchKey(pk: string): boolean {
  return pk === switchKey(siteOfKey(pk));
}

export const HEAD = 'HEAD';

/** What the key of an effect that was given up begins with; the rest is its key in the outbox. */
export const DEAD_LETTERS = 'DEAD#';

export const eventSortKey = (seq: number): string => `EVENT#${String(seq).padStart(6, '0')}`;
/** An event's further place in a ledger: its first is its own row. */
export const ledgerSortKey = (seq: number, unit: string): string => `LEDGER#${String(seq).padStart(6, '0')}#${unit}`;
/** What the keys of a column's lines begin with. */
export const ITEM = 'ITEM#';
export const itemSortKey = (number: number): string => `${ITEM}${String(number).padStart(9, '0')}`;
