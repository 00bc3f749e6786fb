import { addDays, beijingDate, instantOf, midnightAfter, type BeijingDate } from '../../../../domain/calendar/beijing.ts';
import type { Person, Roster } from '../../api/types.ts';

const DAYS = 28;

/** `there` the whole day, `part` of it, `away`, or `no`: not at the post on that day. */
export type Presence = 'there' | 'part' | 'away' | 'no';

export interface Seat {
  readonly post: 'publisher-a' | 'publisher-b';
  readonly person: string;
  readonly name: string;
  readonly coversFor?: string | undefined;
  readonly days: readonly Presence[];
}

export interface FourWeeks {
  readonly days: readonly BeijingDate[];
  readonly seats: readonly Seat[];
  /** Who puts online on each day: a post, or nobody. */
  readonly publishing: readonly ('publisher-a' | 'publisher-b' | 'nobody')[];
}

interface Stretch {
  readonly from: number;
  readonly until: number;
}

/** The roster of posts A and B for four weeks from today, by everybody's leaves as they are now. */
export function fourWeeksFrom(now: number, roster: Roster, people: readonly Person[]): FourWeeks {
  const today = beijingDate(now);
  const days = Array.from({ length: DAYS }, (_, index) => addDays(today, index));
  const seats = (['publisher-a', 'publisher-b'] as const).flatMap((post) =>
    (post === 'publisher-a' ? roster.a : roster.b).map((seat) => {
      const leaves = people.find(({ id }) => id === seat.person)?.leaves ?? [];
      const stretches = leaves.map(stretchOf);
      return { post, person: seat.person, name: seat.name, coversFor: seat.coversFor, days: days.map((day) => presenceOn(day, stretchOf(seat), stretches)) };
    }),
  );
  const publishing = days.map((_, day) => {
    const post = (['publisher-a', 'publisher-b'] as const).find((one) => seats.some((seat) => seat.post === one && isThere(seat.days[day])));
    return post ?? 'nobody';
  });
  return { days, seats, publishing };
}

function isThere(presence: Presence | undefined): boolean {
  return presence === 'there' || presence === 'part';
}

function presenceOn(day: BeijingDate, seat: Stretch, leaves: readonly Stretch[]): Presence {
  const whole: Stretch = { from: instantOf(day, '00:00'), until: midnightAfter(day) };
  if (!overlaps(seat, whole)) return 'no';
  const away = leaves.filter((leave) => overlaps(leave, whole));
  if (away.some((leave) => leave.from <= whole.from && whole.until <= leave.until)) return 'away';
  return away.length > 0 || seat.from > whole.from || seat.until < whole.until ? 'part' : 'there';
}

function overlaps(one: Stretch, other: Stretch): boolean {
  return one.from < other.until && other.from < one.until;
}

function stretchOf({ from, until }: { readonly from?: string | undefined; readonly until?: string | undefined }): Stretch {
  return { from: from === undefined ? -Infinity : Date.parse(from), until: until === undefined ? Infinity : Date.parse(until) };
}
