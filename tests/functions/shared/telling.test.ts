import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { submit } from '../../../domain/release/submit.ts';
import { createDraft } from '../../../domain/release/write-draft.ts';
import { mailSender, type Mail, type SendMail } from '../../../functions/shared/mail/send-mail.ts';
import { webhookSender } from '../../../functions/shared/mail/webhook.ts';
import { commit } from '../../../functions/shared/record/commit.ts';
import { enrolPerson } from '../../../functions/shared/record/enrol-person.ts';
import { readHead, type Head } from '../../../functions/shared/record/head.ts';
import type { Table } from '../../../functions/shared/record/table.ts';
import { readDeadLetters } from '../../../functions/shared/relay/dead-letters.ts';
import { RefusedForGood } from '../../../functions/shared/relay/refused-for-good.ts';
import { relayAggregate } from '../../../functions/shared/relay/relay-aggregate.ts';
import type { Telling } from '../../../functions/shared/relay/tell.ts';
import { openMailbox, type Mailbox } from '../../../local/mail/mailbox.ts';
import { createSes } from '../../../local/mail/ses.ts';
import { serve, type RunningServer } from '../../../local/wire/serve.ts';
import { actOf, changeIn, submitter, tuesday, urgent, writingOf } from '../../domain/release/sample.ts';
import { mortal } from '../cut-off.ts';
import { startEngines, type Engines } from '../engines.ts';
import { fakeMachines } from '../machines.ts';
import { quiet } from '../quiet.ts';

const logged = quiet();
const MINUTE = 60_000;

let engines: Engines;
let table: Table;
beforeAll(async () => {
  engines = await startEngines();
  table = engines.table;
  for (const [id, email] of [['one', 'one@zhejiang.example'], ['two', 'two@zhejiang.example'], ['three', 'three@zhejiang.example']] as const) {
    await enrolPerson(table, { id, name: id, site: 'zhejiang', roles: [{ role: 'reviewer', unit: 'basic-education', since: '2025-01-01T00:00:00.000Z' }], email }, tuesday);
  }
});
afterAll(() => engines.close());

let sent: Mail[];
let posted: string[];
beforeEach(() => {
  sent = [];
  posted = [];
});

const sendMail: SendMail = (mail) => {
  sent.push(mail);
  return Promise.resolve();
};
const telling = (changes: Partial<Telling> = {}): Telling => ({
  origin: 'https://portal.example',
  sendMail,
  postWebhook: ({ delivery }) => {
    posted.push(delivery);
    return Promise.resolve();
  },
  ...changes,
});
const later = (minutes: number): string => new Date(tuesday + minutes * MINUTE).toISOString();
const relay = (head: Head, changes?: Partial<Telling>, at?: string, on: Table = table) => relayAggregate({ table: on, machines: fakeMachines(), telling: telling(changes) }, head.pk, false, at);
const everybody = ['one@zhejiang.example', 'three@zhejiang.example', 'two@zhejiang.example'];
const to = () => sent.map((mail) => mail.to).sort();

let made = 0;
async function submittedUrgent(): Promise<Head> {
  const id = `zhejiang-telling${(made += 1)}`;
  const draft = (await commit(table, { head: undefined, change: changeIn(createDraft(id, writingOf(submitter, urgent))), at: tuesday }))!;
  return (await commit(table, { head: draft, change: changeIn(submit(draft.release, actOf(submitter))), at: tuesday }))!;
}
const outboxOf = async ({ release }: Head): Promise<readonly string[]> => Object.values((await readHead(table, release.id))!.outbox).map(({ kind }) => kind).sort();

describe('the relay tells people', () => {
  it('each once, and the webhook once, however often and by how many at a time it is called', async () => {
    const head = await submittedUrgent();
    await Promise.all([relay(head), relay(head), relay(head)]);
    await relay(head, {}, later(5));
    expect(to()).toEqual(everybody);
    expect(posted).toHaveLength(1);
    expect(await outboxOf(head)).toEqual([]);
  });

  it('cut off before any call whatever: everybody hears, and nobody more than once beyond the one whose mail was under way', async () => {
    let finished = false;
    for (let fatal = 1; !finished; fatal += 1) {
      sent = [];
      const head = await submittedUrgent();
      const life = mortal(fatal);
      finished = await relay(head, { sendMail: life.wrap({ sendMail }).sendMail }, undefined, life.wrap(table)).then(
        () => life.calls() < fatal,
        () => false,
      );
      for (const minute of [1, 3, 6]) await relay(head, {}, later(minute));
      expect([fatal, [...new Set(to())]]).toEqual([fatal, everybody]);
      for (const address of everybody) expect(sent.filter((mail) => mail.to === address).length).toBeLessThanOrEqual(2);
      expect(await outboxOf(head)).toEqual([]);
    }
  });

  it('a relay that was cut off after it had taken a mail on is waited for, and then the mail is sent', async () => {
    const head = await submittedUrgent();
    const allTaken = Promise.withResolvers<void>();
    let taken = 0;
    const stuck: SendMail = () => {
      taken += 1;
      if (taken === everybody.length) allTaken.resolve();
      return Promise.withResolvers<void>().promise;
    };
    void relay(head, { sendMail: stuck });
    await allTaken.promise;
    await relay(head, {}, later(1));
    expect(to()).toEqual([]);
    await relay(head, {}, later(3));
    expect(to()).toEqual(everybody);
  });

  it('a refusal for good goes to the dead letters at once and keeps nobody else’s; what may pass is tried again', async () => {
    const head = await submittedUrgent();
    const picky: SendMail = (mail) => {
      if (mail.to.startsWith('one@')) throw new RefusedForGood('SES: MessageRejected');
      if (mail.to.startsWith('two@')) throw new Error('throttled');
      return sendMail(mail);
    };
    await relay(head, { sendMail: picky });
    expect(to()).toEqual(['three@zhejiang.example']);
    expect(await outboxOf(head)).toEqual(['mail']);
    const letters = (await readDeadLetters(table)).filter(({ pk }) => pk === head.pk);
    expect(letters.map(({ kind }) => kind)).toEqual(['mail']);
    await relay(head);
    expect(to()).toEqual(['three@zhejiang.example', 'two@zhejiang.example']);
    expect(await outboxOf(head)).toEqual([]);
  });

  it('no address is logged, whatever the error says', async () => {
    const head = await submittedUrgent();
    await relay(head, { sendMail: ({ to: address }) => Promise.reject(new RefusedForGood(`refused: ${address}`)) });
    expect(logged.join('\n')).toContain('EFFECT_DEAD');
    expect(logged.join('\n')).not.toContain('@zhejiang.example');
  });

  it('a stage that tells nobody closes the notice', async () => {
    const head = await submittedUrgent();
    await relayAggregate({ table, machines: fakeMachines() }, head.pk);
    expect(await outboxOf(head)).toEqual([]);
  });
});

