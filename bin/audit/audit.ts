import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { RecordedEvent } from '../../domain/record/event.ts';
import type { Seal } from '../../domain/record/seal.ts';
import type { SealStore } from '../../functions/shared/seals/seal-store.ts';
import { readAggregate, storedAggregates } from './stored-aggregates.ts';
import { verifyAggregate } from './verify-aggregate.ts';
import { verifySeals } from './verify-seals.ts';

export interface Audited {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly store: SealStore;
}

/** What was gone through, and each place that is broken, by name: seals first, then chains in the order of their keys. */
export interface Audit {
  readonly chains: number;
  readonly events: number;
  readonly seals: number;
  readonly newest: Seal | undefined;
  readonly breaks: readonly string[];
}

/**
 * Verifies every seal, every chain, and every chain against the seals. The seals are read first: what they name has been
 * in the record since, however much goes on meanwhile.
 */
export async function audit({ client, table, store }: Audited): Promise<Audit> {
  const { seals, claims, breaks: sealBreaks } = await verifySeals(store);
  const breaks = [...sealBreaks];
  const pks = new Set([...(await storedAggregates(client, table)), ...claims.keys()]);
  let chains = 0;
  let events = 0;
  for (const pk of [...pks].sort()) {
    const stored = await readAggregate(client, table, pk);
    const own = claims.get(pk);
    if (stored.head === undefined && stored.rows.length === 0 && own !== undefined) {
      breaks.push(`${pk}: is gone; the seal of ${[...own.values()][0]} has it`);
      continue;
    }
    const verified = verifyAggregate(stored);
    chains += 1;
    events += verified.events.length;
    breaks.push(...[...verified.breaks, ...claimFaults(verified.events, own)].map((fault) => `${pk} ${fault}`));
  }
  return { chains, events, seals: seals.length, newest: seals.at(-1), breaks };
}

function claimFaults(events: readonly RecordedEvent[], own: ReadonlyMap<string, string> | undefined): string[] {
  const hashes = new Map(events.map(({ seq, hash }) => [seq, hash]));
  return [...(own ?? [])].flatMap(([claim, date]) => {
    const [seq = '', hash] = claim.split(' ');
    const found = hashes.get(Number(seq));
    if (found === hash) return [];
    return [`event ${seq}: ${found === undefined ? 'is cut off' : 'is another'}; the seal of ${date} has it as ${hash?.slice(0, 8)}…`];
  });
}
