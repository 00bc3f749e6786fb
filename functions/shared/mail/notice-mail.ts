import { organisationOf } from '../../../domain/organisations/organisation.ts';
import type { Notice } from '../../../domain/notices/notice.ts';
import { deskAddress, mailWords, type MailWords } from './words.ts';

/** A mail without its recipient. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
}

export interface Telling {
  readonly site: string;
  readonly releaseId: string;
  /** Scheme and host of the desk. */
  readonly origin: string;
  /** Epoch milliseconds of the sending. */
  readonly at: number;
  /** It goes to whoever has to find somebody else for it. */
  readonly instead: boolean;
}

/** What a person is told at once: ids, names of the organisation's own data, and times. */
export function noticeMail(notice: Notice, { site, releaseId, origin, at, instead }: Telling): Letter {
  const words = mailWords(organisationOf(site), at);
  const { say } = words;
  const column = words.column(notice.column);
  const stage = words.stage(notice.stage);
  const left = notice.dueAt === undefined ? '' : words.left(notice.dueAt);
  const lines = [
    say(`mail.why.${notice.about}`, { bell: notice.bell === undefined ? '' : say(`mail.bell.${notice.bell}`) }),
    ...(instead ? [say('mail.why.instead')] : []),
    '',
    say('mail.item', { id: releaseId }),
    say('mail.column', { column }),
    say('mail.stage', { stage }),
    ...clockLines(notice, words),
    '',
    say('mail.link', { link: deskAddress(origin, releaseId) }),
    '',
    say('mail.footer', { site: words.site }),
  ];
  return { subject: `${notice.urgent ? say('mail.urgent') : ''}${say(`mail.subject.${notice.about}`, { column, stage, left })}`, text: lines.join('\n') };
}

function clockLines({ rule, dueAt }: Notice, { say, rule: nameOf, due }: MailWords): string[] {
  if (rule === undefined || dueAt === undefined) return [];
  return [say('mail.rule', { rule, name: nameOf(rule) }), due(dueAt)];
}
