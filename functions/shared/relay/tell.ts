import { whoIsTold } from '../../../domain/notices/who-is-told.ts';
import type { Notice } from '../../../domain/notices/notice.ts';
import { keptApart } from '../../../domain/release/kept-apart.ts';
import { logError, logInfo } from '../log.ts';
import { noticeMail } from '../mail/notice-mail.ts';
import { reachable } from '../mail/reachable.ts';
import { readableStaff } from '../mail/readable-staff.ts';
import type { SendMail } from '../mail/send-mail.ts';
import { webhookMessage, type PostWebhook } from '../mail/webhook.ts';
import { textOf } from '../record/document.ts';
import { releaseIdOfHead, type Head, type MailEntry, type WebhookEntry } from '../record/head.ts';
import { HEAD } from '../record/keys.ts';
import type { Table } from '../record/table.ts';

/** How the outside world is told. A stage without mail, or without a webhook, leaves it out. */
export interface Telling {
  /** Scheme and host of the desk. */
  readonly origin: string;
  readonly sendMail?: SendMail | undefined;
  readonly postWebhook?: PostWebhook | undefined;
}

export interface TellingOf {
  readonly table: Table;
  readonly telling: Telling;
  readonly head: Head;
  /** Of the entry in the outbox. */
  readonly key: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * Puts an entry for each person, and one for the webhook, in the place of the notice: each is then sent, tried again and
 * given up by itself. One write, so it is never done half. False where there is nobody to tell.
 */
export async function addressNotice(of: TellingOf, notice: Notice): Promise<boolean> {
  const { table, head, key } = of;
  const entries = { ...(await mailEntries(of, notice)), ...webhookEntry(of, notice) };
  const names = Object.keys(entries);
  if (names.length === 0) return false;
  await table.update({
    pk: head.pk,
    sk: HEAD,
    expression: `SET ${names.map((_, place) => `outbox.#e${place} = :e${place}`).join(', ')} REMOVE outbox.#notice`,
    condition: 'attribute_exists(outbox.#notice)',
    names: { '#notice': key, ...Object.fromEntries(names.map((name, place) => [`#e${place}`, name])) },
    values: Object.fromEntries(Object.values(entries).map((entry, place) => [`:e${place}`, textOf(entry)])),
    quiet: true,
  });
  return true;
}

async function mailEntries({ table, telling, head, key, at }: TellingOf, notice: Notice): Promise<Record<string, MailEntry>> {
  if (telling.sendMail === undefined) return {};
  const staff = await readableStaff(table, head.release.site);
  // Of a bell its heads and leaders hear whatever else they did on the item; what arrives is offered to those who may take it.
  const apart = notice.about === 'arrived' ? keptApart(head.release) : [];
  const { people, instead } = whoIsTold(notice.to, { staff, at, keptApart: apart });
  const facts = { pk: head.pk, about: notice.about, rule: notice.rule, told: people.length };
  if (people.length === 0) logError('NOBODY_TOLD', undefined, facts);
  else if (instead) logInfo('TOLD_INSTEAD', facts);
  return Object.fromEntries(people.map(({ id: person }) => [`${key}-${person}`, { kind: 'mail', notice, person, instead }]));
}

function webhookEntry({ telling, key }: TellingOf, notice: Notice): Record<string, WebhookEntry> {
  return telling.postWebhook === undefined ? {} : { [`${key}-webhook`]: { kind: 'webhook', notice } };
}

/** One mail to one person, as they are now. */
export async function mailNotice({ table, telling, head, at }: TellingOf, { notice, person, instead }: MailEntry): Promise<void> {
  const member = await reachable(table, person, at);
  if (member === undefined || telling.sendMail === undefined) return logInfo('MAIL_SKIPPED', { pk: head.pk, person });
  const letter = noticeMail(notice, { site: head.release.site, releaseId: releaseIdOfHead(head), origin: telling.origin, at, instead });
  await telling.sendMail({ to: member.email, ...letter });
}

export async function postNotice({ telling, head, key, at }: TellingOf, { notice }: WebhookEntry): Promise<void> {
  const releaseId = releaseIdOfHead(head);
  await telling.postWebhook?.(webhookMessage(notice, { delivery: `${releaseId}-${key}`, site: head.release.site, releaseId, origin: telling.origin, at }));
}