describe('mail by SES', () => {
  let mailbox: Mailbox;
  let server: RunningServer;
  let client: SESv2Client;
  beforeAll(async () => {
    mailbox = openMailbox(':memory:');
    server = await serve(createSes({ declared: { domains: ['fabu.example'], configurationSets: ['set'] }, mailbox, clock: { now: () => tuesday } }));
    client = new SESv2Client({ region: 'eu-central-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, endpoint: `http://127.0.0.1:${server.port}`, maxAttempts: 1 });
  });
  afterAll(async () => {
    client.destroy();
    await server.close();
    mailbox.close();
  });

  const send = (address: string, settings = { sender: 'notices@fabu.example', configurationSet: 'set' }) => mailSender(client, settings)({ to: address, subject: '【加急】待办', text: '正文' });

  it('is sent as it is written, in virtual time', async () => {
    await send('one@zhejiang.example');
    expect(mailbox.mails()).toEqual([{ to: ['one@zhejiang.example'], subject: '【加急】待办', text: '正文', at: new Date(tuesday).toISOString() }]);
  });

  it.each([
    ['refused for good', 'x@refused.example', 'RefusedForGood', 'SES: MessageRejected'],
    ['no address at all', 'nobody', 'RefusedForGood', 'SES: BadRequestException'],
    ['throttled', 'x@throttled.example', 'DeliveryFailed', 'SES: TooManyRequestsException'],
  ])('%s', async (_, address, name, message) => {
    await expect(send(address)).rejects.toMatchObject({ name, message });
  });

  it('a domain or a configuration set that the template does not have is a fault of the deployment', async () => {
    await expect(send('one@zhejiang.example', { sender: 'x@other.example', configurationSet: 'set' })).rejects.toMatchObject({ name: 'RefusedForGood' });
    await expect(send('one@zhejiang.example', { sender: 'notices@fabu.example', configurationSet: 'other' })).rejects.toMatchObject({ name: 'DeliveryFailed' });
  });
});

describe('the webhook', () => {
  let answer = 204;
  let got: { readonly headers: IncomingMessage['headers']; readonly body: string } | undefined;
  let receiver: Server;
  let url: string;
  beforeAll(async () => {
    receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        got = { headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
        response.writeHead(answer, answer === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  });
  afterAll(() => new Promise((resolve) => receiver.close(resolve)));

  const post = () => webhookSender({ url, secret: 'known-to-both', now: () => 1_759_219_800_999 })({ delivery: 'd-1', body: '{"event":"bell"}' });

  it('is signed over time and body, so that a receiver can tell a copy from a message', async () => {
    answer = 204;
    await post();
    const signature = createHmac('sha256', 'known-to-both').update('1759219800.{"event":"bell"}').digest('hex');
    expect(got).toMatchObject({ headers: { 'fabu-delivery': 'd-1', 'fabu-timestamp': '1759219800', 'fabu-signature': `v1=${signature}` }, body: '{"event":"bell"}' });
  });

  it.each([
    [400, 'RefusedForGood'],
    [401, 'RefusedForGood'],
    [410, 'RefusedForGood'],
    [302, 'RefusedForGood'],
    [408, 'DeliveryFailed'],
    [429, 'DeliveryFailed'],
    [500, 'DeliveryFailed'],
    [503, 'DeliveryFailed'],
  ])('%i is %s', async (status, name) => {
    answer = status;
    await expect(post()).rejects.toMatchObject({ name });
  });

  it('a receiver that is not there may come back', async () => {
    await expect(webhookSender({ url: 'http://127.0.0.1:1/', secret: 's', now: () => 0 })({ delivery: 'd', body: '{}' })).rejects.toMatchObject({ name: 'DeliveryFailed' });
  });
});
