import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, toBeijingIso } from '../../../domain/calendar/beijing.ts';
import { acknowledge } from '../../../domain/release/acknowledge.ts';
import { closeDuties } from '../../../domain/release/duties.ts';
import { dutyChanges } from '../../../domain/release/duty-changes.ts';
import { releaseIdOfDuty, type Duty } from '../../../domain/release/duty.ts';
import { effectsOf } from '../../../domain/release/effects.ts';
import { askExcuse, decideExcuse } from '../../../domain/release/excuse.ts';
import { handOver } from '../../../domain/release/hand-over.ts';
import { ledgerEntriesOf } from '../../../domain/release/ledger.ts';
import { recordPublished } from '../../../domain/release/machine-steps.ts';
import type { Release } from '../../../domain/release/release.ts';
import { ring } from '../../../domain/release/ring-bell.ts';
import { actOf, after, approved, changeIn, draftOf, minutes, outcomeOf, personWith, publisherA, publisherB, publishing, reviewer, submitted, submitter, urgent, zhejiang } from './sample.ts';

const beijing = (text: string): number => instantOf(text.slice(0, 10), text.slice(11));
const inBeijing = (instant: string): string => toBeijingIso(Date.parse(instant)).slice(0, 16);
const last = (release: Release): Duty => release.duties.at(-1)!;
const monday = beijing('2025-09-29 16:00');
const headOfCenter = personWith('head', 'network');

/** Rings every bell that is due by an instant, in turn. */
function rung(release: Release, until: number): Release {
  const change = ring(release, last(release).id, until);
  return change === undefined ? release : rung(change.release, until);
}

describe('bells', () => {
  const item = rung(approved(monday), beijing('2025-10-11 12:00'));

  it('A-22: amber hands post A’s open work to post B, once, and both hear of it', () => {
    const [amber, ...later] = last(item).bells;
    expect(amber).toMatchObject({ kind: 'amber', to: [{ role: 'publisher-a', unit: 'network' }, { role: 'publisher-b', unit: 'network' }] });
    expect(last(item)).toMatchObject({ holder: 'publisher-b', handedOver: { from: 'publisher-a', to: 'publisher-b', at: amber!.rungAt } });
    for (const bell of later) expect(bell.to).not.toContainEqual({ role: 'publisher-a', unit: 'network' });
    const change = ring(approved(monday), last(approved(monday)).id, Date.parse(amber!.at))!;
    expect(change.event.data).toMatchObject({ bell: 'amber', handedOver: { from: 'publisher-a', to: 'publisher-b' } });
  });

  it('A-22: hands over at the bell that the organisation names, and at no other', () => {
    const { bells } = zhejiang;
    const atDue = { ...zhejiang, bells: { ...bells, handOverToB: 'due' as const } };
    const holders = (['amber', 'due'] as const).map((kind) => handOver(atDue, last(approved(monday)), kind, monday).holder);
    expect(holders).toEqual(['publisher-a', 'publisher-b']);
  });

  it('a stage’s target goes to nobody else', () => {
    const stage = rung(submitted(monday), beijing('2025-10-11 12:00'));
    expect(last(stage)).toMatchObject({ holder: 'reviewer', state: 'overdue' });
    expect(last(stage).handedOver).toBeUndefined();
  });

  it('are for those whom the table names, in the digest, or at once where the item is urgent', () => {
    const holder = { role: 'publisher-b', unit: 'network' };
    const ofUnit = { role: 'head', unit: 'network' };
    expect(last(item).bells.slice(1).map(({ kind, to, channel }) => [kind, to, channel])).toEqual([
      ['due', [holder, ofUnit], 'digest'],
      ['escalation', [{ role: 'leader', unit: 'office' }], 'digest'],
      ['daily', [holder, ofUnit], 'digest'],
      ['daily', [holder, ofUnit], 'digest'],
    ]);
    const soon = rung(approved(monday, draftOf(urgent)), monday + minutes(120));
    expect(last(soon).bells.map(({ kind, channel }) => [kind, channel])).toEqual([['amber', 'at-once'], ['due', 'at-once']]);
  });

  it('"overdue" is not shown on the due day: not before the office has closed', () => {
    const due = Date.parse(last(approved(monday)).dueAt);
    expect(last(rung(approved(monday), due - 1)).state).toBe('running');
    expect(last(rung(approved(monday), due)).state).toBe('overdue');
  });
});

