import type { Release, State } from './release.ts';

/**
 * What the release machine does next, read from the record: wait for a person, wait for the hour, put online, confirm,
 * take down, or nothing. Every step of the machine answers with it.
 */
export type Plan =
  | { readonly next: 'await-decision' | 'publish' | 'take-down' | 'done' }
  | { readonly next: 'confirm' }
  | { readonly next: 'await-schedule'; readonly at: string };

export function planFor(release: Release): Plan {
  if (release.state === 'scheduled') return { next: 'await-schedule', at: wholeSecond(release.scheduledFor ?? release.createdAt) };
  if (release.state === 'withdrawn') return { next: release.withdrawal?.takenDownAt === undefined ? 'take-down' : 'done' };
  // What is held while publishing is paused has no machine; whoever resumes starts one.
  if (release.state === 'publishing' && release.held !== undefined) return { next: 'done' };
  return { next: nextOf[release.state] };
}

const nextOf = {
  draft: 'done',
  'in-review': 'await-decision',
  returned: 'done',
  approved: 'await-decision',
  publishing: 'publish',
  'publish-failed': 'done',
  published: 'done',
  rejected: 'done',
} as const satisfies Readonly<Record<Exclude<State, 'scheduled' | 'withdrawn'>, Plan['next']>>;

/** A machine of this generation has nothing more to do once the record is planned by another one. */
export function planForGeneration(release: Release, generation: number): Plan {
  return release.generation === generation ? planFor(release) : { next: 'done' };
}

/** A Wait cuts milliseconds off: rounded up, so that nothing is ever early. */
export function wholeSecond(instant: string | number): string {
  const milliseconds = new Date(instant).getTime();
  return new Date(Math.ceil(milliseconds / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}
