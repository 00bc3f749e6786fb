import { addDays, beijingDate, instantOf, weekday, type BeijingDate } from './beijing.ts';
import type { OfficeHours } from './office-hours.ts';
import type { OfficialYears } from './official-years.ts';

const MINUTE = 60_000;

/** Why a day is worked or not. */
export type DayReason = 'weekday' | 'weekend' | 'holiday' | 'make-up-day';

export interface DayKind {
  /** Whether it is a working day. */
  counts: boolean;
  why: DayReason;
  /** No official calendar for its year: judged by the weekday alone, to be computed again when the notice comes. */
  provisional: boolean;
}

/** A stretch of office hours, in epoch ms. */
interface Session {
  opens: number;
  closes: number;
}

/** Working days and office hours of one organisation (rules, section 7). */
export class WorkingCalendar {
  readonly #years: OfficialYears;
  readonly #hours: OfficeHours;
  readonly #special = new Map<BeijingDate, 'holiday' | 'make-up-day'>();

  constructor(years: OfficialYears, hours: OfficeHours) {
    this.#years = years;
    this.#hours = hours;
    for (const { off, work } of Object.values(years)) {
      for (const date of off) this.#special.set(date, 'holiday');
      for (const date of work) this.#special.set(date, 'make-up-day');
    }
  }

  /** What a day is. A year without official data falls back to weekdays, and says so. */
  dayKind(date: BeijingDate): DayKind {
    const provisional = this.#years[date.slice(0, 4)] === undefined;
    const why = this.#special.get(date) ?? ([0, 6].includes(weekday(date)) ? 'weekend' : 'weekday');
    return { counts: why === 'weekday' || why === 'make-up-day', why, provisional };
  }

  isWorkingDay(date: BeijingDate): boolean {
    return this.dayKind(date).counts;
  }

  /** The first working day after `date`. */
  nextWorkingDay(date: BeijingDate): BeijingDate {
    return this.workingDayFrom(addDays(date, 1));
  }

  /** `date` itself when it is worked, else the next working day. */
  workingDayFrom(date: BeijingDate): BeijingDate {
    let day = date;
    while (!this.isWorkingDay(day)) day = addDays(day, 1);
    return day;
  }

  /** `date` itself when it is worked, else the working day before it. */
  workingDayUntil(date: BeijingDate): BeijingDate {
    let day = date;
    while (!this.isWorkingDay(day)) day = addDays(day, -1);
    return day;
  }

  /** When the office opens (or would open, on a rest day). */
  openOfOffice(date: BeijingDate): number {
    return Math.min(...this.#hoursOf(date).map(({ opens }) => opens));
  }

  /** When the office closes for the day (or would close, on a rest day). */
  closeOfOffice(date: BeijingDate): number {
    return Math.max(...this.#hoursOf(date).map(({ closes }) => closes));
  }

  /** Office minutes of a whole day; 0 on a rest day. */
  officeMinutes(date: BeijingDate): number {
    return this.#sessions(date).reduce((sum, { opens, closes }) => sum + (closes - opens), 0) / MINUTE;
  }

  /**
   * The instant at which `minutes` of office time have passed since `instant`, carried over breaks, nights and rest
   * days. Time that is used up as a session ends is over then, not when the next one opens.
   */
  addOfficeMinutes(instant: number, minutes: number): number {
    let left = Math.round(minutes * MINUTE);
    if (left <= 0) return instant;
    for (let date = beijingDate(instant); ; date = this.nextWorkingDay(date)) {
      for (const { opens, closes } of this.#sessions(date)) {
        const start = Math.max(opens, instant);
        const available = Math.max(0, closes - start);
        if (left <= available) return start + left;
        left -= available;
      }
    }
  }

  /** Office minutes from `start` to `end` (fractions where the instants have seconds); 0 when `end` is earlier. */
  officeMinutesBetween(start: number, end: number): number {
    let sum = 0;
    for (let date = beijingDate(start), last = beijingDate(end); date <= last; date = addDays(date, 1)) {
      for (const { opens, closes } of this.#sessions(date)) {
        sum += Math.max(0, Math.min(closes, end) - Math.max(opens, start));
      }
    }
    return sum / MINUTE;
  }

  #sessions(date: BeijingDate): Session[] {
    return this.isWorkingDay(date) ? this.#hoursOf(date) : [];
  }

  #hoursOf(date: BeijingDate): Session[] {
    const { normal, summer } = this.#hours;
    const inSummer = summer.seasons.some(({ from, to }) => from <= date && date <= to);
    return (inSummer ? summer.sessions : normal).map(({ opens, closes }) => ({
      opens: instantOf(date, opens),
      closes: instantOf(date, closes),
    }));
  }
}
