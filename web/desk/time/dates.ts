import { toBeijingIso } from '../../../domain/calendar/beijing.ts';
import type { Language } from '../text/text.ts';

const ENGLISH_MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** Everything is said in Beijing time, wherever this computer is. */
function parts(instant: number): { year: number; month: number; day: number; time: string } {
  const text = toBeijingIso(instant);
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  return { year, month, day, time: text.slice(11, 16) };
}

/** `17:30` */
export function timeOfDay(instant: number): string {
  return parts(instant).time;
}

/** `2025年10月9日`, `9 October 2025` */
export function dateIn(language: Language, instant: number): string {
  const { year, month, day } = parts(instant);
  return language === 'en' ? `${day} ${ENGLISH_MONTHS[month - 1]} ${year}` : `${year}年${month}月${day}日`;
}

/** `10月9日`, `9 October`: where the year goes without saying. */
export function dayIn(language: Language, instant: number): string {
  const { month, day } = parts(instant);
  return language === 'en' ? `${day} ${ENGLISH_MONTHS[month - 1]}` : `${month}月${day}日`;
}

/** `2025年10月9日 17:30`, `9 October 2025, 17:30` */
export function dateTimeIn(language: Language, instant: number): string {
  return `${dateIn(language, instant)}${language === 'en' ? ', ' : ' '}${timeOfDay(instant)}`;
}
