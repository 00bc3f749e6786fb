import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonChange } from '../../../domain/people/change.ts';
import { takeCover } from '../../../domain/people/covers.ts';
import { emptyPostsAhead, endLeave, recordLeave } from '../../../domain/people/leave.ts';
import { actsFor, holds } from '../../../domain/people/person.ts';
import { reassign } from '../../../domain/people/reassign.ts';
import { effectiveAt, type Cover, type StaffMember } from '../../../domain/people/staff.ts';
import type { Refusal } from '../../../domain/refusal.ts';
import type { Result } from '../../../domain/result.ts';
import { mayCombine } from '../../../domain/release/permissions.ts';
import { submitted, tuesday } from '../release/sample.ts';
import { a, actBy, admin, b, carriedOut, head, member, named, reviewer, staff, writer } from './sample.ts';

const DAY = 86_400_000;
const changed = (result: Result<PersonChange, Refusal>): PersonChange => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const faultsOf = (result: Result<unknown, Refusal>) => (result.ok ? [] : (result.error.faults ?? []).map(({ pointer, code }) => `${pointer} ${code}`));
const tomorrow = { from: '2025-10-01', until: '2025-10-02' };

describe('leave', () => {
  it('counts its last day whole, in Beijing, and is one event with its reason', () => {
    const { person, event } = changed(recordLeave(writer, { ...tomorrow, reason: '年休假' }, actBy(writer)));
    expect(person.leaves).toEqual([{ id: 'writer-2', from: '2025-09-30T16:00:00.000Z', until: '2025-10-02T16:00:00.000Z' }]);
    expect(event).toMatchObject({ type: 'LeaveRecorded', by: 'writer', data: { id: 'writer-2', reason: '年休假' } });
    const instants = { from: '2025-10-01T09:00:00+08:00', until: '2025-10-01T12:00:00+08:00' };
    expect(changed(recordLeave(writer, instants, actBy(writer))).person.leaves[0]).toMatchObject({ from: '2025-10-01T01:00:00.000Z', until: '2025-10-01T04:00:00.000Z' });
  });

  it('is recorded by oneself, by the head of the department and by an administrator, and by nobody else', () => {
    for (const by of [writer, head, admin]) expect(recordLeave(writer, tomorrow, actBy(by)).ok).toBe(true);
    const foreign = member('foreign', ['head', 'legal']);
    for (const by of [reviewer, foreign, { ...admin, site: 'hangzhou' }]) expect(recordLeave(writer, tomorrow, actBy(by))).toMatchObject({ error: { type: 'forbidden' } });
    const ofTwo = member('two', ['submitter', 'finance'], ['text', 'office']);
    expect(recordLeave(ofTwo, tomorrow, actBy(head)).ok).toBe(false);
  });

  it('names every fault at once: out of order, wholly past, and who cannot stand in', () => {
    expect(faultsOf(recordLeave(writer, { from: '2025-10-02', until: '2025-10-01', cover: 'nobody' }, actBy(writer)))).toEqual(['/until leave-not-in-order', '/cover unknown-person']);
    expect(faultsOf(recordLeave(writer, { from: '2025-09-01', until: '2025-09-29' }, actBy(writer)))).toEqual(['/until leave-over']);
    expect(faultsOf(recordLeave(writer, { ...tomorrow, cover: 'writer' }, actBy(writer)))).toEqual(['/cover covers-themselves']);
    const disabled = { ...reviewer, roles: [] };
    expect(faultsOf(recordLeave(writer, { ...tomorrow, cover: 'reviewer' }, actBy(writer, [writer, disabled])))).toEqual(['/cover unknown-person']);
  });

  it('A-22: that would leave neither post A nor post B on duty is refused and names the time; with a stand-in it is not', () => {
    const onLeave = carriedOut(changed(recordLeave(a, { from: '2025-10-02', until: '2025-10-05' }, actBy(a))));
    const refused = recordLeave(b, { from: '2025-10-01', until: '2025-10-03' }, actBy(b, onLeave));
    expect(refused).toMatchObject({ error: { type: 'blocked-by-checks', faults: [{ pointer: '/from', code: 'nobody-on-duty', values: { at: '2025-10-02T00:00:00+08:00' } }] } });
    expect(recordLeave(b, { from: '2025-10-06', until: '2025-10-07' }, actBy(b, onLeave)).ok).toBe(true);
    expect(recordLeave(b, { from: '2025-10-01', until: '2025-10-03', cover: 'writer' }, actBy(b, onLeave)).ok).toBe(true);
  });

  it('is refused where the person has one in that time already, however they overlap; one after the other is not', () => {
    const away = carriedOut(changed(recordLeave(writer, { from: '2025-10-02', until: '2025-10-05' }, actBy(writer))));
    const again = (from: string, until: string) => recordLeave(named('writer', away), { from, until }, actBy(writer, away));
    for (const [from, until] of [['2025-10-01', '2025-10-02'], ['2025-10-05', '2025-10-06'], ['2025-10-03', '2025-10-04'], ['2025-10-01', '2025-10-09']] as const) {
      expect(again(from, until)).toMatchObject({ error: { faults: [{ pointer: '/from', code: 'leave-overlaps', values: { from: '2025-10-02T00:00:00+08:00', until: '2025-10-06T00:00:00+08:00' } }] } });
    }
    expect([again('2025-10-01', '2025-10-01').ok, again('2025-10-06', '2025-10-07').ok]).toEqual([true, true]);
    const ended = carriedOut(changed(endLeave(named('writer', away), 'writer-2', actBy(writer, away))), away);
    expect(recordLeave(named('writer', ended), { from: '2025-10-03', until: '2025-10-04' }, actBy(writer, ended)).ok).toBe(true);
  });

  it('A-22: that empties both posts together with another is found in what everybody has recorded, and who stands in counts at once', () => {
    const onLeave = (who: StaffMember, cover?: string): StaffMember => ({ ...who, leaves: [{ id: `${who.id}-2`, from: '2025-10-02T00:00:00.000Z', until: '2025-10-05T00:00:00.000Z', ...(cover === undefined ? {} : { cover }) }] });
    const both = (cover?: string) => [onLeave(a), onLeave(b, cover), ...staff.filter(({ id }) => id !== 'a' && id !== 'b')];
    expect(emptyPostsAhead(both(), tuesday)).toMatchObject([{ code: 'nobody-on-duty', values: { at: '2025-10-02T08:00:00+08:00' } }]);
    expect(emptyPostsAhead(both(), tuesday + 30 * DAY)).toEqual([]);
    expect(emptyPostsAhead(both('writer'), tuesday)).toEqual([]);
    const standInGone = both('writer').map((each) => (each.id === 'writer' ? { ...each, roles: [], formerly: each.roles } : each));
    expect(emptyPostsAhead(standInGone, tuesday)).toHaveLength(1);
  });

  it('ended early ends the cover as well; one that is over or was ended cannot be ended again', () => {
    const begun = carriedOut(changed(recordLeave(reviewer, { from: '2025-09-30', until: '2025-10-03', cover: 'writer' }, actBy(reviewer))));
    const later = tuesday + DAY;
    expect(holds(effectiveAt(named('writer', begun), later - 1), 'reviewer', 'finance')).toBe(true);
    const ended = carriedOut(changed(endLeave(named('reviewer', begun), 'reviewer-2', actBy(reviewer, begun, later))), begun, later);
    expect(holds(effectiveAt(named('writer', ended), later), 'reviewer', 'finance')).toBe(false);
    expect(endLeave(named('reviewer', ended), 'reviewer-2', actBy(reviewer, ended, later))).toMatchObject({ error: { type: 'not-found' } });
    expect(endLeave(named('reviewer', begun), 'reviewer-2', actBy(a, begun, later))).toMatchObject({ error: { type: 'forbidden' } });
  });
});

