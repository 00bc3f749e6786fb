import { firstBreak, type RecordedEvent } from '../../domain/record/event.ts';
import { bellFaults, machineFaults, numberFaults } from '../model/rest.ts';
import { documentIn } from '../../functions/shared/record/document.ts';
import type { Item } from '../../functions/shared/record/table.ts';
import type { Outside } from './outside.ts';
import { releasesIn } from './watch.ts';

/** What has to hold once nothing moves any more, whatever was cut off on the way. I2 and I8 are watched at every moment (watch.ts). */
export function faultsOf(outside: Outside): string[] {
  const heads = [...outside.memory.all()].filter(({ sk, lastHash }) => sk === 'HEAD' && lastHash !== undefined);
  return [...outside.watch.faults, ...heads.flatMap((head) => chainFaults(outside, head)), ...heads.flatMap(outboxFaults), ...deadLetters(outside), ...releaseFaults(outside), ...numberFaults(outside)];
}

/** I5: every event has its row, the chain holds, and its end is where the head says. */
function chainFaults({ memory }: Outside, { pk, seq, lastHash }: Item): string[] {
  const rows = [...memory.all()].filter((row) => row['pk'] === pk && String(row['sk']).startsWith('EVENT#'));
  const events = rows.map(({ event }) => documentIn<RecordedEvent>(event)).sort((one, other) => one.seq - other.seq);
  const broken = firstBreak(events);
  if (broken !== undefined) return [`I5: the chain of ${String(pk)} breaks at ${broken}.`];
  const whole = events.length === seq && events.at(-1)?.hash === lastHash;
  return whole ? [] : [`I5: ${String(pk)} has ${events.length} rows for ${String(seq)} events.`];
}

/** I7 */
function outboxFaults({ pk, outbox, outboxOpen }: Item): string[] {
  const left = Object.keys((outbox ?? {}));
  return left.length === 0 && outboxOpen === undefined ? [] : [`I7: the outbox of ${String(pk)} keeps ${left.join(', ') || 'nothing, and is found for ever'}.`];
}

function deadLetters({ memory }: Outside): string[] {
  return [...memory.all()].filter(({ sk }) => String(sk).startsWith('DEAD#')).map(({ pk, sk }) => `I7: ${String(pk)} has ${String(sk)}.`);
}

/** I3, I4, I9, and that whatever is waited for has exactly one machine at it (I1). */
function releaseFaults(outside: Outside): string[] {
  return releasesIn(outside).flatMap((release) => {
    const { id, withdrawal, duties, involved } = release;
    const standing = { ...release, ...(withdrawal === undefined ? {} : { withdrawn: { takenDown: withdrawal.takenDownAt !== undefined } }) };
    const bells = duties.flatMap((duty) => duty.bells.map(({ kind, at, rungAt }) => ({ name: `${duty.id} ${kind} ${at}`, early: Date.parse(rungAt) < Date.parse(at) })));
    const twice = new Set(bells.map(({ name }) => name)).size < bells.length;
    return [
      ...machineFaults(outside, standing, release).map((fault) => `I1: ${fault}`),
      ...bellFaults(outside, release),
      ...(twice ? [`I4: a bell of ${id} rang twice.`] : []),
      ...bells.filter(({ early }) => early).map(({ name }) => `I4: ${name} rang early.`),
      ...(new Set(involved.map(({ person }) => person)).size < new Set(involved.map(({ duty }) => duty)).size ? [`I9: somebody has two duties on ${id}.`] : []),
      ...pageFaults(outside, id, release.state),
    ];
  });
}

/** I3: what is published has one page, and what is not online has none, neither in the bucket nor at the edge. */
function pageFaults({ memory, objects, cached }: Outside, id: string, state: string): string[] {
  const addresses = [...memory.all()].filter(({ pk, releaseId }) => String(pk).includes('#ADDRESS#') && releaseId === id).map(({ pk }) => String(pk).split('#ADDRESS#')[1] ?? '');
  const there = addresses.filter((path) => objects.has(path.slice(1)));
  if (state === 'published') return there.length === 1 ? [] : [`I3: ${id} is published and has ${there.length} pages.`];
  if (state === 'withdrawn') return there.length === 0 && !addresses.some((path) => cached.has(path)) ? [] : [`I3: ${id} is withdrawn and still answers.`];
  return [];
}
