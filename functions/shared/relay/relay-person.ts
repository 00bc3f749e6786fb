import { takeCover, type CoverEffect } from '../../../domain/people/covers.ts';
import { logInfo } from '../log.ts';
import { commitPerson } from '../record/commit-person.ts';
import { personKey } from '../record/keys.ts';
import { readPersonHead, readPersonHeadAt, type PersonHead } from '../record/person-head.ts';
import type { Table } from '../record/table.ts';
import { attemptEntries } from './attempt-entries.ts';
import { closeEntries } from './close-entries.ts';
import { writeEventRow } from './event-row.ts';

/** Beyond this many lost races the entry counts as failed and is tried again with the next call. */
const ROUNDS = 10;

/** Carries out a person's outbox: rows of their history, and covers that another person's record has to learn of. */
export async function relayPerson(table: Table, pk: string): Promise<void> {
  const head = await readPersonHeadAt(table, pk);
  if (head === undefined) return;
  const outcomes = await attemptEntries(table, head, (entry) =>
    entry.kind === 'event' ? writeEventRow(table, pk, entry.event) : tellOfCover(table, head, entry),
  );
  const closable = outcomes.filter((outcome) => outcome.closable).map(({ key }) => key);
  await closeEntries(table, head, closable);
}

/** A commit of the covering person's own, made once however often it is tried; their history is then written as well. */
async function tellOfCover(table: Table, { lastAt }: PersonHead, { to, cover }: CoverEffect): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const head = await readPersonHead(table, to);
    if (head === undefined) throw new Error('The person who is to stand in is not in the record.');
    const change = takeCover(head.person, cover);
    if (change === undefined) return;
    if ((await commitPerson(table, { head, change, at: Date.parse(lastAt) })) !== undefined) return relayPerson(table, personKey(to));
    logInfo('COMMIT_CONFLICT', { pk: head.pk, round });
  }
  throw new Error('The record of the person who is to stand in kept moving on.');
}
