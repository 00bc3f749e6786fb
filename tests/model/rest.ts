import type { Release } from '../../domain/release/release.ts';
import type { Item as Row } from '../../functions/shared/record/table.ts';
import type { Random } from '../faults/random.ts';
import { pick } from './history.ts';
import { releaseKey, type Track } from './referee.ts';
import { ordered } from './specification/contents.ts';
import { isProperlyApproved, mayBeOnline, type Item } from './specification/item.ts';
import type { World } from './world.ts';

const SECOND = 1000;
/** Longer than the sweeper's grace, and than its patience with a machine. */
const GRACE = 31 * SECOND;
const PATIENCE = 11 * 60 * SECOND;
/** More than any history needs: what has not come to rest by then never does. */
const MOST_MOVES = 5000;

/** Everything goes on without anybody's act: no call is lost any more, the sweeper comes, nothing new is asked. */
export async function comeToRest(world: World, random: Random): Promise<void> {
  world.portal.failuresLeft = 0;
  for (const wait of [0, GRACE, GRACE, PATIENCE, GRACE, PATIENCE, GRACE]) {
    world.advance(wait);
    if (wait > 0) world.sweep();
    await settle(world, random);
    if (world.referee.breach !== undefined) return;
  }
}

/** Lets everything happen that can happen at this time. */
export async function settle(world: World, random: Random): Promise<void> {
  for (let count = 0; world.referee.breach === undefined; count += 1) {
    const moves = world.moves(random);
    if (moves.length === 0) return;
    if (count > MOST_MOVES) return world.referee.fail('It never comes to rest.');
    await pick(random, moves)();
  }
}

/** What has to hold once nothing moves any more. */
export function faultsAtRest(world: World): string[] {
  const faults = [...world.memory.all()].filter((row) => row['outboxOpen'] !== undefined || !isEmpty(row['outbox'])).map((row) => `I7: the outbox of ${String(row['pk'])} keeps ${Object.keys((row['outbox'] ?? {})).join(', ')}.`);
  for (const row of world.memory.all()) if (String(row['sk']).startsWith('DEAD#')) faults.push(`I7: ${String(row['pk'])} has a dead letter.`);
  for (const [id, track] of world.referee.tracks) {
    const item = track.states.at(-1);
    const document = track.documents.at(-1);
    if (item === undefined || document === undefined) continue;
    faults.push(...rowFaults(world, id, track), ...onlineFaults(world, item), ...machineFaults(world, item, document), ...bellFaults(world, document));
  }
  return [...faults, ...numberFaults(world)];
}

function isEmpty(outbox: unknown): boolean {
  return outbox === undefined || Object.keys(outbox as object).length === 0;
}

/** I5: every event has its row, and none says anything else than it said. */
function rowFaults(world: World, id: string, { events, states }: Track): string[] {
  const rows = [...world.memory.all()].filter(({ pk, sk }) => pk === releaseKey(id) && String(sk).startsWith('EVENT#'));
  const said = rows.map((row) => String(row['event'])).sort();
  const wanted = events.map((event) => JSON.stringify(event)).sort();
  const faults = ordered(said.map((text) => ordered(JSON.parse(text)))) === ordered(wanted.map((text) => ordered(JSON.parse(text)))) ? [] : [`I5: ${id} has ${said.length} rows for ${wanted.length} events.`];
  if (states.length - 1 !== events.length) faults.push(`I5: ${id} has ${events.length} events for ${states.length - 1} changes.`);
  return faults;
}

/** I2, I3: the public finds exactly what was approved, and nothing of what was withdrawn. */
function onlineFaults({ portal }: World, item: Item): string[] {
  const online = portal.pages.get(item.id)?.hash;
  const allowed: readonly (string | undefined)[] = item.state === 'publish-failed' ? [...mayBeOnline(item), undefined] : mayBeOnline(item);
  const faults = allowed.includes(online) ? [] : [`I2: ${item.id} is ${item.state}, and ${online ?? 'nothing'} is online.`];
  if (item.state === 'published' && !isProperlyApproved(item)) faults.push(`I2: ${item.id} is published without every approval.`);
  return faults;
}

/** What is looked at of an item. */
export type Standing = Pick<Item, 'id' | 'state' | 'scheduledFor'> & { readonly withdrawn?: { readonly takenDown: boolean } | undefined };

/** Where something is waited for, exactly one machine of this generation stands where the record wants it. */
export function machineFaults({ executions }: Pick<World, 'executions'>, item: Standing, document: Release): string[] {
  const running = [...executions.all.values()].filter((each) => each.running && each.machine === 'release' && each.input.releaseId === item.id);
  const own = running.filter(({ input }) => input.generation === document.generation);
  const faults = running.filter((each) => !own.includes(each) && each.until === undefined).map(({ name }) => `${name} of an older generation is still at work.`);
  const waits = item.state === 'in-review' || item.state === 'approved';
  if (waits && !(own.length === 1 && own[0]?.token !== undefined)) faults.push(`${item.id} is ${item.state}, and no machine waits for a decision.`);
  const until = Math.floor(Math.ceil(Date.parse(item.scheduledFor ?? '') / SECOND)) * SECOND;
  if (item.state === 'scheduled' && own[0]?.until !== until) faults.push(`${item.id} is scheduled, and no machine waits for the hour.`);
  if (item.state === 'publishing') faults.push(`${item.id} is publishing for ever.`);
  if (item.withdrawn !== undefined && !item.withdrawn.takenDown) faults.push(`${item.id} is withdrawn and was never taken down.`);
  if (!waits && item.state !== 'scheduled' && own.length > 0) faults.push(`${item.id} is ${item.state}, and a machine still runs.`);
  return faults;
}

/** I4: no bell is missed; each clock that runs has exactly one execution, which waits for the right bell. */
export function bellFaults({ executions, now }: Pick<World, 'executions' | 'now'>, { duties }: Release): string[] {
  return duties.flatMap(({ id, generation, nextBell }) => {
    const waiting = [...executions.all.values()].filter((each) => each.running && each.input.dutyId === id && each.input.generation === generation);
    if (nextBell === undefined) return [];
    if (Date.parse(nextBell.at) <= now) return [`I4: ${id} did not ring at ${nextBell.at}.`];
    return waiting.length === 1 && waiting[0]?.until === Date.parse(nextBell.at) ? [] : [`I4: no clock of ${id} waits for ${nextBell.at}.`];
  });
}

/** I3: no number is given out twice. */
export function numberFaults({ memory }: Pick<World, 'memory'>): string[] {
  const numbers = [...memory.all()].flatMap((row: Row) => (row['numbers'] === undefined ? [] : [row['numbers'] as { year: string; serial: number }]));
  const serials = numbers.map(({ year, serial }) => `${year} ${serial}`);
  return new Set(serials).size === serials.length ? [] : ['I3: a serial number was given out twice.'];
}
