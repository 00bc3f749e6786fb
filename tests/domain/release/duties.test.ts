import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, toBeijingIso } from '../../../domain/calendar/beijing.ts';
import { decide } from '../../../domain/release/decide.ts';
import type { Duty } from '../../../domain/release/duty.ts';
import { effectsOf } from '../../../domain/release/effects.ts';
import { recordPublished } from '../../../domain/release/machine-steps.ts';
import { publish } from '../../../domain/release/publish.ts';
import type { Release } from '../../../domain/release/release.ts';
import { patienceWith, quietClocks, restartDeadline, restartMachine } from '../../../domain/release/restart.ts';
import { ring } from '../../../domain/release/ring-bell.ts';
import { recall } from '../../../domain/release/submit.ts';
import { actOf, after, approvalOf, approved, approvedBy, draftOf, minutes, now, publishAct, publishing, reviewer, submitted, submitter, tuesday, urgent } from './sample.ts';

const beijing = (text: string): number => instantOf(text.slice(0, 10), text.slice(11));
const dutyOf = (release: Release, rule: string): Duty => release.duties.findLast((duty) => duty.rule === rule)!;
const dueOf = (release: Release, rule: string): string => toBeijingIso(Date.parse(dutyOf(release, rule).dueAt)).slice(0, 16);
const online = { url: '/u', indexNumber: 'n' };

describe('duties', () => {
  it('A-23b: approved Tuesday 2025-09-30 16:00, online by Thursday 2025-10-09 17:30', () => {
    expect(dueOf(approved(beijing('2025-09-30 16:00')), 'A-23b')).toBe('2025-10-09T17:30');
    expect(dutyOf(approved(), 'A-23b')).toMatchObject({ unit: 'network', holder: 'publisher-a', hard: false, state: 'running' });
  });

  it('A-23a: urgent text approved 2025-10-01 09:10, a holiday, is online by 11:10', () => {
    const release = approved(beijing('2025-10-01 09:10'), draftOf(urgent));
    expect(dueOf(release, 'A-23a')).toBe('2025-10-01T11:10');
    expect(release.duties.some((duty) => duty.rule === 'A-23b')).toBe(false);
  });

  it('each stage has its own target, which closes as the next one opens: met until its instant, late after it', () => {
    const first = submitted(beijing('2025-09-29 09:00'));
    expect(dueOf(first, 'S-first-review')).toBe('2025-09-29T14:30');
    for (const [at, state] of [['2025-09-29 14:30', 'met'], ['2025-09-29 14:31', 'late']] as const) {
      const second = approvedBy(first, reviewer, beijing(at));
      expect(second.duties.map((duty) => [duty.rule, duty.state])).toEqual([['S-first-review', state], ['S-confidentiality-review', 'running']]);
      expect(dutyOf(second, 'S-first-review').nextBell).toBeUndefined();
    }
  });

  it('urgent: thirty office minutes for a stage', () => {
    expect(dueOf(submitted(beijing('2025-09-29 11:45'), draftOf(urgent)), 'S-first-review')).toBe('2025-09-29T14:15');
  });

  it('a return closes the target, a recall voids every clock, the answering address closes A-23', () => {
    const first = submitted();
    const returned = after(decide(first, approvalOf(first, { outcome: 'return', remarks: '改' }), actOf(reviewer)));
    expect(returned.duties.map((duty) => duty.state)).toEqual(['met']);
    expect(after(recall(approved(), actOf(submitter))).duties.at(-1)).toMatchObject({ rule: 'A-23b', state: 'void' });
    const due = Date.parse(dutyOf(publishing(), 'A-23b').dueAt);
    expect(dutyOf(recordPublished(publishing(), online, due)!.release, 'A-23b').state).toBe('met');
    expect(dutyOf(recordPublished(publishing(), online, due + 1)!.release, 'A-23b').state).toBe('late');
    expect(dutyOf(after(publish(approved(), now, publishAct())), 'A-23b').state).toBe('running');
  });
});

