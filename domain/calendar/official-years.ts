import * as z from 'zod';
import { isBeijingDate, weekday } from './beijing.ts';
import years from './years.json' with { type: 'json' };

const day = z.string().refine(isBeijingDate, 'is not a day of the calendar');

/** One yearly notice of the State Council's General Office: days off, and weekend days that are worked for them. */
const officialYear = z.strictObject({
  /** Number of the notice; null while it is not known. */
  noticeNo: z.string().nullable(),
  noticeDate: day,
  off: z.array(day),
  work: z.array(day),
  /** Working days of the year as counted from the notice; the tests count them again. */
  workingDays: z.int().positive(),
});

/** Official calendars by year. A day may not be off and worked, only weekends are made up, all in their own year. */
export const officialYearsSchema = z.record(z.string().regex(/^\d{4}$/), officialYear).superRefine((all, context) => {
  for (const [year, { off, work }] of Object.entries(all)) {
    const fault = (date: string, message: string) =>
      context.addIssue({ code: 'custom', path: [year], message: `${date} ${message}` });
    for (const date of [...off, ...work]) if (!date.startsWith(year)) fault(date, 'is not in this year');
    for (const date of work) {
      if (off.includes(date)) fault(date, 'is both off and worked');
      if (![0, 6].includes(weekday(date))) fault(date, 'is no weekend day, so it cannot be made up');
    }
  }
});

export type OfficialYears = z.infer<typeof officialYearsSchema>;

/** The notices that ship: 2024 to 2026 (rules, section 7). No notice for 2027 was found. */
export const officialYears: OfficialYears = officialYearsSchema.parse(years);
