import { digestReasons, type DigestLine } from '../../../domain/notices/digest.ts';
import { organisationOf } from '../../../domain/organisations/organisation.ts';
import { toBeijingIso } from '../../../domain/calendar/beijing.ts';
import type { DigestEntry } from '../record/digest-head.ts';
import type { Letter } from './notice-mail.ts';
import { mailWords, type MailWords } from './words.ts';

/** Somebody's morning: what is overdue, due today, has rung, and waits, one line for each item. */
export function digestMail({ site, date, until, lines, more, provisional }: DigestEntry, origin: string): Letter {
  const words = mailWords(organisationOf(site), Date.parse(until));
  const { say } = words;
  const time = toBeijingIso(Date.parse(until)).slice(11, 16);
  const parts = digestReasons.flatMap((why) => {
    const of = lines.filter((line) => line.why === why);
    return of.length === 0 ? [] : [`【${say(`mail.digest.${why}`)}】`, ...of.map((line) => `- ${lineText(line, words)}`), ''];
  });
  const text = [
    say('mail.digest.lead', { date: words.date(date), time }),
    ...(provisional ? [say('mail.digest.provisional')] : []),
    '',
    ...parts,
    ...(more > 0 ? [say('mail.digest.more', { count: more }), ''] : []),
    say('mail.link', { link: `${origin}/desk/` }),
    '',
    say('mail.footer', { site: words.site }),
  ];
  return { subject: say('mail.subject.digest', { date: words.date(date), count: lines.length + more, site: words.site }), text: text.join('\n') };
}

function lineText(line: DigestLine, { say, column, stage, rule, left }: MailWords): string {
  const clock = line.rule === undefined || line.dueAt === undefined ? '' : say('mail.digest.rule', { rule: rule(line.rule), left: left(line.dueAt) });
  const bell = line.bell === undefined ? '' : say('mail.digest.bell', { bell: say(`mail.bell.${line.bell}`) });
  return say('mail.digest.line', { urgent: line.urgent ? say('mail.urgent') : '', column: column(line.column), stage: stage(line.stage), id: line.releaseId, rest: clock + bell });
}
