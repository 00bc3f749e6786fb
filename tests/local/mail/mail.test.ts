import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sesActionsOf } from '../../../local/mail/actions.ts';
import { openMailbox } from '../../../local/mail/mailbox.ts';
import { SEND_EMAIL } from '../../../local/mail/ses.ts';
import { createWebhookReceiver } from '../../../local/mail/webhook-receiver.ts';
import { accountOwner, type WireRequest } from '../../../local/wire/wire.ts';

const place = { stackName: 'Fabu-laptop', partition: 'aws', region: 'eu-central-1', accountId: '000000000000' };
const request = (path: string, body: unknown, headers: Record<string, string> = {}): WireRequest => ({
  method: 'POST',
  path,
  query: new URLSearchParams(),
  headers,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  principal: accountOwner,
});

describe('what sending asks of IAM', () => {
  it('is the domain of the sender and the configuration set', () => {
    const asked = sesActionsOf(request(SEND_EMAIL, { FromEmailAddress: 'notices@Fabu.example', ConfigurationSetName: 'set' }), place);
    expect(asked).toEqual(['identity/fabu.example', 'configuration-set/set'].map((name) => ({ action: 'ses:SendEmail', resource: `arn:aws:ses:eu-central-1:000000000000:${name}` })));
  });
  it('any other call is not served', () => {
    expect(sesActionsOf(request('/v2/email/identities', {}), place)).toBeUndefined();
  });
});

describe('the receiver of the webhook', () => {
  const NOW = Date.parse('2026-01-01T00:00:00Z');
  const signed = (secret: string, seconds: number, body = '{}') => {
    const timestamp = String(seconds);
    return request('/_local/webhook', body, { 'fabu-delivery': 'd', 'fabu-timestamp': timestamp, 'fabu-signature': `v1=${createHmac('sha256', secret).update(`${timestamp}.{}`).digest('hex')}` });
  };
  const seconds = NOW / 1000;
  it.each([
    ['what is signed now', signed('secret', seconds), true],
    ['what was signed four minutes ago', signed('secret', seconds - 240), true],
    ['what was signed six minutes ago', signed('secret', seconds - 360), false],
    ['another secret', signed('other', seconds), false],
    ['another body than was signed', signed('secret', seconds, '{"more":1}'), false],
    ['no signature', request('/_local/webhook', '{}', { 'fabu-timestamp': String(seconds) }), false],
    ['no time', request('/_local/webhook', '{}'), false],
  ])('%s: %s', (_, sent, holds) => {
    const mailbox = openMailbox(':memory:');
    const receive = createWebhookReceiver({ mailbox, secret: 'secret', clock: { now: () => NOW }, realNow: () => NOW });
    expect(receive(sent).status).toBe(holds ? 204 : 401);
    expect(mailbox.deliveries().map(({ verified }) => verified)).toEqual([holds]);
    mailbox.close();
  });
});

it('the mailbox keeps the last two thousand', () => {
  const mailbox = openMailbox(':memory:');
  for (let number = 0; number < 2005; number += 1) mailbox.put({ to: ['x@y.example'], subject: String(number), text: 'x', at: '2026-01-01T00:00:00.000Z' });
  const kept = mailbox.mails();
  expect([kept.length, kept[0]?.subject, kept.at(-1)?.subject]).toEqual([2000, '5', '2004']);
  mailbox.close();
});
