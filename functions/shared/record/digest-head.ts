import type { DigestLine } from '../../../domain/notices/digest.ts';
import { aggregateOf, type AggregateHead } from './head.ts';
import { HEAD } from './keys.ts';
import type { Table } from './table.ts';

/** Somebody's digest of one morning, to be sent. */
export interface DigestEntry {
  readonly kind: 'digest';
  readonly claimedAt?: string;
  readonly site: string;
  readonly person: string;
  /** The working day in Beijing. */
  readonly date: string;
  /** ISO instant up to which it tells. */
  readonly until: string;
  readonly lines: readonly DigestLine[];
  /** How many more there are than it lists. */
  readonly more: number;
  /** No official calendar says that the day is a working day. */
  readonly provisional: boolean;
}

/** A record of one person's digest: an outbox with one entry and no chain. What stays of it says that it was made. */
export type DigestHead = AggregateHead<DigestEntry>;

export async function readDigestHead(table: Table, pk: string): Promise<DigestHead | undefined> {
  const item = await table.get(pk, HEAD);
  return item === undefined ? undefined : aggregateOf<DigestEntry>(item);
}