describe('reassignment', () => {
  it('gives all of a person’s work to another from now on; a later one ends it, and so does taking it back', () => {
    const given = carriedOut(changed(reassign(writer, { to: 'reviewer', remarks: '借调' }, actBy(head))));
    expect([...actsFor(effectiveAt(named('reviewer', given), tuesday + 400 * DAY))]).toEqual(['reviewer', 'writer']);
    const again = carriedOut(changed(reassign(named('writer', given), { to: 'head' }, actBy(admin, given, tuesday + DAY))), given, tuesday + DAY);
    expect(['reviewer', 'head'].map((id) => actsFor(effectiveAt(named(id, again), tuesday + DAY)).has('writer'))).toEqual([false, true]);
    const back = carriedOut(changed(reassign(named('writer', again), { to: 'writer' }, actBy(admin, again, tuesday + 2 * DAY))), again, tuesday + 2 * DAY);
    expect(back.every((each) => each.id === 'writer' || !actsFor(effectiveAt(each, tuesday + 2 * DAY)).has('writer'))).toBe(true);
    expect(faultsOf(reassign(named('writer', back), { to: 'writer' }, actBy(admin, back)))).toEqual(['/to covers-themselves']);
  });

  it('gives an administrator no roles of their own making: not by a reassignment, not by standing in', () => {
    expect(faultsOf(reassign(a, { to: 'admin' }, actBy(admin)))).toEqual(['/to own-roles']);
    expect(faultsOf(recordLeave(a, { ...tomorrow, cover: 'admin' }, actBy(admin)))).toEqual(['/cover own-roles']);
    expect(recordLeave(a, { ...tomorrow, cover: 'admin' }, actBy(a)).ok).toBe(true);
  });

  it('of a disabled person gives the roles that they had; what was reassigned to them goes along', () => {
    const given = carriedOut(changed(reassign(writer, { to: 'reviewer' }, actBy(admin))));
    const disabled: StaffMember = { ...named('reviewer', given), roles: [], formerly: reviewer.roles };
    const site = given.map((each) => (each.id === 'reviewer' ? disabled : each));
    const moved = carriedOut(changed(reassign(disabled, { to: 'head' }, actBy(admin, site))), site);
    expect([...actsFor(effectiveAt(named('head', moved), tuesday))].sort()).toEqual(['head', 'reviewer', 'writer']);
  });

  it('is not one’s own to do, and administration never goes along', () => {
    for (const by of [writer, reviewer, a]) expect(reassign(writer, { to: 'reviewer' }, actBy(by))).toMatchObject({ error: { type: 'forbidden' } });
    const given = carriedOut(changed(recordLeave(admin, { ...tomorrow, from: '2025-09-30', cover: 'writer' }, actBy(admin))));
    expect(holds(effectiveAt(named('writer', given), tuesday), 'admin')).toBe(false);
  });

  it('I9: who stands in for another still does only one separated duty on an item', () => {
    const item = submitted();
    const submitter = { ...writer, id: item.submittedBy!, covers: [{ id: 'x', person: 'reviewer', name: 'reviewer', roles: reviewer.roles, from: '2025-01-01T00:00:00.000Z' }] };
    expect(mayCombine(effectiveAt(submitter, tuesday), 'first-review', item)).toMatchObject({ error: { type: 'separation-of-duties' } });
  });
});

