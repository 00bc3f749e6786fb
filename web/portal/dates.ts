import { beijingDate, toBeijingIso } from '../../domain/calendar/beijing.ts';

/** `2025年10月9日` of a day `2025-10-09`. */
export function chineseDate(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${String(year)}年${String(month)}月${String(date)}日`;
}

/** `2025年10月9日 17:30` */
export function chineseDateTime(instant: number): string {
  return `${chineseDate(beijingDate(instant))} ${clockTime(instant)}`;
}

/** `2025-10-09 17:30`, the form of the `PubDate` tag. */
export function plainDateTime(instant: number): string {
  return `${beijingDate(instant)} ${clockTime(instant)}`;
}

function clockTime(instant: number): string {
  return toBeijingIso(instant).slice(11, 16);
}
