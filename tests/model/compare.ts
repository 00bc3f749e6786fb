import type { Release } from '../../domain/release/release.ts';
import type { Item as Row } from '../../functions/shared/record/table.ts';
import { hashOf, ordered } from './specification/contents.ts';
import { otherDuty, outward, type Item } from './specification/item.ts';

/** Where the record says something else than the specification. */
export function differences(item: Item, document: Release, row: Row): string[] {
  const wanted = sidesOf(item);
  const found = sidesIn(document);
  const sides = Object.keys(wanted).filter((name) => ordered(wanted[name] ?? null) !== ordered(found[name] ?? null));
  const card = JSON.parse(String(row['card'])) as Record<string, unknown>;
  const shown = outward(item);
  const carded = { state: card['state'], stage: card['stage'], pending: card['pending'] };
  return [
    ...sides.map((name) => `${name} is ${ordered(found[name] ?? null)}, not ${ordered(wanted[name] ?? null)}.`),
    ...(ordered(carded) === ordered({ stage: undefined, pending: undefined, ...shown }) ? [] : [`the card shows ${ordered(carded)}.`]),
    ...involvementFaults(item),
  ];
}

/** I9: nobody has two separated duties. */
function involvementFaults(item: Item): string[] {
  return item.involved.filter(({ person, duty }) => otherDuty(item, person, duty) !== undefined).map(({ person }) => `${person} has two separated duties.`);
}

function sidesOf(item: Item): Record<string, unknown> {
  const { state, stage, version, revision, hash, lastEditedBy, submittedBy, publisher, scheduledFor, department } = item;
  return {
    ...{ state, stage, version, revision, hash, lastEditedBy, submittedBy, publisher, scheduledFor, department },
    content: hashOf({ ...item.content, body: undefined }),
    approvals: item.approvals.map(({ stage: at, by, hash: of }) => [at, by, of]),
    involved: item.involved.map(({ person, duty }) => `${duty} ${person}`).sort(),
    suggestion: item.suggestion === undefined ? null : [item.suggestion.id, item.suggestion.by, item.suggestion.stage, item.suggestion.from, item.suggestion.to],
    live: item.live === undefined ? null : [item.live.revision, item.live.hash, item.live.approvals.length],
    withdrawn: item.withdrawn === undefined ? null : [item.withdrawn.by, item.withdrawn.takenDown],
    urgency: item.content.urgency,
  };
}

function sidesIn(document: Release): Record<string, unknown> {
  const { state, stage, version, revision, contentHash: hash, lastEditedBy, submittedBy, publisher, scheduledFor, department, urgency } = document;
  return {
    ...{ state, stage, version, revision, hash, lastEditedBy, submittedBy, publisher, scheduledFor, department, urgency },
    content: hashOf(contentIn(document)),
    approvals: document.approvals.map(({ stage: at, by, contentHash }) => [at, by, contentHash]),
    involved: document.involved.map(({ person, duty }) => `${duty} ${person}`).sort(),
    suggestion: document.suggestion === undefined ? null : [document.suggestion.id, document.suggestion.by, document.suggestion.stage, document.suggestion.from, document.suggestion.to],
    live: document.live === undefined ? null : [document.live.revision, document.live.contentHash, document.live.approvals.length],
    withdrawn: document.withdrawal === undefined ? null : [document.withdrawal.by, document.withdrawal.takenDownAt !== undefined],
  };
}

function contentIn(document: Release): Record<string, unknown> {
  const { column, kind, title, urgency, urgencyReason, disclosure, source, signature, trigger } = document;
  return { column, kind, title, urgency, urgencyReason, disclosure, source, signature, trigger };
}

const isOpen = ({ state }: { readonly state: string }): boolean => state === 'running' || state === 'overdue' || state === 'paused';

/** I4: each bell once and never early; a clock that has ended stays so; who is waited for has a clock. */
export function dutyFaults(before: Release | undefined, after: Release, type: string, now: number): string[] {
  const known = new Map(before?.duties.map((duty) => [duty.id, duty]));
  const faults = after.duties.flatMap((duty) => {
    const was = known.get(duty.id);
    const rung = duty.bells.slice(was?.bells.length ?? 0);
    return [
      ...(was !== undefined && !isOpen(was) && isOpen(duty) ? [`${duty.id} is open again.`] : []),
      ...(was !== undefined && ordered(duty.bells.slice(0, was.bells.length)) !== ordered(was.bells) ? [`${duty.id} lost a bell.`] : []),
      ...(rung.length > (type === 'BellRung' ? 1 : 0) ? [`${duty.id} rang ${rung.length} bells.`] : []),
      ...(rung.some((bell) => Date.parse(bell.at) > now || Date.parse(bell.rungAt) < Date.parse(bell.at)) ? [`${duty.id} rang early.`] : []),
      ...(rung.some((bell) => bell.at !== was?.nextBell?.at || !isOpen(was)) ? [`${duty.id} rang a bell that nobody waited for.`] : []),
      ...(new Set(duty.bells.map(({ at }) => at)).size < duty.bells.length ? [`${duty.id} rang a bell twice.`] : []),
      ...((duty.holder === 'publisher-b') === duty.bells.some(({ kind }) => kind === 'amber' && duty.rule.startsWith('A-23')) ? [] : [`${duty.id} is held by ${duty.holder}.`]),
    ];
  });
  return [...faults, ...clockFaults(after), ...(after.duties.length < known.size ? ['a duty is gone.'] : [])];
}

function clockFaults({ state, stage, duties }: Release): string[] {
  const open = duties.filter(isOpen).map(({ rule }) => rule);
  const publishing = open.length === 1 && open[0]?.startsWith('A-23') === true;
  if (state === 'in-review') return open.length === 1 && open[0] === `S-${stage}` ? [] : [`in ${stage} the clocks ${open.join(', ')} run.`];
  if (['approved', 'scheduled', 'publishing', 'publish-failed'].includes(state)) return publishing ? [] : [`${state}, the clocks ${open.join(', ')} run.`];
  return open.length === 0 ? [] : [`${state}, and still the clocks ${open.join(', ')} run.`];
}
