import type { EventDraft } from '../record/event.ts';
import type { Json } from '../record/canonical.ts';
import { withFields } from '../record/with-fields.ts';
import { nextGeneration } from './effects.ts';
import type { Release } from './release.ts';

/** What a command comes to: the release as it will be, and the one event that says so. */
export interface Change {
  readonly release: Release;
  readonly event: EventDraft;
}

type Fields = Partial<{ [Key in keyof Release]: Release[Key] | undefined }>;

/** A person's change: raises `version`, and the generation where the machine has to start anew. */
export function changeByPerson(before: Release, fields: Fields, event: EventDraft): Change {
  const after = withFields(before, { ...fields, version: before.version + 1, restarts: undefined });
  return { release: { ...after, generation: nextGeneration(before, after) }, event };
}

/** A change made by the release machine itself, which goes on in the same generation. */
export function changeByMachine(before: Release, fields: Fields, type: string, data: Record<string, Json | undefined> = {}): Change {
  return { release: withFields(before, fields), event: { type, by: 'system', data } };
}
