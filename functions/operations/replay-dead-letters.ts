import * as z from 'zod';
import { environment } from '../shared/environment.ts';
import { logInfo } from '../shared/log.ts';
import { readOrder } from '../shared/order.ts';
import { relayCaller } from '../shared/record/call-relay.ts';
import { openTable } from '../shared/record/table.ts';
import { putBack, readDeadLetter, readDeadLetters, setAside, type DeadLetter } from '../shared/relay/dead-letters.ts';

export type { DeadLetter };

const settings = environment('RECORDS_TABLE', 'RELAY_FUNCTION');
const table = openTable(settings.RECORDS_TABLE);
const callRelay = relayCaller(settings.RELAY_FUNCTION);

const letter = z.strictObject({ pk: z.string(), key: z.string() });

const order = z.strictObject({
  at: z.iso.datetime({ offset: true }),
  /** What is put back into its outbox and carried out again. */
  replay: z.union([z.literal('all'), z.array(letter)]).default([]),
  /** What nobody wants carried out any more, such as a mail to an address that is gone. */
  setAside: z.array(letter).default([]),
});

export interface DeadLettersAnswer {
  /** What lay there when it was asked for. */
  readonly letters: readonly DeadLetter[];
  readonly replayed: number;
  readonly setAside: number;
  /** Why a letter that was named is where it was. */
  readonly refused: readonly { readonly pk: string; readonly key: string; readonly why: string }[];
}

/**
 * Lists the effects that the relay has given up, and on demand puts them back into their outboxes and calls the relay, or
 * sets them aside. Called by an operator. Can be repeated: what fails again lies there again.
 */
export async function handler(event: unknown): Promise<DeadLettersAnswer> {
  const { at, replay, setAside: unwanted } = readOrder(order, event);
  const now = new Date(at).toISOString();
  const letters = await readDeadLetters(table);
  const refused: { pk: string; key: string; why: string }[] = [];
  const replayed: DeadLetter[] = [];
  for (const { pk, key } of replay === 'all' ? letters : replay) {
    const found = await readDeadLetter(table, pk, key);
    if (found === undefined) refused.push({ pk, key, why: 'There is no such dead letter.' });
    else if (await putBack(table, found, now)) replayed.push(found);
    else refused.push({ pk, key, why: 'The record that it belongs to has no head.' });
  }
  const aside = await Promise.all(unwanted.map((named) => putAside(named, now)));
  for (const pk of new Set(replayed.map((found) => found.pk))) await callRelay(pk);
  const answer = { letters, replayed: replayed.length, setAside: aside.filter((why) => why === undefined).length };
  logInfo('DEAD_LETTERS_HANDLED', { letters: letters.length, replayed: answer.replayed, setAside: answer.setAside });
  return { ...answer, refused: [...refused, ...unwanted.flatMap((named, place) => (aside[place] === undefined ? [] : [{ ...named, why: aside[place] }]))] };
}

/** Answers why it may not be set aside: of the history nothing is left out. */
async function putAside({ pk, key }: z.infer<typeof letter>, at: string): Promise<string | undefined> {
  const found = await readDeadLetter(table, pk, key);
  if (found === undefined) return 'There is no such dead letter.';
  if (found.kind === 'event') return 'It is part of the history and can only be replayed.';
  await setAside(table, found, at);
  return undefined;
}
