import * as z from 'zod';

/**
 * A time limit as data. The codes are those of the rules' head:
 * - `working-days` WD(n): close of office on the n-th working day after the day of the act. Zero days is "the same
 *   day": close of that day, or of the next working day when the office has closed already.
 * - `clock-hours` CH(n): from the minute of the act, holidays included.
 * - `calendar-days` CD(n): day of the act excluded; a last day of rest moves to the next working day.
 * - `months`: the corresponding day or the month's end, moved like CD (Civil Code 202, 203).
 * - `date` DATE: the whole of a fixed day, never moved. `yearsAfter` says how many years after the year that a period
 *   names it falls: the report on 2025 is due in 2026.
 * - `half-working-day`: half that day's office minutes, carried over sessions. `office-minutes`: so many of them.
 * - `last-working-day`: close of office on the last working day of the month before the one that a period names.
 * - `end-of-period`: the whole of the last day of the ten days, month, quarter or year.
 * "Timely" T(x) is one of these as an internal target, with a legal cap beside it in the organisation's table.
 */
export const limitSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('working-days'), days: z.int().min(0).max(1000) }),
  z.strictObject({ kind: z.literal('clock-hours'), hours: z.int().min(1).max(10_000) }),
  z.strictObject({ kind: z.literal('calendar-days'), days: z.int().min(1).max(1000) }),
  z.strictObject({ kind: z.literal('months'), months: z.int().min(1).max(120) }),
  z
    .strictObject({
      kind: z.literal('date'),
      month: z.int().min(1).max(12),
      day: z.int().min(1).max(31),
      yearsAfter: z.int().min(0).max(1),
    })
    .refine(({ month, day }) => day <= new Date(Date.UTC(2001, month, 0)).getUTCDate(), 'is not a day of every year'),
  z.strictObject({ kind: z.literal('half-working-day') }),
  z.strictObject({ kind: z.literal('office-minutes'), minutes: z.int().min(1).max(100_000) }),
  z.strictObject({ kind: z.literal('last-working-day') }),
  z.strictObject({ kind: z.literal('end-of-period'), unit: z.enum(['ten-days', 'month', 'quarter', 'year']) }),
]);

export type Limit = z.infer<typeof limitSchema>;
