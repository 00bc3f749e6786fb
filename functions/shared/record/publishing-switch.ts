import type { PublishingSwitch, SwitchChange } from '../../../domain/record/publishing-switch.ts';
import { documentIn, textOf } from './document.ts';
import { aggregateOf, type AggregateHead, type EventEntry } from './head.ts';
import { HEAD, switchKey } from './keys.ts';
import type { Table } from './table.ts';
import { writeHead } from './write-head.ts';

export interface SwitchHead extends AggregateHead<EventEntry> {
  readonly state: PublishingSwitch;
}

/** Where a site's switch stands in the index of listings, so that it is sealed with the rest. */
export const switchListing = (site: string): string => `${site}#publishing`;

/** Undefined for a site that has never been paused. */
export async function readSwitch(table: Table, site: string): Promise<SwitchHead | undefined> {
  const item = await table.get(switchKey(site), HEAD);
  return item === undefined ? undefined : { ...aggregateOf<EventEntry>(item), state: documentIn<PublishingSwitch>(item['publishing']) };
}

export async function isPaused(table: Table, site: string): Promise<boolean> {
  return (await readSwitch(table, site))?.state.paused !== undefined;
}

/** Commits a change of the switch. False when somebody else was faster: read and decide again. */
export async function commitSwitch(table: Table, head: SwitchHead | undefined, { state, event }: SwitchChange, at: number): Promise<boolean> {
  const written = await writeHead<EventEntry>(table, {
    pk: switchKey(state.site),
    head,
    event,
    effects: [],
    at,
    attributes: (recorded) => ({ publishing: textOf(state), listing: switchListing(state.site), listedAt: recorded.at }),
  });
  return written !== undefined;
}
