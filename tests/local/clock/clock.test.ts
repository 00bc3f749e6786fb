import { afterEach, describe, expect, it, vi } from 'vitest';
import { Activity } from '../../../local/clock/activity.ts';
import { Clock, type ClockState } from '../../../local/clock/clock.ts';

const HOUR = 3_600_000;

afterEach(() => vi.useRealTimers());

/** A source that is due at the given instants and tells at which it rang. */
function dueAt(instants: number[], onRing: (now: number) => void) {
  return {
    name: 'waits',
    nextDue: () => instants[0],
    ring: (now: number) => {
      while (instants[0] !== undefined && instants[0] <= now) instants.shift();
      onRing(now);
    },
  };
}

describe('a clock that is moved', () => {
  it('keeps each instant before it rings, so that a process killed on the way does not go back', async () => {
    const kept: ClockState[] = [];
    const clock = new Clock(new Activity(), { offset: 0 }, (state) => kept.push(state));
    const start = clock.now();
    const seen: number[] = [];
    // What a process that is started right now would show.
    clock.register(dueAt([start + HOUR, start + 2 * HOUR], (now) => seen.push(Date.now() + (kept.at(-1)?.offset ?? 0) - now)));
    await clock.moveTo(start + 3 * HOUR);
    clock.close();
    expect(seen).toHaveLength(2);
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(0);
  });

  it('refuses to go back', async () => {
    const clock = new Clock(new Activity());
    await expect(clock.moveTo(clock.now() - 1000)).rejects.toThrow('never goes back');
    clock.close();
  });

  it('takes a move that time has overtaken as done', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const clock = new Clock(new Activity());
    const moved = clock.moveTo(clock.now());
    vi.setSystemTime(Date.now() + 5);
    await expect(moved).resolves.toBe(0);
    clock.close();
  });
});
