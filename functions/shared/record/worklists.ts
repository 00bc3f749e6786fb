import type { Person, HeldRole } from '../../../domain/release/person.ts';
import { isOpen } from '../../../domain/release/duty.ts';
import { headOf, type Head } from './head.ts';
import { worklistName } from './index-keys.ts';
import { queryAll, type Table } from './table.ts';

export interface Task {
  readonly releaseId: string;
  readonly stage: string;
  readonly title: string;
  readonly urgency: string;
  readonly dutyId?: string | undefined;
  readonly dueAt?: string | undefined;
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
  return items.map((item) => taskOf(headOf(item)));
}

function taskOf({ release }: Head): Task {
  const duty = release.duties.find(isOpen);
  const { id: releaseId, title, urgency } = release;
  return { releaseId, stage: release.stage ?? release.state, title, urgency, dutyId: duty?.id, dueAt: duty?.dueAt };
}
