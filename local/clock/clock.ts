import type { Activity } from './activity.ts';

/** Something with due times: the waits of an engine, a schedule. Instants are epoch milliseconds of the virtual clock. */
export interface TimerSource {
  readonly name: string;
  /** The earliest due instant, or undefined when nothing waits. */
  nextDue(): number | undefined;
  /** Rings everything due at or before `now`; what it sets going is counted in the clock's activity. */
  ring(now: number): void;
  /**
   * A source that repeats often (a sweep each minute) does not ring each time while the clock is moved: after other
   * sources have rung, at most once in six hours, and once at the end.
   */
  readonly frequent?: boolean;
}

export interface ClockState {
  /** Virtual minus real time, in milliseconds. */
  readonly offset: number;
}

const LONGEST_TIMER = 2 ** 31 - 1;
const BETWEEN_FREQUENT = 6 * 3_600_000;

/** The one virtual clock: it ticks with real time, starts anywhere, and is moved forward but never back. */
export class Clock {
  readonly activity: Activity;
  #offset: number;
  #sources: TimerSource[] = [];
  #afterStretch: ((now: number) => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #frozenAt: number | undefined;
  #moving: Promise<unknown> = Promise.resolve();
  #persist: (state: ClockState) => void;
  #closed = false;

  constructor(activity: Activity, state: ClockState = { offset: 0 }, persist: (state: ClockState) => void = () => undefined) {
    this.activity = activity;
    this.#offset = state.offset;
    this.#persist = persist;
  }

  now(): number {
    return this.#frozenAt ?? Date.now() + this.#offset;
  }

  register(source: TimerSource): void {
    this.#sources.push(source);
    this.rearm();
  }

  /** Whether it is being moved. */
  get moving(): boolean {
    return this.#frozenAt !== undefined;
  }

  /** Told within a move each time when frequent sources have rung and all is quiet; the last time at its end. */
  onStretch(listener: (now: number) => void): void {
    this.#afterStretch.push(listener);
  }

  /** To be called by a source whose earliest due instant has changed. Cheap. */
  rearm(): void {
    if (this.#closed || this.#frozenAt !== undefined) return;
    clearTimeout(this.#timer);
    const due = this.#earliest();
    if (due === undefined) return;
    this.#timer = setTimeout(() => this.#tick(), Math.min(Math.max(due - this.now(), 0), LONGEST_TIMER));
  }

  /** Sets the clock before anything was started (`--now`). */
  startAt(instant: number): void {
    this.#offset = instant - Date.now();
    this.#persist({ offset: this.#offset });
  }

  /**
   * Moves forward to `target`, ringing everything due on the way in order and waiting for quiet after each instant.
   * Answers how many instants rang. Each instant is kept before it rings: a process killed on the way does not go back.
   */
  async moveTo(target: number): Promise<number> {
    if (target < this.now()) throw new RangeError('The clock never goes back.');
    const move = this.#moving.then(() => this.#move(target));
    this.#moving = move.catch(() => undefined);
    return move;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #move(wanted: number): Promise<number> {
    let fired = 0;
    clearTimeout(this.#timer);
    this.#frozenAt = this.now();
    // Time may have overtaken it while an earlier move was under way.
    const target = Math.max(wanted, this.#frozenAt);
    try {
      await this.activity.quiet();
      let frequentAt = this.#frozenAt;
      for (let due = this.#earliest(false); due !== undefined && due <= target; due = this.#earliest(false)) {
        if (due > this.#frozenAt) this.#standAt(due);
        fired += 1;
        const frequentToo: boolean = this.#frozenAt - frequentAt >= BETWEEN_FREQUENT;
        if (frequentToo) frequentAt = this.#frozenAt;
        this.#ring(false);
        await this.activity.quiet();
        if (frequentToo) await this.#ringFrequent();
      }
      this.#standAt(target);
      await this.#ringFrequent();
    } finally {
      this.#offset = (this.#frozenAt ?? target) - Date.now();
      this.#frozenAt = undefined;
      this.#persist({ offset: this.#offset });
      this.rearm();
    }
    return fired;
  }

  async #ringFrequent(): Promise<void> {
    this.#ring(true);
    await this.activity.quiet();
    for (const tell of this.#afterStretch) tell(this.now());
  }

  #standAt(instant: number): void {
    this.#frozenAt = instant;
    this.#persist({ offset: instant - Date.now() });
  }

  #tick(): void {
    if (this.#closed) return;
    this.#ring(true);
    this.rearm();
  }

  #ring(frequentToo: boolean): void {
    const now = this.now();
    for (const source of this.#sources) {
      if (source.frequent === true && !frequentToo) continue;
      const due = source.nextDue();
      if (due !== undefined && due <= now) source.ring(now);
    }
  }

  #earliest(frequentToo = true): number | undefined {
    let earliest: number | undefined;
    for (const source of this.#sources) {
      if (source.frequent === true && !frequentToo) continue;
      const due = source.nextDue();
      if (due !== undefined && (earliest === undefined || due < earliest)) earliest = due;
    }
    return earliest;
  }
}
