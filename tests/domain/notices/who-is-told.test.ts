import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFor, isThere, whoIsTold } from '../../../domain/notices/who-is-told.ts';
import type { Role } from '../../../domain/people/person.ts';
import { postsOf, publishersAt } from '../../../domain/people/posts.ts';
import { effectiveAt, type StaffMember } from '../../../domain/people/staff.ts';
import type { Recipient } from '../../../domain/release/duty.ts';
import { member } from '../people/sample.ts';
import { tuesday } from '../release/sample.ts';

const HOUR = 3_600_000;
const span = (from: number, until: number) => ({ from: new Date(tuesday + from * HOUR).toISOString(), until: new Date(tuesday + until * HOUR).toISOString() });
const away = span(-1, 1);
const reached = (one: StaffMember): StaffMember => ({ ...one, email: `${one.id}@zhejiang.example` });
const onLeave = (one: StaffMember): StaffMember => ({ ...one, leaves: [{ id: 'leave', ...away }] });
const disabled = (one: StaffMember): StaffMember => ({ ...one, roles: [], formerly: one.roles });

const a = reached(member('a', ['publisher-a', 'network']));
const b = reached(member('b', ['publisher-b', 'network']));
const reviewer = reached(member('reviewer', ['reviewer', 'finance']));
const head = reached(member('head', ['head', 'finance']));
const admin = reached(member('admin', ['admin', 'office']));
const standIn: StaffMember = { ...reached(member('stand-in', ['liaison', 'legal'])), covers: [{ id: 'leave', person: 'reviewer', name: 'reviewer', roles: reviewer.roles, ...away }] };

const toReviewer: readonly Recipient[] = [{ role: 'reviewer', unit: 'finance' }];
const told = (to: readonly Recipient[], staff: readonly StaffMember[], keptApart: readonly string[] = []) => {
  const { people, instead } = whoIsTold(to, { staff, at: tuesday, keptApart });
  return [people.map(({ id }) => id), instead];
};

describe('who is told', () => {
  it('holders of the role in that unit, and nobody else', () => {
    expect(told(toReviewer, [reviewer, head, admin, reached(member('other', ['reviewer', 'legal']))])).toEqual([['reviewer'], false]);
  });

  it('once, whatever roles of theirs a bell is for', () => {
    const both = reached(member('both', ['reviewer', 'finance'], ['head', 'finance']));
    expect(told([...toReviewer, { role: 'head', unit: 'finance' }], [both])).toEqual([['both'], false]);
  });

  it('who stands in, and not who is on leave', () => {
    expect(told(toReviewer, [onLeave(reviewer), standIn, head, admin])).toEqual([['stand-in'], false]);
  });

  it('A-22: post B for post A while no A is there, and only then', () => {
    const toA: readonly Recipient[] = [{ role: 'publisher-a', unit: 'network' }];
    expect(told(toA, [a, b])).toEqual([['a'], false]);
    expect(told(toA, [onLeave(a), b])).toEqual([['b'], false]);
  });

  it('never who may not take it on', () => {
    expect(told(toReviewer, [reviewer, reached(member('second', ['reviewer', 'finance']))], ['reviewer'])).toEqual([['second'], false]);
  });

  it.each([
    ['is on leave', onLeave(reviewer)],
    ['is disabled', disabled(reviewer)],
    ['has no address', member('reviewer', ['reviewer', 'finance'])],
  ])('the head of the unit and the administrators where the only holder %s', (_, nobody) => {
    expect(told(toReviewer, [nobody, head, admin, reached(member('other', ['head', 'legal']))])).toEqual([['head', 'admin'], true]);
  });

  it('nobody, where nobody is left at all', () => {
    expect(told(toReviewer, [disabled(reviewer), onLeave(head)])).toEqual([[], true]);
  });
});

const place = fc.record({ role: fc.constantFrom<Role>('reviewer', 'head', 'admin', 'publisher-a', 'publisher-b', 'submitter'), unit: fc.constantFrom('finance', 'legal', 'network') });
const hours = fc.tuple(fc.integer({ min: -3, max: 1 }), fc.integer({ min: 1, max: 4 })).map(([from, length]) => span(from, from + length));
const person = fc.record({
  places: fc.array(place, { maxLength: 3 }),
  covered: fc.array(fc.record({ place, hours }), { maxLength: 2 }),
  leaves: fc.array(hours, { maxLength: 2 }),
  reached: fc.boolean(),
});
const people = fc.array(person, { maxLength: 6 }).map((all) =>
  all.map(({ places, covered, leaves, reached: has }, number): StaffMember => {
    const since = '2025-01-01T00:00:00.000Z';
    return {
      ...member(`p${number}`),
      roles: places.map((held) => ({ ...held, since })),
      covers: covered.map((each, index) => ({ id: `c${index}`, person: 'x', name: 'x', roles: [{ ...each.place, since }], ...each.hours })),
      leaves: leaves.map((leave, index) => ({ id: `l${index}`, ...leave })),
      ...(has ? { email: `p${number}@zhejiang.example` } : {}),
    };
  }),
);

describe('whoever they are', () => {
  it('nobody is told twice, nobody who is disabled, on leave or out of reach, and everybody there who holds it', () => {
    fc.assert(
      fc.property(people, fc.array(place, { minLength: 1, maxLength: 3 }), (staff, to) => {
        const audience = whoIsTold(to, { staff, at: tuesday });
        const ids = audience.people.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const one of audience.people) expect([isThere(one, tuesday), one.email === undefined]).toEqual([true, false]);
        const onDuty = publishersAt(staff.flatMap(postsOf), tuesday).map(({ person: id }) => id);
        const meant = staff.filter((one) => isThere(one, tuesday) && one.email !== undefined && to.some((recipient) => isFor(effectiveAt(one, tuesday), recipient, onDuty)));
        if (!audience.instead) expect(ids).toEqual(meant.map(({ id }) => id));
        else expect(meant).toEqual([]);
      }),
      { seed: 20251001, numRuns: 300 },
    );
  });
});
