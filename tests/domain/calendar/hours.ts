import { officialYears } from '../../../domain/calendar/official-years.ts';
import type { OfficeHours } from '../../../domain/calendar/office-hours.ts';
import { WorkingCalendar } from '../../../domain/calendar/working-calendar.ts';

/** The office hours of rules, section 7, without a summer season. */
export const hours: OfficeHours = {
  normal: [
    { opens: '08:30', closes: '12:00' },
    { opens: '14:00', closes: '17:30' },
  ],
  summer: {
    sessions: [
      { opens: '08:30', closes: '12:00' },
      { opens: '14:30', closes: '18:00' },
    ],
    seasons: [],
  },
};

export const calendar = new WorkingCalendar(officialYears, hours);

/** The same office with a summer season of July and August 2025. */
export const summerCalendar = new WorkingCalendar(officialYears, {
  ...hours,
  summer: { ...hours.summer, seasons: [{ from: '2025-07-01', to: '2025-08-31' }] },
});
