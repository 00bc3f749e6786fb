import { createHmac } from 'node:crypto';
import type { Notice } from '../../../domain/notices/notice.ts';
import { RefusedForGood } from '../relay/refused-for-good.ts';
import { DeliveryFailed } from './send-mail.ts';
import { deskAddress } from './words.ts';

/** What a system of somebody else's is told: nothing of a person, and no word of the text. */
export interface WebhookMessage {
  /** The same for every try: receivers know doubles by it. */
  readonly delivery: string;
  readonly body: string;
}

/** Hands a message over once. Throws RefusedForGood where the receiver will never take it, DeliveryFailed otherwise. */
export type PostWebhook = (message: WebhookMessage) => Promise<void>;

export function webhookMessage(notice: Notice, about: { readonly delivery: string; readonly site: string; readonly releaseId: string; readonly origin: string; readonly at: number }): WebhookMessage {
  const { delivery, site, releaseId, origin, at } = about;
  const { about: event, urgent, column, stage, unit, bell, rule, dutyId, dueAt } = notice;
  const link = deskAddress(origin, releaseId);
  return { delivery, body: JSON.stringify({ delivery, event, at: new Date(at).toISOString(), site, release: releaseId, urgent, column, stage, unit, bell, rule, duty: dutyId, dueAt, link }) };
}

export interface WebhookSettings {
  readonly url: string;
  readonly secret: string;
  /** Real time in epoch milliseconds: receivers compare it with their own clock. */
  readonly now: () => number;
}

/** A receiver that has not answered by then is asked again with the next sweep. */
const TIMEOUT_MILLISECONDS = 5_000;

/** `Fabu-Signature` is `v1=` and HMAC-SHA256, in hex, over `Fabu-Timestamp` (epoch seconds), a point, and the body. */
export function webhookSender({ url, secret, now }: WebhookSettings): PostWebhook {
  return async ({ delivery, body }) => {
    const timestamp = String(Math.floor(now() / 1000));
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'fabu-delivery': delivery,
      'fabu-timestamp': timestamp,
      'fabu-signature': `v1=${signatureOf(secret, timestamp, body)}`,
    };
    const status = await statusOf(() => fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) }));
    if (status >= 200 && status < 300) return;
    if (mayPass(status)) throw new DeliveryFailed(`The receiver answered ${status}.`);
    throw new RefusedForGood(`webhook: ${status}`);
  };
}

export function signatureOf(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}

/** Time-outs, too many requests and faults of the receiver's own pass; every other refusal stands. Nothing is redirected. */
function mayPass(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

async function statusOf(ask: () => Promise<Response>): Promise<number> {
  try {
    const response = await ask();
    await response.body?.cancel();
    return response.status;
  } catch {
    throw new DeliveryFailed('The receiver could not be reached.');
  }
}
