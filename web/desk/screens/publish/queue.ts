import { readPeople, readReleases, readTasks } from '../../api/calls.ts';
import type { Card, Me, Page, Person, Release, Roster, State, Task } from '../../api/types.ts';
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
  /** It is a correction that is on its way; what it corrects is online. */
  readonly correction?: true | undefined;
}

/** An item of a list, or a correction of it, at a place of the queue. */
export type Placed = Card & Pick<Waiting, 'correction'> & Pick<Release, 'held'>;

/** Everything on its way to the public, or just there. */
export interface Queue {
  readonly failed: readonly Waiting[];
  readonly approved: readonly Waiting[];
  readonly publishing: readonly Placed[];
  readonly scheduled: readonly Placed[];
  readonly published: readonly Placed[];
  readonly people: readonly Person[];
  readonly roster: Roster;
}

/** While publishing is paused, so many of those that a machine is at are asked whether they wait for that. */
const MOST_ASKED = 10;
const RECENT = 10;

/** Reads the queue. Publishers have a worklist; for others the site's items say what waits. */
export async function readQueue(isPublisher: boolean, signal: AbortSignal): Promise<Queue> {
  const inState = async (state: State) => placedAt(state, await readReleases({ state }, signal));
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
    publishing: roster.pausedSince === undefined ? publishing : await withHolds(publishing, signal),
    scheduled: [...scheduled].sort((one, other) => (one.scheduledFor ?? '').localeCompare(other.scheduledFor ?? '')),
    published: [...published].sort((one, other) => (other.publishedAt ?? '').localeCompare(one.publishedAt ?? '')).slice(0, RECENT),
    people,
    roster,
  };
}

/** An item whose correction is scheduled is online itself: it is listed for the correction's sake. */
function placedAt(state: State, { items }: Page<Card>): readonly Placed[] {
  return items.map((card) => (card.pending?.state === state ? { ...card, correction: true } : card));
}

async function worklist(signal: AbortSignal): Promise<{ readonly failed: readonly Waiting[]; readonly approved: readonly Waiting[] }> {
  const { items } = await readTasks(signal);
  const at = (stage: string) => items.filter((task) => task.stage === stage).map(waitingOf);
  return { failed: at('publish-failed'), approved: at('approved') };
}

function waitingOf({ releaseId, title, department, column, urgency, dueAt, holder, correction }: Task): Waiting {
  return { id: releaseId, title, department, column, urgency, dueAt, holder, correction };
}

/** Publishing is paused: whether an item waits for that only the item says (decision 0024). Of one that cannot be read it is not said. */
async function withHolds(items: readonly Placed[], signal: AbortSignal): Promise<readonly Placed[]> {
  const asked = items.slice(0, MOST_ASKED).map((item) =>
    readRelease(item.id, signal).then(
      ({ held }) => ({ ...item, held }),
      () => item,
    ),
  );
  return [...(await Promise.all(asked)), ...items.slice(MOST_ASKED)];
}

export function soonestFirst(items: readonly Waiting[]): readonly Waiting[] {
  return [...items].sort((one, other) => (one.dueAt ?? '9').localeCompare(other.dueAt ?? '9'));
}

/** Whether an item is one's own to put online now: on duty, or of post B and handed over to B. Only the API decides. */
export function isMine({ holder }: Pick<Waiting, 'holder'>, me: Me, roster: Roster): boolean {
  const isB = roster.b.some(({ person }) => person === me.id);
  return roster.onDuty.some(({ person }) => person === me.id) || (holder === 'publisher-b' && isB);
}
