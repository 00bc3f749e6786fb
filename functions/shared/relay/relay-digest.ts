import { logInfo } from '../log.ts';
import { digestMail } from '../mail/digest-mail.ts';
import { reachable } from '../mail/reachable.ts';
import { readDigestHead, type DigestEntry } from '../record/digest-head.ts';
import type { Table } from '../record/table.ts';
import { attemptEntries } from './attempt-entries.ts';
import { sendOnce } from './claim.ts';
import { closeEntries } from './close-entries.ts';
import type { Telling } from './tell.ts';

/** Sends somebody's digest, unless another relay is at it. */
export async function relayDigest(table: Table, telling: Telling, pk: string, at?: string): Promise<void> {
  const head = await readDigestHead(table, pk);
  if (head === undefined) return;
  const now = at ?? head.lastAt;
  const outcomes = await attemptEntries(table, head, (entry, key) => sendOnce({ table, pk, key, entry, at: now }, (mine) => sendDigest(table, telling, mine)));
  await closeEntries(table, head, outcomes.filter(({ closable, found }) => closable && found !== false).map(({ key }) => key));
}

async function sendDigest(table: Table, telling: Telling, entry: DigestEntry): Promise<void> {
  const member = await reachable(table, entry.person, Date.parse(entry.until));
  if (member === undefined || telling.sendMail === undefined) return logInfo('MAIL_SKIPPED', { person: entry.person, date: entry.date });
  await telling.sendMail({ to: member.email, ...digestMail(entry, telling.origin) });
}
