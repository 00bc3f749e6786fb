/** 1 for Monday to 7 for Sunday, of a day such as `2025-10-09`. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}
