import { readPeople, readReleases, readTasks } from '../../api/calls.ts';
import type { Card, Me, Person, Release, Roster, State, Task } from '../../api/types.ts';
import { readRelease } from './calls.ts';

/** What the queue shows of an item. */
export interface Waiting {
  readonly id: string;
  readonly title: string;
  readonly department: string;
  readonly column: string;
  readonly urgency: 'ordinary' | 'urgent';
  readonly dueAt?: string | undefined;
  /** The role whose duty it is; post B's after a hand-over. */
  readonly holder?: string | undefined;
}

/** Everything on its way to the public, or just there. */
export interface Queue {
  readonly failed: readonly Waiting[];
  readonly approved: readonly Waiting[];
  readonly publishing: readonly (Card & Pick<Release, 'held'>)[];
  readonly scheduled: readonly Card[];
  readonly published: readonly Card[];
  readonly people: readonly Person[];
  readonly roster: Roster;
}

/** So many of those that a machine is at are asked whether they are held: more are only ever there when publishing is paused. */
const MOST_ASKED = 10;
const RECENT = 10;

/** Reads the queue. Publishers have a worklist; for others the site's items say what waits. */
export async function readQueue(isPublisher: boolean, signal: AbortSignal): Promise<Queue> {
  const inState = async (state: State) => (await readReleases({ state }, signal)).items;
  const [waiting, publishing, scheduled, published, { items: people, roster }] = await Promise.all([
    isPublisher ? worklist(signal) : Promise.all([inState('publish-failed'), inState('approved')]).then(([failed, approved]) => ({ failed, approved })),
    inState('publishing'),
    inState('scheduled'),
    inState('published'),
    readPeople(signal),
  ]);
  return {
    failed: soonestFirst(waiting.failed),
    approved: soonestFirst(waiting.approved),
    publishing: [...(await Promise.all(publishing.slice(0, MOST_ASKED).map((card) => withHold(card, signal)))), ...publishing.slice(MOST_ASKED)],
    scheduled: [...scheduled].sort((one, other) => (one.scheduledFor ?? '').localeCompare(other.scheduledFor ?? '')),
    published: published.slice(0, RECENT),
    people,
    roster,
  };
}

async function worklist(signal: AbortSignal): Promise<{ readonly failed: readonly Waiting[]; readonly approved: readonly Waiting[] }> {
  const { items } = await readTasks(signal);
  const at = (stage: string) => items.filter((task) => task.stage === stage).map(waitingOf);
  return { failed: at('publish-failed'), approved: at('approved') };
}

function waitingOf({ releaseId, title, department, column, urgency, dueAt, holder }: Task): Waiting {
  return { id: releaseId, title, department, column, urgency, dueAt, holder };
}

/** Publishing is paused: whether an item waits for that only the item says (decision 0024). */
async function withHold(card: Card, signal: AbortSignal): Promise<Card & Pick<Release, 'held'>> {
  const { held } = await readRelease(card.id, signal);
  return held === undefined ? card : { ...card, held };
}

export function soonestFirst(items: readonly Waiting[]): readonly Waiting[] {
  return [...items].sort((one, other) => (one.dueAt ?? '9').localeCompare(other.dueAt ?? '9'));
}

/** Whether an item is one's own to put online now: on duty, or of post B and handed over to B. Only the API decides. */
export function isMine({ holder }: Pick<Waiting, 'holder'>, me: Me, roster: Roster): boolean {
  const isB = roster.b.some(({ person }) => person === me.id);
  return roster.onDuty.some(({ person }) => person === me.id) || (holder === 'publisher-b' && isB);
}
