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
  PAGE_REMOVED: 'A portal object was removed.',
  PAGE_CONFIRMED: 'The public address answers with the approved content.',
  SWEEP_DONE: 'The sweep has passed on what was left.',
  BELL_RUNG: 'A bell rang.',
  BELL_SILENT: 'A bell had nothing to ring for.',
  SEAL_WRITTEN: 'The chains of the record have been sealed.',
  SEAL_STANDS: 'The day has its seal already.',
  DEAD_LETTERS_HANDLED: 'An operator looked at the dead letters.',
  PEOPLE_ENROLLED: 'People were enrolled.',
} as const;

export type LogCode = keyof typeof messages;

export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>;

export function logInfo(code: LogCode, facts: LogFacts = {}): void {
  console.log(JSON.stringify({ level: 'INFO', code, message: messages[code], ...facts }));
}

export function logError(code: LogCode, error: unknown, facts: LogFacts = {}): void {
  const cause = error instanceof Error ? { error: error.name, at: error.stack?.split('\n')[1]?.trim() } : { error: 'unknown' };
  console.error(JSON.stringify({ level: 'ERROR', code, message: messages[code], ...facts, ...cause }));
}
