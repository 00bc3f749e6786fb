import { documentIn } from '../../functions/shared/record/document.ts';
import type { Release } from '../../domain/release/release.ts';
import type { RecordedEvent } from '../../domain/record/event.ts';
import type { Outside } from './outside.ts';
import { releasesIn } from './watch.ts';

/** What recovery may add by itself: that a machine or a clock had to be started anew. */
const RESTARTS = new Set(['MachineRestarted', 'ClockRestarted']);
/** What recovery may make another: numbers leave gaps, generations go up, and what is done later has a later time. */
const OF_THE_DAY = new Set(['at', 'until', 'from', 'generation', 'restarts', 'publishedAt', 'onlineAt', 'takenDownAt', 'rungAt', 'createdAt', 'submittedAt', 'url', 'indexNumber', 'nextBell', 'dueAt', 'dueOn']);

/** Where everything stands, in one text: two that went the same way are the same, whatever happened to them in between. */
export function standingOf(outside: Outside): string {
  const releases = releasesIn(outside).map((release) => ({ ...pruned(release), events: eventsOf(outside, release.id) }));
  const people = [...outside.memory.all()].filter(({ pk, sk }) => String(pk).startsWith('PERSON#') && sk === 'HEAD').map(({ pk, person }) => ({ pk, ...(pruned(documentIn(person)) as object) }));
  return JSON.stringify({ releases, people: people.sort((one, other) => (String(one.pk) < String(other.pk) ? -1 : 1)), seals: [...outside.seals.keys()].filter((key) => key.startsWith('seals/')).length });
}

function eventsOf({ memory }: Outside, id: string): readonly string[] {
  const rows = [...memory.all()].filter(({ pk, sk }) => String(pk).endsWith(`#${id}`) && String(sk).startsWith('EVENT#'));
  return rows.map(({ event }) => documentIn<RecordedEvent>(event).type).filter((type) => !RESTARTS.has(type)).sort();
}

function pruned(document: unknown): Partial<Release> {
  return JSON.parse(JSON.stringify(document, (name, value: unknown) => (OF_THE_DAY.has(name) ? undefined : value))) as Partial<Release>;
}
