import { createHmac, timingSafeEqual } from 'node:crypto';
import type { WireRequest, WireResponse } from '../wire/wire.ts';
import type { Mailbox } from './mailbox.ts';

/** Where the laptop's own receiver listens, below its origin. */
export const WEBHOOK_PATH = '/_local/webhook';

/** A message that was signed longer ago than this may be somebody's copy of it. */
const REPLAY_WINDOW_SECONDS = 300;

export interface ReceiverOptions {
  readonly mailbox: Mailbox;
  /** Undefined where the template has no webhook. */
  readonly secret: string | undefined;
  readonly clock: { now(): number };
  /** Real time in epoch milliseconds: signatures are made on it. */
  readonly realNow: () => number;
}

/** An example of what a receiver does: it checks signature and time, and remembers. It takes what is forged too, to show it. */
export function createWebhookReceiver({ mailbox, secret, clock, realNow }: ReceiverOptions): (request: WireRequest) => WireResponse {
  return ({ headers, body }) => {
    const text = body.toString('utf8');
    const timestamp = String(headers['fabu-timestamp'] ?? '');
    const fresh = Math.abs(realNow() / 1000 - Number(timestamp)) <= REPLAY_WINDOW_SECONDS;
    const verified = secret !== undefined && fresh && isSigned(secret, timestamp, text, String(headers['fabu-signature'] ?? ''));
    mailbox.receive({ at: new Date(clock.now()).toISOString(), delivery: String(headers['fabu-delivery'] ?? ''), verified, body: text });
    return { status: verified ? 204 : 401, headers: {}, body: '' };
  };
}

function isSigned(secret: string, timestamp: string, body: string, signature: string): boolean {
  const expected = Buffer.from(`v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`);
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
