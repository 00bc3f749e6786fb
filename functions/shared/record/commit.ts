import type { EventDraft } from '../../../domain/record/event.ts';
import type { Change } from '../../../domain/release/change.ts';
import { dutyChanges } from '../../../domain/release/duty-changes.ts';
import { effectsOf } from '../../../domain/release/effects.ts';
import { cardOf } from './card.ts';
import { textOf } from './document.ts';
import { indexKeysOf } from './index-keys.ts';
import { releaseKey } from './keys.ts';
import type { Head, KeptAnswer } from './head.ts';
import type { Table } from './table.ts';
import { writeHead } from './write-head.ts';

export interface Commit {
  /** The head that the change was decided on; undefined creates the item. */
  readonly head: Head | undefined;
  readonly change: Change;
  /** Epoch milliseconds of what happened. */
  readonly at: number;
  readonly keep?: KeptAnswer | undefined;
}

/** Commits a change of a release. Answers undefined when somebody else was faster: reload and decide again. */
export async function commit(table: Table, { head, change: { release, event }, at, keep }: Commit): Promise<Head | undefined> {
  const written = await writeHead(table, {
    pk: releaseKey(release.id),
    head,
    event: accountable(head, { release, event }),
    effects: effectsOf(head?.release, release),
    at,
    keep,
    attributes: (recorded) => ({
      release: textOf(release),
      generation: release.generation,
      card: textOf(cardOf(release)),
      ...indexKeysOf(release, recorded.at),
    }),
  });
  return written === undefined ? undefined : { ...head, ...written, release };
}

/** The event, with what it changed about the clocks: what the ledger is read from. */
function accountable(head: Head | undefined, { release, event }: Change): EventDraft {
  const duties = dutyChanges(head?.release, release);
  return duties.length === 0 ? event : { ...event, data: { ...event.data, duties } };
}
