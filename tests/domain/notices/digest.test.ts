import { describe, expect, it } from 'vitest';
import { addDays, beijingDate, instantOf } from '../../../domain/calendar/beijing.ts';
import { digestLine, morningAt } from '../../../domain/notices/digest.ts';
import { timeLeft } from '../../../domain/notices/time-left.ts';
import { calendarOf, organisations } from '../../../domain/organisations/organisation.ts';
import type { Person } from '../../../domain/people/person.ts';
import { decide } from '../../../domain/release/decide.ts';
import { isOpen } from '../../../domain/release/duty.ts';
import type { Release } from '../../../domain/release/release.ts';
import { ring } from '../../../domain/release/ring-bell.ts';
import { actOf, after, approvalOf, approved, publisherA, publisherB, reviewer, secrecy, submitted, submitter, zhejiang } from '../release/sample.ts';

/** When the schedule calls (`lib/digest.ts`). */
const CALLS = ['08:40', '10:40'];

function mornings(from: string, days: number): string[] {
  const dates = Array.from({ length: days }, (_, day) => addDays(from, day));
  const all = dates.flatMap((date) => CALLS.map((time) => morningAt(zhejiang, instantOf(date, time))?.date));
  return [...new Set(all.filter((date) => date !== undefined))];
}

describe('the mornings of digests', () => {
  it('leave out 1 to 8 October 2025 and have the make-up Sunday before and the make-up Saturday after', () => {
    expect(mornings('2025-09-27', 17)).toEqual(['2025-09-28', '2025-09-29', '2025-09-30', '2025-10-09', '2025-10-10', '2025-10-11', '2025-10-13']);
  });

  it('begin ten minutes after the office opens', () => {
    expect(morningAt(zhejiang, instantOf('2025-10-09', '08:40') - 1)).toBeUndefined();
    expect(morningAt(zhejiang, instantOf('2025-10-09', '08:40'))).toEqual({ date: '2025-10-09', at: instantOf('2025-10-09', '08:40'), provisional: false });
  });

  it('begin at every site, in winter and in summer, no later than the first call: nobody waits for the second', () => {
    for (const organisation of organisations) {
      for (const date of ['2025-10-09', '2026-01-05', '2026-06-01', '2026-08-03']) {
        expect([organisation.site, date, morningAt(organisation, instantOf(date, CALLS[0]!))?.at]).toEqual([organisation.site, date, instantOf(date, CALLS[0]!)]);
      }
    }
  });

  it('of a year without an official calendar are Monday to Friday, and say that they are provisional', () => {
    expect(mornings('2027-10-01', 4)).toEqual(['2027-10-01', '2027-10-04']);
    expect(morningAt(zhejiang, instantOf('2027-10-01', '09:00'))?.provisional).toBe(true);
  });
});

const morning = instantOf('2025-10-09', '08:40');
const span = { since: instantOf('2025-09-30', '08:40'), until: morning };
const afternoon = instantOf('2025-09-30', '14:50');
const line = (person: Person, release: Release, onDuty: readonly string[] = [publisherA.id], over = span) => digestLine(person, release, onDuty, over);

/** In its first review since the afternoon before the holiday; the amber bell rang at 17:27:30, it is due at 09:20. */
function rung(): Release {
  const release = submitted(afternoon);
  const duty = release.duties.find(isOpen)!;
  return ring(release, duty.id, Date.parse(duty.nextBell!.at))!.release;
}

describe('a line of the digest', () => {
  it('tells the holder what is due today, with the bell that rang, and nobody who has nothing to do with it', () => {
    expect(line(reviewer, rung())).toMatchObject({ why: 'due-today', stage: 'first-review', rule: 'S-first-review', bell: 'amber' });
    expect(line(secrecy, rung())).toBeUndefined();
    expect(line(submitter, rung())).toBeUndefined();
  });

  it('leaves out a bell that the last digest has told, and one that rang at once', () => {
    expect(line(reviewer, rung(), [], { since: afternoon + 3 * 3_600_000, until: morning })).not.toHaveProperty('bell');
    const atOnce = { ...rung() };
    const duties = atOnce.duties.map((duty) => ({ ...duty, bells: duty.bells.map((bell) => ({ ...bell, channel: 'at-once' as const })) }));
    expect(line(reviewer, { ...atOnce, duties })).not.toHaveProperty('bell');
  });

  it('says overdue before everything else', () => {
    expect(line(reviewer, submitted(instantOf('2025-09-30', '08:30')))).toMatchObject({ why: 'overdue' });
  });

  it('offers nobody what they would be refused, though they hear a bell that is for them', () => {
    const same: Person = { ...submitter, roles: [...submitter.roles, ...reviewer.roles] };
    expect(line(same, submitted(afternoon))).toBeUndefined();
    expect(line(same, rung())).toMatchObject({ why: 'rang' });
  });

  it('A-22: what waits for post A is told to A, and to B while no A is there', () => {
    const waits = approved(afternoon);
    expect([line(publisherA, waits)?.why, line(publisherB, waits)?.why]).toEqual(['due-today', undefined]);
    expect(line(publisherB, waits, [publisherB.id])).toMatchObject({ why: 'due-today' });
  });

  it('tells the department of what came back, though no clock runs', () => {
    const before = submitted(afternoon);
    const returned = after(decide(before, approvalOf(before, { outcome: 'return', remarks: '请补充' }), actOf(reviewer, afternoon)));
    expect(line(submitter, { ...returned, duties: [] })).toEqual({ releaseId: returned.id, why: 'waiting', column: 'announcements', stage: 'returned', urgent: false });
  });
});

describe('time in words', () => {
  const calendar = calendarOf(zhejiang);
  const due = instantOf('2025-10-09', '17:30');
  it.each([
    ['17:00', 'minutes', 30],
    ['16:31', 'minutes', 59],
    ['14:30', 'hours', 3],
    ['09:00', 'today', 0],
    ['17:30', 'over-minutes', 0],
    ['17:45', 'over-minutes', 15],
    ['20:45', 'over-hours', 3],
  ] as const)('at %s of a day that is due at 17:30: %s %i', (time, kind, count) => {
    expect(timeLeft(due, instantOf('2025-10-09', time), calendar)).toEqual({ kind, count });
  });
  it('counts working days over a holiday, the make-up Saturday too', () => {
    expect(timeLeft(instantOf('2025-09-30', '17:30'), instantOf('2025-10-08', '09:00'), calendar)).toEqual({ kind: 'over-rest-days', count: 7 });
    expect(timeLeft(instantOf('2025-09-30', '17:30'), instantOf('2025-10-13', '09:00'), calendar)).toEqual({ kind: 'over-days', count: 4 });
  });
  it('a limit that ends with a day is that day’s', () => {
    const midnight = instantOf('2026-02-01', '00:00');
    expect([beijingDate(midnight - 1), timeLeft(midnight, instantOf('2026-01-31', '09:00'), calendar).kind]).toEqual(['2026-01-31', 'today']);
  });
});
