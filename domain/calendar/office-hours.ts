import * as z from 'zod';
import { isBeijingDate } from './beijing.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time HH:MM');
const day = z.string().refine(isBeijingDate, 'is not a day of the calendar');

const sessions = z
  .array(z.strictObject({ opens: time, closes: time }))
  .min(1)
  .refine(
    (all) => all.every((one, index) => one.opens < one.closes && (index === 0 || (all[index - 1]?.closes ?? '') <= one.opens)),
    'must follow one another, each closing after it opens',
  );

/**
 * The sessions of a working day in Beijing time. Summer sessions hold on the days of the configured seasons (both ends
 * included); the days of the change are not announced, so there are none until a site sets them (rules, section 7).
 */
export const officeHoursSchema = z.strictObject({
  normal: sessions,
  summer: z.strictObject({
    sessions,
    seasons: z.array(z.strictObject({ from: day, to: day }).refine(({ from, to }) => from <= to, 'ends before it begins')),
  }),
});

export type OfficeHours = z.infer<typeof officeHoursSchema>;