describe('an acknowledgement', () => {
  const overdue = rung(approved(monday), beijing('2025-09-30 18:00'));
  const acknowledged = (release: Release, at: number) => changeIn(acknowledge(release, last(release).id, { remarks: '正在办' }, actOf(publisherB, at)));

  it('holds escalation until the office closes one working day on; then it rings, and so do the days after', () => {
    const { release } = acknowledged(overdue, beijing('2025-09-30 18:00'));
    expect(last(release).acknowledged).toMatchObject({ by: publisherB.id, remarks: '正在办' });
    expect(inBeijing(last(release).acknowledged!.until)).toBe('2025-10-09T17:30');
    const bells = last(rung(release, beijing('2025-10-10 12:00'))).bells.slice(2);
    expect(bells.map((bell) => [bell.kind, inBeijing(bell.at)])).toEqual([['escalation', '2025-10-09T17:30'], ['daily', '2025-10-10T08:30']]);
    expect(inBeijing(bells[0]!.heldFrom!)).toBe('2025-10-09T08:30');
  });

  it('starts the clock anew, since its Wait cannot be woken, and leaves the item’s version', () => {
    const { release } = acknowledged(overdue, beijing('2025-09-30 18:00'));
    const { id, nextBell } = last(release);
    expect(effectsOf(overdue, release)).toEqual([{ kind: 'start-deadline', dutyId: id, generation: 2, bellAt: nextBell!.at }]);
    expect(release.version).toBe(overdue.version);
  });

  it('holds for 30 minutes where the item is urgent', () => {
    const item = approved(monday, draftOf(urgent));
    expect(Date.parse(last(acknowledged(item, monday).release).acknowledged!.until)).toBe(monday + minutes(30));
  });

  it('never holds a warning or the due bell, and a bell is held once', () => {
    const early = acknowledged(approved(monday), monday).release;
    expect(last(early)).toMatchObject({ generation: 1, nextBell: last(approved(monday)).nextBell });
    const first = acknowledged(overdue, beijing('2025-10-09 08:00')).release;
    const again = acknowledged(first, beijing('2025-10-10 08:00')).release;
    expect(last(again).nextBell).toEqual(last(first).nextBell);
  });

  it('I4: acknowledged however often, each bell rings once, in order, none early, none lost', () => {
    const offsets = fc.array(fc.integer({ min: 0, max: 30 * 24 * 60 }), { maxLength: 8 });
    const start = approved(monday);
    const end = monday + minutes(45 * 24 * 60);
    const planned = (release: Release) => last(release).bells.map((bell) => `${bell.kind} ${bell.heldFrom ?? bell.at}`);
    const all = planned(rung(start, end));
    fc.assert(
      fc.property(offsets, (when) => {
        const acts = when.map((offset) => monday + minutes(offset)).sort((one, other) => one - other);
        const done = rung(acts.reduce((release, at) => acknowledged(rung(release, at), at).release, start), end);
        expect(planned(done)).toEqual(all.slice(0, planned(done).length));
        expect(all.length - planned(done).length).toBeLessThanOrEqual(1);
        for (const bell of last(done).bells) {
          expect(Date.parse(bell.rungAt)).toBeGreaterThanOrEqual(Date.parse(bell.at));
          expect(Date.parse(bell.at)).toBeGreaterThanOrEqual(Date.parse(bell.heldFrom ?? bell.at));
        }
        expect(last(done).handedOver?.at).toBe(last(done).bells.find((bell) => bell.kind === 'amber')?.rungAt);
      }),
      { numRuns: 40 },
    );
  });

  it('is for those who hold an open duty', () => {
    const by = (person: typeof publisherA, release = overdue) => outcomeOf(acknowledge(release, last(release).id, {}, actOf(person)));
    expect([by(publisherA), by(publisherB), by(headOfCenter), by(submitter)]).toEqual(['ok', 'ok', 'forbidden', 'forbidden']);
    expect(by(personWith('publisher-a', 'network', { site: 'hangzhou' }))).toBe('forbidden');
    expect([by(reviewer, submitted()), by(personWith('reviewer', 'finance'), submitted())]).toEqual(['ok', 'forbidden']);
    const met = { ...overdue, duties: closeDuties(overdue.duties, monday, () => true) };
    expect(by(publisherA, met)).toBe('wrong-state');
    expect(outcomeOf(acknowledge(overdue, 'zhejiang-aaaaaaaaaaaaaaaa-A-23b-99', {}, actOf(publisherA)))).toBe('not-found');
  });
});

