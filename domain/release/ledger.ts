import type { RecordedEvent } from '../record/event.ts';
import type { DutyChange } from './duty-changes.ts';

const accountable: ReadonlySet<string | undefined> = new Set(['met', 'late', 'late-excused', 'due', 'escalation', 'daily', 'weekly']);

/**
 * What the ledger (台账, B-17) holds of an event: duties that were closed, rang at their limit or after it, went to another
 * hand, were acknowledged or excused. It is read from the chain of events, so nobody can write it by itself.
 */
export function ledgerEntriesOf(event: Pick<RecordedEvent, 'data'>): readonly DutyChange[] {
  const changes = (event.data['duties'] ?? []) as readonly DutyChange[];
  return changes.filter(isEntry);
}

function isEntry({ state, bell, handedOverTo, acknowledgedUntil, excuse }: DutyChange): boolean {
  const handled = handedOverTo ?? acknowledgedUntil ?? excuse;
  return handled !== undefined || accountable.has(state) || accountable.has(bell);
}
