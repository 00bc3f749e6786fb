import { err, ok, type Result } from '../result.ts';
import { isOrganisationCode } from './organisation-code.ts';

/**
 * 索引号, the 20 characters by which a disclosed item is known: the organ's code, the year in which it was generated,
 * and a serial that is unique for organ and year and says nothing about order (rules, section 4).
 */
export interface IndexNumber {
  organ: string;
  year: number;
  serial: number;
}

export type IndexNumberFault = 'not-an-index-number' | 'wrong-check-character';

/** `002482082/2025-00022`. Throws RangeError for a part that cannot be written in its place. */
export function formatIndexNumber({ organ, year, serial }: IndexNumber): string {
  if (!isOrganisationCode(organ)) throw new RangeError(`Not an organisation code: ${organ}`);
  return `${organ}/${formatYear(year)}-${formatSerial(serial)}`;
}

export function parseIndexNumber(text: string): Result<IndexNumber, IndexNumberFault> {
  const [, organ = '', year, serial] = /^([0-9A-Z]{9})\/([1-9]\d{3})-(\d{5})$/.exec(text) ?? [];
  if (year === undefined || Number(serial) === 0) return err('not-an-index-number');
  if (!isOrganisationCode(organ)) return err('wrong-check-character');
  return ok({ organ, year: Number(year), serial: Number(serial) });
}

/** Five digits. Throws RangeError when the serial does not fit: the year's numbers are used up. */
export function formatSerial(serial: number): string {
  if (!Number.isInteger(serial) || serial < 1 || serial > 99_999) throw new RangeError(`Not a serial: ${serial}`);
  return String(serial).padStart(5, '0');
}

/** Four digits. Throws RangeError for any other year. */
export function formatYear(year: number): string {
  if (!Number.isInteger(year) || year < 1000 || year > 9999) throw new RangeError(`Not a year: ${year}`);
  return String(year);
}
