import type { Person, HeldRole } from '../../../domain/people/person.ts';
import type { Card } from './card.ts';
import { documentIn } from './document.ts';
import { worklistName } from './index-keys.ts';
import { queryAll, type Table } from './table.ts';

export interface Task {
  readonly releaseId: string;
  readonly stage: string;
  readonly title: string;
  readonly urgency: string;
  readonly dutyId?: string | undefined;
  readonly dueAt?: string | undefined;
  /** The role whose duty it is: post B's after a hand-over. */
  readonly holder?: string | undefined;
}

/** What waits for a person in all their roles, soonest first. */
export async function readWorklists(table: Table, person: Person): Promise<readonly Task[]> {
  const names = new Set(person.roles.map((held) => worklistName(person.site, worklistRole(held), held.unit)));
  const lists = await Promise.all([...names].map((name) => readWorklist(table, name)));
  return lists.flat().sort((one, other) => (one.dueAt ?? '9').localeCompare(other.dueAt ?? '9'));
}

/** Posts A and B share one list. */
function worklistRole({ role }: HeldRole): string {
  return role === 'publisher-a' || role === 'publisher-b' ? 'publisher' : role;
}

async function readWorklist(table: Table, name: string): Promise<Task[]> {
  const items = await queryAll(table, { index: 'worklist', condition: 'worklist = :name', values: { ':name': name } });
  return items.map((item) => taskOf(documentIn<Card>(item['card'])));
}

function taskOf({ id: releaseId, state, stage, pending, title, urgency, dutyId, dueAt, holder }: Card): Task {
  const now = pending ?? { state, stage };
  return { releaseId, stage: now.stage ?? now.state, title, urgency, dutyId, dueAt, holder };
}
