import { holds, type HeldRole, type Person } from '../../../domain/people/person.ts';
import type { Card } from './card.ts';
import { documentIn } from './document.ts';
import { worklistName } from './index-keys.ts';
import { readableOf } from './readable.ts';
import { queryAll, type Table } from './table.ts';

export interface Task {
  readonly releaseId: string;
  readonly stage: string;
  readonly title: string;
  readonly department: string;
  readonly column: string;
  readonly kind: string;
  readonly urgency: string;
  readonly dutyId?: string | undefined;
  readonly dueAt?: string | undefined;
  /** The role whose duty it is: post B's after a hand-over. */
  readonly holder?: string | undefined;
  /** What waits is a correction of what is online. */
  readonly correction?: true;
}

/** What waits for a person in all their roles and is theirs to do, soonest first. */
export async function readWorklists(table: Table, person: Person): Promise<readonly Task[]> {
  const names = new Set(person.roles.map((held) => worklistName(person.site, worklistRole(held), held.unit)));
  const lists = await Promise.all([...names].map((name) => readWorklist(table, name)));
  const offered = lists.flat().filter((card) => isOffered(card, person));
  return offered.map(taskOf).sort((one, other) => (one.dueAt ?? '9').localeCompare(other.dueAt ?? '9'));
}

/** Posts A and B share one list. */
function worklistRole({ role }: HeldRole): string {
  return role === 'publisher-a' || role === 'publisher-b' ? 'publisher' : role;
}

/** What would be refused is not offered: a second separated duty on the item (I9), and to administrators any review. */
function isOffered({ state, pending, keptApart = [] }: Card, person: Person): boolean {
  if (keptApart.includes(person.id)) return false;
  return (pending?.state ?? state) !== 'in-review' || !holds(person, 'admin');
}

/** What stands in a worklist, soonest due first. */
export async function readWorklist(table: Table, name: string): Promise<Card[]> {
  const items = await queryAll(table, { index: 'worklist', condition: 'worklist = :name', values: { ':name': name } });
  return readableOf(items, (item) => documentIn<Card>(item['card']));
}

function taskOf({ id: releaseId, state, stage, pending, title, department, column, kind, urgency, dutyId, dueAt, holder }: Card): Task {
  const now = pending ?? { state, stage };
  return { releaseId, stage: now.stage ?? now.state, title, department, column, kind, urgency, dutyId, dueAt, holder, ...(pending === undefined ? {} : { correction: true }) };
}