describe('covers', () => {
  const instants = fc.integer({ min: tuesday - 30 * DAY, max: tuesday + 30 * DAY });
  const covers: fc.Arbitrary<Cover> = fc
    .record({ id: fc.constantFrom('x', 'y', 'z'), person: fc.constantFrom('reviewer', 'head'), from: instants, length: fc.option(fc.integer({ min: 1, max: 9 * DAY }), { nil: undefined }) })
    .map(({ id, person, from, length }) => ({
      id,
      person,
      name: person,
      roles: named(person, staff).roles,
      from: new Date(from).toISOString(),
      ...(length === undefined ? {} : { until: new Date(from + length).toISOString() }),
    }));

  it('never take a role of one’s own away', () => {
    fc.assert(fc.property(fc.array(covers), instants, (all, at) => writer.roles.every((own) => effectiveAt({ ...writer, covers: all }, at).roles.includes(own))));
  });

  it('begin at `from` and end exactly at `until`', () => {
    fc.assert(
      fc.property(covers, (cover) => {
        const stands = (at: number): boolean => actsFor(effectiveAt({ ...writer, covers: [cover] }, at)).has(cover.person);
        const from = Date.parse(cover.from);
        expect([stands(from - 1), stands(from)]).toEqual([false, true]);
        if (cover.until !== undefined) expect([stands(Date.parse(cover.until) - 1), stands(Date.parse(cover.until))]).toEqual([true, false]);
      }),
    );
  });

  it('come to the same whichever of them is learnt of first and however often', () => {
    const told = (all: readonly Cover[]) => all.reduce<StaffMember>((now, cover) => takeCover(now, cover)?.person ?? now, writer).covers;
    fc.assert(
      fc.property(covers, fc.integer({ min: 1, max: 9 * DAY }), (cover, length) => {
        const ended = { ...cover, until: new Date(Date.parse(cover.from) + length).toISOString() };
        expect(told([ended, cover])).toEqual(told([cover, ended, cover, ended]));
      }),
    );
  });
});
