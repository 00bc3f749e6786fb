import type { ContentFields } from '../../../../domain/release/content.ts';
import type { Language, Say } from '../../text/text.ts';
import { dateIn, dateTimeIn } from '../../time/dates.ts';
import { sizeInWords } from './file-size.ts';

/** What facts are put into words with. */
export interface Wording {
  readonly say: Say;
  readonly language: Language;
  readonly column: (id: string) => string;
}

export type FactName = keyof ContentFields;

type Facts = { readonly [Name in FactName]-?: NonNullable<ContentFields[Name]> };
type InWords = { readonly [Name in FactName]: (value: Facts[Name], wording: Wording) => string };

const asItIs = (text: string): string => text;
const day = (date: string, { language }: Wording): string => (date === '' ? '' : dateIn(language, Date.parse(`${date}T00:00:00+08:00`)));
const instant = (at: string, { language }: Wording): string => dateTimeIn(language, Date.parse(at));

const inWords: InWords = {
  column: (id, { column }) => column(id),
  kind: (kind, { say }) => say(`kind.${kind}`),
  title: asItIs,
  urgency: (urgency, { say }) => say(`urgency.${urgency}`),
  urgencyReason: asItIs,
  disclosure: ({ attribute, ground }, { say }) => withReason(say(`desk.item.disclosure.${attribute}`), ground, say),
  source: (source, { say }) => say(`desk.item.source.${source}`),
  signature: ({ by, at, reference }, wording) => wording.say('desk.item.signature', { by, at: instant(at, wording), reference }),
  trigger: ({ event, at }, wording) => wording.say('desk.item.trigger', { event: wording.say(`desk.item.trigger.${event}`), at: instant(at, wording) }),
  documentNumber: asItIs,
  issuer: asItIs,
  signedOn: day,
  issuedOn: day,
  subject: asItIs,
  summary: asItIs,
  interprets: asItIs,
  attachments: (files, { say }) => files.map(({ name, size }) => say('desk.item.file', { name, size: sizeInWords(size) })).join('\n'),
  carrier: asItIs,
};

/** What was entered, as people say it; nothing where nothing was. */
export function factInWords<Name extends FactName>(name: Name, value: Facts[Name] | null | undefined, wording: Wording): string {
  return value === undefined || value === null ? '' : inWords[name](value, wording);
}

/** Whether the desk has words for a field that the API names. */
export function isFact(name: string): name is FactName {
  return Object.hasOwn(inWords, name);
}

/** `紧急（台风今夜登陆。）` */
export function withReason(what: string, reason: string | undefined, say: Say): string {
  return reason === undefined || reason === '' ? what : say('desk.item.with-reason', { what, reason });
}