describe('bells', () => {
  /** A clock that asks at odd times and twice each: what rings, and when. */
  const listen = (release: Release, rule: string, askings: readonly number[]) => {
    const dutyId = dutyOf(release, rule).id;
    return askings.flatMap((at) => [at, at]).reduce((current, at) => ring(current, dutyId, at)?.release ?? current, release);
  };

  it('A-23b: amber at 75 %, due, the leader, then the days: each recorded once, with its own instant', () => {
    const release = approved(beijing('2025-09-29 16:00'));
    const asked = Array.from({ length: 12 * 24 * 4 }, (_, quarter) => beijing('2025-09-29 16:00') + minutes(15 * quarter));
    const bells = dutyOf(listen(release, 'A-23b', asked), 'A-23b').bells;
    expect(bells.map((bell) => `${bell.kind} ${toBeijingIso(Date.parse(bell.at)).slice(0, 16)}`)).toEqual([
      'amber 2025-09-30T15:22',
      'due 2025-09-30T17:30',
      'escalation 2025-10-09T08:30',
      'daily 2025-10-10T08:30',
      'daily 2025-10-11T08:30',
    ]);
  });

  it('I4: whatever the times of asking, a bell is never early, never twice, never left out', () => {
    const release = approved(beijing('2025-09-29 16:00'));
    const askings = fc.array(fc.integer({ min: 0, max: 40 * 24 * 60 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(askings, (offsets) => {
        const asked = offsets.sort((one, other) => one - other).map((offset) => beijing('2025-09-29 16:00') + minutes(offset));
        const { bells, nextBell } = dutyOf(listen(release, 'A-23b', asked), 'A-23b');
        expect(new Set(bells.map((bell) => bell.at)).size).toBe(bells.length);
        for (const bell of bells) expect(Date.parse(bell.rungAt)).toBeGreaterThanOrEqual(Date.parse(bell.at));
        const often = Array.from({ length: bells.length }, () => asked.at(-1) ?? 0);
        const all = dutyOf(listen(release, 'A-23b', often), 'A-23b');
        expect(bells.map((bell) => bell.at)).toEqual(all.bells.slice(0, bells.length).map((bell) => bell.at));
        expect(Date.parse(nextBell?.at ?? '')).toBeGreaterThan(Date.parse(bells.at(-1)?.at ?? '1970-01-01'));
      }),
      { numRuns: 50 },
    );
  });

  it('the due bell makes a duty overdue, and a duty that is closed rings no more', () => {
    const release = publishing(beijing('2025-09-29 16:00'));
    const due = Date.parse(dutyOf(release, 'A-23b').dueAt);
    const amber = listen(release, 'A-23b', [due - 1]);
    expect(dutyOf(amber, 'A-23b').state).toBe('running');
    const overdue = listen(amber, 'A-23b', [due]);
    expect(dutyOf(overdue, 'A-23b').state).toBe('overdue');
    const met = recordPublished(overdue, online, due + minutes(1))!.release;
    expect(dutyOf(met, 'A-23b').state).toBe('late');
    expect(ring(met, dutyOf(met, 'A-23b').id, due + minutes(100_000))).toBeUndefined();
  });

  it('a clock that died is started anew, overdue or not, from the bell it did not ring; another generation’s is not', () => {
    const release = approved(beijing('2025-09-29 16:00'));
    const overdue = listen(release, 'A-23b', [beijing('2025-09-30 17:30'), beijing('2025-09-30 17:30')]);
    for (const before of [release, overdue]) {
      const { id, generation, nextBell } = dutyOf(before, 'A-23b');
      const change = restartDeadline(before, id, generation)!;
      expect(effectsOf(before, change.release)).toContainEqual({ kind: 'start-deadline', dutyId: id, generation: generation + 1, bellAt: nextBell?.at });
      expect(restartDeadline(change.release, id, generation)).toBeUndefined();
    }
  });

  it('a clock that dies again and again is left to the sweep after five starts without a bell, ever more patiently; a bell rung counts anew', () => {
    const died = (release: Release): Release => {
      const { id, generation } = dutyOf(release, 'A-23b');
      return restartDeadline(release, id, generation)?.release ?? release;
    };
    const fiveTimes = Array.from({ length: 7 }).reduce<Release>(died, approved(beijing('2025-09-29 16:00')));
    expect(dutyOf(fiveTimes, 'A-23b').generation).toBe(6);
    const patience: number[] = [];
    let tried = fiveTimes;
    for (let time = 1; time <= 4; time += 1) {
      const { id, generation, nextBell } = dutyOf(tried, 'A-23b');
      const bell = Date.parse(nextBell!.at);
      patience.push(Array.from({ length: 60 }, (_, count) => count).find((count) => quietClocks(tried, nextBell!.at, bell + minutes(count) + 1).some((duty) => duty.id === id))!);
      expect(quietClocks(tried, new Date(bell + minutes(1)).toISOString(), bell + minutes(patience.at(-1)!) + 1)).toEqual([]);
      tried = restartDeadline(tried, id, generation, 'by-the-sweep')!.release;
    }
    expect(patience).toEqual([10, 20, 40, 40]);
    const rung = listen(fiveTimes, 'A-23b', [beijing('2025-09-30 16:00')]);
    expect(dutyOf(rung, 'A-23b').bells).toHaveLength(1);
    expect(dutyOf(died(rung), 'A-23b').generation).toBe(7);
  });

  it('a machine that died is started anew at once at most five times in a row without anybody acting, then by the sweep, ever more patiently', () => {
    let release = publishing();
    for (let time = 1; time <= 5; time += 1) {
      expect(restartMachine(release, release.generation - 1)).toBeUndefined();
      release = restartMachine(release, release.generation)!.release;
    }
    expect(restartMachine(release, release.generation)).toBeUndefined();
    const patience: number[] = [];
    for (let time = 1; time <= 4; time += 1) {
      patience.push(patienceWith(release) / minutes(1));
      release = restartMachine(release, release.generation, 'by-the-sweep')!.release;
    }
    expect(patience).toEqual([10, 20, 40, 40]);
    expect(restartMachine(after(recall(submitted(tuesday), actOf(submitter))), 1)).toBeUndefined();
  });
});