describe('an excuse', () => {
  const late = beijing('2025-10-09 10:00');
  const asked = (release: Release) => after(askExcuse(release, last(release).id, { reason: '名单待核' }, actOf(publisherA, monday)));
  const judged = (release: Release, approve: boolean, person = headOfCenter) => decideExcuse(release, last(release).id, { approve }, actOf(person, late));
  const online = { url: '/u', indexNumber: 'n' };

  it('that the head approved makes a late closing late-excused, before it or after; in time stays met', () => {
    const approvedOne = after(judged(asked(publishing(monday)), true));
    expect(last(recordPublished(approvedOne, online, late)!.release).state).toBe('late-excused');
    expect(last(recordPublished(approvedOne, online, monday + 1)!.release).state).toBe('met');
    const closedLate = recordPublished(asked(publishing(monday)), online, late)!.release;
    expect(last(closedLate).state).toBe('late');
    expect(last(after(judged(closedLate, true))).state).toBe('late-excused');
  });

  it('that was declined or never decided excuses nothing; after a refusal another may be given', () => {
    const declined = after(judged(asked(publishing(monday)), false));
    for (const release of [asked(publishing(monday)), declined]) expect(last(recordPublished(release, online, late)!.release).state).toBe('late');
    expect(outcomeOf(askExcuse(declined, last(declined).id, { reason: '另有原因' }, actOf(publisherA)))).toBe('ok');
  });

  it('is asked by the holder with a reason, for a soft limit, once at a time', () => {
    const ask = (release: Release, reason = '原因', person = publisherA) => askExcuse(release, last(release).id, { reason }, actOf(person));
    expect(outcomeOf(ask(approved(), '原因', headOfCenter))).toBe('forbidden');
    expect(ask(approved(monday, draftOf(urgent)), ' ')).toEqual({
      ok: false,
      error: { type: 'validation', faults: [{ pointer: '', code: 'hard-limit' }, { pointer: '/reason', code: 'reason-required' }] },
    });
    expect(ask(asked(approved()))).toMatchObject({ error: { type: 'wrong-state', faults: [{ code: 'excuse-asked' }] } });
  });

  it('is judged by a head of the unit who did not ask, once, where there is something to excuse', () => {
    const item = asked(approved());
    expect(['head', 'publisher-b'].map((role) => outcomeOf(judged(item, true, personWith(role as 'head', role === 'head' ? 'finance' : 'network'))))).toEqual(['forbidden', 'forbidden']);
    const both = { ...headOfCenter, id: 'both', roles: [...headOfCenter.roles, ...publisherA.roles] };
    const own = after(askExcuse(approved(), last(item).id, { reason: '原因' }, actOf(both)));
    expect([outcomeOf(judged(own, true, both)), outcomeOf(judged(own, true))]).toEqual(['separation-of-duties', 'ok']);
    const admin = { ...headOfCenter, roles: [...headOfCenter.roles, ...personWith('admin', 'office').roles] };
    expect(outcomeOf(judged(item, true, admin))).toBe('forbidden');
    expect(judged(approved(), true)).toMatchObject({ error: { type: 'wrong-state', faults: [{ code: 'no-excuse-asked' }] } });
    expect(outcomeOf(judged(after(judged(item, true)), false))).toBe('wrong-state');
    const met = { ...item, duties: closeDuties(item.duties, monday, () => true) };
    expect(outcomeOf(judged(met, true))).toBe('wrong-state');
  });
});

describe('the ledger', () => {
  const entries = (before: Release | undefined, release: Release) => ledgerEntriesOf({ data: { duties: dutyChanges(before, release) } }).map(({ id: _, dueAt: __, ...entry }) => entry);
  const item = approved(monday);

  it('B-17: has what was closed, rang at its limit or after it, changed hands, was acknowledged or excused', () => {
    const start = { rule: 'A-23b', unit: 'network' };
    const steps = [
      ring(item, last(item).id, Date.parse(last(item).nextBell!.at))!.release,
      rung(item, Date.parse(last(item).dueAt)),
      after(acknowledge(item, last(item).id, {}, actOf(publisherA))),
      after(askExcuse(item, last(item).id, { reason: '原因' }, actOf(publisherA))),
      { ...item, duties: closeDuties(item.duties, monday, () => true) },
    ];
    expect(steps.map((step) => entries(item, step))).toMatchObject([
      [{ ...start, state: 'running', bell: 'amber', handedOverTo: 'publisher-b' }],
      [{ ...start, state: 'overdue', bell: 'due' }],
      [{ ...start, state: 'running', acknowledgedUntil: expect.any(String) as string }],
      [{ ...start, state: 'running', excuse: 'asked' }],
      [{ ...start, state: 'met' }],
    ]);
  });

  it('has nothing of a clock that starts, a warning, or a restart', () => {
    expect(entries(draftOf(), submitted())).toEqual([]);
    const warned = ring(submitted(monday), last(submitted(monday)).id, monday + minutes(1140))!.release;
    expect([last(warned).bells.length, entries(submitted(monday), warned)]).toEqual([1, []]);
  });
});

it('a duty’s id names its release', () => {
  expect(releaseIdOfDuty('zhejiang-aaaaaaaaaaaaaaaa-A-23b-5')).toBe('zhejiang-aaaaaaaaaaaaaaaa');
  expect(releaseIdOfDuty('some-site-aaaaaaaaaaaaaaaa-S-first-review-1')).toBe('some-site-aaaaaaaaaaaaaaaa');
  expect(releaseIdOfDuty('nonsense')).toBe('nonsense');
});
