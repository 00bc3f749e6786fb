import type { Notice } from '../../../domain/notices/notice.ts';
import type { RecordedEvent } from '../../../domain/record/event.ts';
import type { Effect } from '../../../domain/release/effects.ts';
import type { Release } from '../../../domain/release/release.ts';
import { documentIn } from './document.ts';
import { HEAD, releaseIdOf, releaseKey } from './keys.ts';
import type { Item, Table } from './table.ts';

/** The token that the release machine waits with, left by `await-decision`; a wake-up and never the truth. */
export interface Wake {
  readonly token: string;
  readonly generation: number;
  readonly enteredAt: string;
  readonly retryCount: number;
}

/** The numbers that an item claims once, when it is first put online: a retry uses them again. */
export interface Numbers {
  readonly year: string;
  readonly serial: number;
  readonly columnNumber: number;
}

/** A row of the history that has still to be written. */
export interface EventEntry {
  readonly kind: 'event';
  readonly event: RecordedEvent;
}

/** A notice for one person. Their address is read as it is sent: it stands in no outbox and in no dead letter. */
export interface MailEntry {
  readonly kind: 'mail';
  readonly claimedAt?: string;
  readonly notice: Notice;
  readonly person: string;
  /** They are told because nobody is there for whom it was meant. */
  readonly instead: boolean;
}

/** A notice for the system that the stage has configured. */
export interface WebhookEntry {
  readonly kind: 'webhook';
  readonly claimedAt?: string;
  readonly notice: Notice;
}

/** Something still to be done after a commit, or a row still to be written. */
export type OutboxEntry =
  | EventEntry
  /** A step found that it has nothing to wait for: this very token is to be signalled. */
  | { readonly kind: 'wake-token'; readonly token: string; readonly generation: number }
  /** What has become of a notice, for each who is told. */
  | MailEntry
  | WebhookEntry
  | Effect;

/** An answer kept under a person's idempotency key, so that a repeat gets the first one. */
export interface KeptAnswer {
  readonly key: string;
  readonly status: number;
  readonly answer: Readonly<Record<string, unknown>>;
}

/** What the head record of every aggregate has: its place in the event chain and its outbox. */
export interface AggregateHead<Entry = OutboxEntry> {
  readonly pk: string;
  readonly seq: number;
  readonly lastHash: string;
  readonly lastAt: string;
  readonly outbox: Readonly<Record<string, Entry>>;
  /** The sparse index key by which the sweeper finds an outbox that holds something. */
  readonly outboxOpen?: string;
  /** How often an entry has failed. */
  readonly failures: Readonly<Record<string, number>>;
  readonly kept: readonly KeptAnswer[];
  /** The names of the last writes, by which one that was made and not answered is known again. */
  readonly writes: readonly string[];
}

/** The head record of a release: its state and what the machine needs. */
export interface Head extends AggregateHead {
  readonly release: Release;
  readonly wake?: Wake;
  readonly numbers?: Numbers;
}

export async function readHead(table: Table, releaseId: string): Promise<Head | undefined> {
  return readHeadAt(table, releaseKey(releaseId));
}

export async function readHeadAt(table: Table, pk: string): Promise<Head | undefined> {
  const item = await table.get(pk, HEAD);
  return item === undefined ? undefined : headOf(item);
}

export function headOf(item: Item): Head {
  return { ...aggregateOf(item), release: documentIn<Release>(item['release']) };
}

/** The item with its outbox and kept answers read; what else it has is the aggregate's own to read. */
export function aggregateOf<Entry>(item: Item): AggregateHead<Entry> {
  const { outbox, kept, writes } = item;
  const entries = Object.entries(outbox as Readonly<Record<string, string>>).map(([key, text]) => [key, documentIn<Entry>(text)] as const);
  return {
    ...item,
    outbox: Object.fromEntries(entries),
    kept: kept === undefined ? [] : documentIn<readonly KeptAnswer[]>(kept),
    writes: writes === undefined ? [] : documentIn<readonly string[]>(writes),
  } as unknown as AggregateHead<Entry>;
}

/** Whether a request with this idempotency key has been carried out already. */
export function isKept(head: Pick<AggregateHead, 'kept'>, key: string | undefined): boolean {
  return key !== undefined && head.kept.some((answer) => answer.key === key);
}

export function releaseIdOfHead(head: Head): string {
  return releaseIdOf(head.pk);
}
