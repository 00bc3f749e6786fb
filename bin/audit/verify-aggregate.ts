import { verifyChain, type StoredText, type Verified } from '../../domain/record/stored-chain.ts';
import { unrecordedApprovals } from '../../domain/release/approvals-recorded.ts';
import type { Release } from '../../domain/release/release.ts';
import type { StoredAggregate } from './stored-aggregates.ts';

const DEAD = 'DEAD#';

type Row = Readonly<Record<string, unknown>>;

/** Verifies an aggregate's chain, where its head stands, and that each approval it bears is told of in the chain. */
export function verifyAggregate({ head, rows }: StoredAggregate): Verified {
  const isDead = ({ sk }: Row): boolean => String(sk).startsWith(DEAD);
  const outbox = Object.entries((head?.['outbox'] ?? {}) as Readonly<Record<string, string>>).map(([key, text]) => asEntry('outbox', key, text));
  // An event that could not get its row is given up there, and part of the chain all the same.
  const dead = rows.filter(isDead).map(({ sk, entry }) => asEntry('dead letters', String(sk).slice(DEAD.length), String(entry)));
  const entries = [...outbox, ...dead];
  const unreadable = entries.flatMap((entry) => (typeof entry === 'string' ? [entry] : []));
  const texts = [...rows.filter((row) => !isDead(row)).flatMap(inRow), ...entries.flatMap((entry) => (typeof entry === 'object' ? [entry] : []))];
  const end = head && { seq: Number(head['seq']), lastHash: String(head['lastHash']), lastAt: String(head['lastAt']) };
  const { events, breaks } = verifyChain({ end, texts });
  return { events, breaks: [...breaks, ...unreadable, ...approvalFaults(head, events)] };
}

/** An event's row, and the copies that ledgers show. */
function inRow({ sk, event, card }: Row): StoredText[] {
  const seq = Number(String(sk).split('#')[1]);
  const row: StoredText[] = String(sk).startsWith('EVENT#') ? [{ seq, place: 'row', text: String(event) }] : [];
  return card === undefined ? row : [...row, { seq, place: 'ledger', text: card as string }];
}

/** Undefined for what is no event; a sentence for what cannot be read. */
function asEntry(place: 'outbox' | 'dead letters', key: string, text: string): StoredText | string | undefined {
  try {
    const entry = JSON.parse(text) as { readonly kind: string; readonly event?: unknown };
    if (!key.endsWith('-event') && entry.kind !== 'event') return undefined;
    // What is around the event has to be as it was written, too.
    return { seq: Number.parseInt(key, 10), place, text: JSON.stringify({ kind: 'event', event: entry.event }) === text ? JSON.stringify(entry.event) : '' };
  } catch {
    return `${place} ${key}: is not the text that was recorded`;
  }
}

function approvalFaults(head: Row | undefined, events: Verified['events']): string[] {
  if (head?.['release'] === undefined) return [];
  try {
    const release = JSON.parse(head['release'] as string) as Release;
    return unrecordedApprovals(release, events).map(({ stage }) => `head: bears an approval of ${stage} that no event tells of`);
  } catch {
    return ['head: its release cannot be read'];
  }
}
