import { describe, expect, it } from 'vitest';
import { firstGap, mayWorkPost, postsOf, publishersAt } from '../../../domain/people/posts.ts';
import type { StaffMember } from '../../../domain/people/staff.ts';
import { tuesday } from '../release/sample.ts';
import { a, b, writer } from './sample.ts';

const HOUR = 3_600_000;
const iso = (at: number): string => new Date(at).toISOString();
const away = (person: StaffMember, from = tuesday - HOUR, until = tuesday + HOUR): StaffMember => ({ ...person, leaves: [{ id: `${person.id}-1`, from: iso(from), until: iso(until) }] });
const rosterOf = (...people: readonly StaffMember[]) => people.flatMap(postsOf);
const standingIn = (person: StaffMember, forWhom: StaffMember): StaffMember => ({
  ...person,
  covers: [{ id: 'c', person: forWhom.id, name: forWhom.name, roles: forWhom.roles, from: iso(tuesday - HOUR), until: iso(tuesday + HOUR) }],
});

describe('A-22: who may put online', () => {
  it('A on duty; B not while A is there', () => {
    const roster = rosterOf(a, b);
    expect(mayWorkPost(roster, a, undefined, tuesday)).toEqual({ ok: true, value: {} });
    expect(mayWorkPost(roster, b, undefined, tuesday)).toMatchObject({ error: { type: 'forbidden', faults: [{ code: 'post-a-on-duty', values: { name: 'a' } }] } });
  });

  it('B in the place of A while every A is on leave, from its first instant up to its last', () => {
    const roster = rosterOf(away(a), b);
    for (const [at, covering] of [[tuesday - HOUR, true], [tuesday + HOUR - 1, true], [tuesday - HOUR - 1, false], [tuesday + HOUR, false]] as const) {
      expect(mayWorkPost(roster, b, undefined, at)).toMatchObject(covering ? { value: { covering: 'publisher-a' } } : { ok: false });
      expect(mayWorkPost(roster, a, undefined, at).ok).toBe(!covering);
    }
    expect(mayWorkPost(roster, a, undefined, tuesday)).toMatchObject({ error: { type: 'forbidden', faults: [{ code: 'on-leave' }] } });
    expect(mayWorkPost(rosterOf(away(a), { ...a, id: 'a2' }, b), b, undefined, tuesday).ok).toBe(false);
  });

  it('B in the place of A when the duty was handed over, though A is there', () => {
    expect(mayWorkPost(rosterOf(a, b), b, 'publisher-b', tuesday)).toEqual({ ok: true, value: { covering: 'publisher-a' } });
    expect(mayWorkPost(rosterOf(a, b), b, 'publisher-a', tuesday).ok).toBe(false);
  });

  it('nobody when neither is there, and the time is named', () => {
    const roster = rosterOf(away(a), away(b));
    for (const person of [a, b]) {
      expect(mayWorkPost(roster, person, undefined, tuesday)).toMatchObject({ error: { type: 'blocked-by-checks', faults: [{ code: 'nobody-on-duty', values: { at: '2025-09-30T15:50:00+08:00' } }] } });
    }
    expect(mayWorkPost(roster, writer, undefined, tuesday)).toEqual({ ok: false, error: { type: 'forbidden' } });
  });

  it('who stands in for A works as A and says so, for as long as they stand in; B then waits', () => {
    const roster = rosterOf(away(a), b, standingIn(writer, a));
    expect(mayWorkPost(roster, writer, undefined, tuesday)).toEqual({ ok: true, value: { covering: 'publisher-a' } });
    expect(mayWorkPost(roster, b, undefined, tuesday).ok).toBe(false);
    expect(mayWorkPost(roster, writer, undefined, tuesday + HOUR)).toMatchObject({ error: { type: 'forbidden' } });
    expect(publishersAt(roster, tuesday).map(({ person }) => person)).toEqual(['writer']);
  });

  it('a disabled person holds no post', () => {
    expect(postsOf({ ...standingIn(writer, a), roles: [] })).toEqual([]);
  });
});

describe('a gap in the roster', () => {
  it('is found where the last one leaves, or stops standing in, and nowhere else', () => {
    expect(firstGap(rosterOf(a, away(b)), tuesday - HOUR, tuesday + HOUR)).toBeUndefined();
    expect(firstGap(rosterOf(away(a), away(b, tuesday, tuesday + 2 * HOUR)), tuesday - HOUR, tuesday + HOUR)).toBe(tuesday);
    expect(firstGap(rosterOf(away(a), away(b, tuesday + HOUR, tuesday + 2 * HOUR)), tuesday - HOUR, tuesday + HOUR)).toBeUndefined();
    const shortly = standingIn(writer, a);
    expect(firstGap(rosterOf(away(a, tuesday, tuesday + 3 * HOUR), away(b, tuesday, tuesday + 3 * HOUR), shortly), tuesday, tuesday + 3 * HOUR)).toBe(tuesday + HOUR);
  });
});
