import { holds, type CastMember } from './cast.ts';

/** A leave as it was recorded: who, from when until when (ISO instants, the end exclusive). */
export interface LeaveFact {
  readonly person: string;
  readonly id: string;
  readonly from: string;
  readonly until: string;
}

export type Leaves = readonly LeaveFact[];

export function isAway(leaves: Leaves, person: string, at: number): boolean {
  const instant = new Date(at).toISOString();
  return leaves.some((leave) => leave.person === person && leave.from <= instant && instant < leave.until);
}

const isPublisher = (person: CastMember, post?: string): boolean =>
  post === undefined ? holds(person, 'publisher-a') || holds(person, 'publisher-b') : holds(person, post);

/** why a person may not put online at an instant; empty where they may. */
export function refusalsOfPost(people: readonly CastMember[], leaves: Leaves, person: CastMember, handedToB: boolean, at: number): string[] {
  const there = people.filter((each) => each.site === person.site && isPublisher(each) && !isAway(leaves, each.id, at));
  const refusals: string[] = [];
  if (there.length === 0) refusals.push('blocked-by-checks');
  if (isAway(leaves, person.id, at)) refusals.push('forbidden');
  const atA = there.some((each) => isPublisher(each, 'publisher-a'));
  if (!isPublisher(person, 'publisher-a') && atA && !handedToB) refusals.push('forbidden');
  return refusals;
}

/** Whether there is an instant of the span at which neither post has anybody, should `person` be away for all of it. */
export function leavesAGap(people: readonly CastMember[], leaves: Leaves, person: string, from: number, until: number): boolean {
  const all = [...leaves, { person, id: '', from: new Date(from).toISOString(), until: new Date(until).toISOString() }];
  const site = people.find(({ id }) => id === person)?.site;
  const publishers = people.filter((each) => each.site === site && isPublisher(each));
  if (!publishers.some(({ id }) => id === person)) return false;
  const instants = [from, ...leaves.map((leave) => Date.parse(leave.from))].filter((instant) => from <= instant && instant < until);
  return instants.some((instant) => publishers.every((each) => isAway(all, each.id, instant)));
}
