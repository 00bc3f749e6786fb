import type { Alarm } from './read-alarm.ts';
import type { AlarmRecord, Notice } from './store.ts';

/** The mails of a change of state, as far as people read them: subject and first lines are those of SNS. */
export function noticesOf(recipients: readonly string[], { description }: Alarm, { name, state, since, reason }: AlarmRecord, region: string): Notice[] {
  const subject = `${state}: "${name}" in ${region}`;
  const text = [`The alarm "${name}" is in the state ${state} since ${new Date(since).toISOString()}.`, reason, description].filter((line) => line !== '').join('\n');
  return recipients.map((to) => ({ at: since, to, subject, text }));
}
