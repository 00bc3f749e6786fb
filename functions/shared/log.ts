/**
 * Every message a function can log: a code and a sentence. Tests and alarms hold on to the code. Only ids, codes and
 * counts are logged, never a body, a name or a number of a person.
 */
const messages = {
  COMMIT_CONFLICT: 'The head moved on between reading and writing; deciding again.',
  REQUEST_FAILED: 'A request failed for a reason that is ours.',
  EFFECT_FAILED: 'An effect could not be carried out and stays in the outbox.',
  EFFECT_DEAD: 'An effect failed too often or was refused for good; it lies in the dead letters.',
  EXECUTION_RESTARTED: 'An execution ended before its work was done; the next generation starts.',
  EXECUTION_SETTLED: 'An execution ended; its work was done or belongs to a later generation.',
  PAGE_WRITTEN: 'A portal object was written.',
  PAGE_FAILED: 'A portal object could not be written; the others were.',
  LINE_MENDED: 'A damaged line of a column was made anew from the item that has its number.',
  PAGE_REMOVED: 'A portal object was removed.',
  PAGE_CONFIRMED: 'The public address answers with the approved content.',
  SWEEP_DONE: 'The sweep has passed on what was left.',
  SWEEP_FAILED: 'A part of the sweep failed; the others were done.',
  GAUGE_FAILED: 'A gauge could not be read; the sweep does not count as a whole one.',
  DUTIES_UNHELD: 'Duties are overdue at a place where nobody is.',
  SITE_SILENT: 'A public page did not answer a reader as it should.',
  BELL_RUNG: 'A bell rang.',
  BELL_SILENT: 'A bell had nothing to ring for.',
  SEAL_WRITTEN: 'The chains of the record have been sealed.',
  SEAL_STANDS: 'The day has its seal already.',
  DEAD_LETTERS_HANDLED: 'An operator looked at the dead letters.',
  NOBODY_TOLD: 'Nobody could be told: neither those for whom it was meant nor a head or an administrator has an address and is there.',
  TOLD_INSTEAD: 'Nobody was there for whom it was meant: heads and administrators are told.',
  MAIL_SKIPPED: 'A mail was not sent: the person is not there any more, or has no address.',
  DIGESTS_MADE: 'The digests of a working morning were made.',
  DIGEST_FAILED: 'Digests could not be made; the next run goes on with them.',
  RECORD_UNREADABLE: 'A record could not be read and was left out.',
  PUBLISHING_SWITCHED: 'An operator has paused or resumed publishing at a site.',
  PUBLISHING_RESUMED: 'What waited while publishing was paused goes on.',
  PUBLICATION_HELD: 'Publishing is paused at the site, so an item waits.',
  RULES_ADOPTED: 'The rules and the calendar as they are now reached what is on its way.',
  MACHINES_STARTED_ANEW: 'Every machine that something waits for was started anew.',
  PEOPLE_ENROLLED: 'People were enrolled.',
} as const;

export type LogCode = keyof typeof messages;

export type LogFacts = Readonly<Record<string, string | number | boolean | undefined | readonly string[]>>;

export function logInfo(code: LogCode, facts: LogFacts = {}): void {
  console.log(JSON.stringify({ level: 'INFO', code, message: messages[code], ...facts }));
}

export function logError(code: LogCode, error: unknown, facts: LogFacts = {}): void {
  const cause = error instanceof Error ? { error: error.name, at: error.stack?.split('\n')[1]?.trim() } : { error: 'unknown' };
  console.error(JSON.stringify({ level: 'ERROR', code, message: messages[code], ...facts, ...cause }));
}
