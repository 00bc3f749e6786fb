import { randomUUID } from 'node:crypto';
import { isRecord } from '../template/template.ts';
import type { MailDeclaration } from '../template/mail.ts';
import type { WireResponse, WireService } from '../wire/wire.ts';
import type { Mailbox } from './mailbox.ts';

/** The one address of SESv2 that is served. */
export const SEND_EMAIL = '/v2/email/outbound-emails';

/** Addresses there are refused for good, so that refusals can be tried. */
const REFUSED = 'refused.example';
/** Addresses there are throttled for ever. */
const THROTTLED = 'throttled.example';

const ADDRESS = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;
const MOST_RECIPIENTS = 50;

export interface SesOptions {
  readonly declared: MailDeclaration;
  readonly mailbox: Mailbox;
  readonly clock: { now(): number };
}

/** A request that SES would refuse, with the name of its error. */
class Refusal extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** SendEmail of SESv2: nothing leaves the laptop, every mail is kept. What it does not know it refuses by name. */
export function createSes({ declared, mailbox, clock }: SesOptions): WireService {
  const send = (body: Buffer): WireResponse => {
    const { from, to, subject, text, configurationSet } = readRequest(body);
    const domain = domainOf(from);
    if (!declared.domains.includes(domain)) throw new Refusal('MessageRejected', `Email address is not verified. The following identities failed the check: ${from}`);
    if (!declared.configurationSets.includes(configurationSet)) throw new Refusal('NotFoundException', `Configuration set <${configurationSet}> does not exist.`, 404);
    if (to.some((address) => domainOf(address) === THROTTLED)) throw new Refusal('TooManyRequestsException', 'Maximum sending rate exceeded.', 429);
    if (to.some((address) => domainOf(address) === REFUSED)) throw new Refusal('MessageRejected', `Address is refused: ${to.join(', ')}`);
    mailbox.put({ to, subject, text, at: new Date(clock.now()).toISOString() });
    return answer(200, { MessageId: randomUUID() });
  };
  return (request) => {
    try {
      return Promise.resolve(send(request.body));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return Promise.resolve(answer(error.status, { message: error.message }, { 'x-amzn-errortype': error.code }));
    }
  };
}

function readRequest(body: Buffer) {
  const input = part(JSON.parse(body.toString('utf8')), 'the request', ['FromEmailAddress', 'Destination', 'Content', 'ConfigurationSetName']);
  const { ToAddresses: to } = part(input['Destination'], 'Destination', ['ToAddresses']);
  const { Simple } = part(input['Content'], 'Content', ['Simple']);
  const { Subject, Body } = part(Simple, 'Simple', ['Subject', 'Body']);
  const { Text } = part(Body, 'Body', ['Text']);
  if (!Array.isArray(to) || to.length === 0 || to.length > MOST_RECIPIENTS) throw new Refusal('BadRequestException', `1 to ${MOST_RECIPIENTS} recipients.`);
  return {
    from: addressIn(input['FromEmailAddress']),
    to: to.map(addressIn),
    subject: dataOf(Subject, 'Subject'),
    text: dataOf(Text, 'Text'),
    configurationSet: textIn(input['ConfigurationSetName']),
  };
}

function part(value: unknown, name: string, known: readonly string[]): Record<string, unknown> {
  if (!isRecord(value)) throw new Refusal('BadRequestException', `${name} is missing.`);
  const unknown = Object.keys(value).filter((field) => !known.includes(field));
  if (unknown.length > 0) throw new Refusal('BadRequestException', `${name}: ${unknown.join(', ')} is not served on the laptop.`);
  return value;
}

function dataOf(value: unknown, name: string): string {
  const { Data } = part(value, name, ['Data', 'Charset']);
  if (typeof Data !== 'string' || Data === '') throw new Refusal('BadRequestException', `${name} has no text.`);
  return Data;
}

/** Nothing is sent without a configuration set here, although AWS would: it is what the template grants. */
function textIn(value: unknown): string {
  if (typeof value !== 'string') throw new Refusal('BadRequestException', 'ConfigurationSetName is missing.');
  return value;
}

function addressIn(value: unknown): string {
  if (typeof value !== 'string' || !ADDRESS.test(value)) throw new Refusal('BadRequestException', 'Missing or malformed address.');
  return value;
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

function answer(status: number, body: object, headers: Readonly<Record<string, string>> = {}): WireResponse {
  return { status, headers: { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID(), ...headers }, body: JSON.stringify(body) };
}
