import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  beijingDate,
  instantOf,
  isBeijingDate,
  lastOfMonth,
  midnightAfter,
  toBeijingIso,
  weekday,
} from '../../../domain/calendar/beijing.ts';

describe('Beijing time', () => {
  it('§7: 02:00 on 24 February in Beijing is the 24th, though UTC still has the 23rd', () => {
    expect(beijingDate(Date.parse('2026-02-23T18:00:00Z'))).toBe('2026-02-24');
    expect(beijingDate(Date.parse('2026-02-23T15:59:59.999Z'))).toBe('2026-02-23');
  });

  it('writes instants with the offset, milliseconds only where there are some', () => {
    expect(toBeijingIso(instantOf('2025-10-09', '17:30'))).toBe('2025-10-09T17:30:00+08:00');
    expect(toBeijingIso(instantOf('2025-10-09', '17:30') + 5)).toBe('2025-10-09T17:30:00.005+08:00');
  });

  it('knows real days from invented ones', () => {
    expect(isBeijingDate('2024-02-29')).toBe(true);
    for (const text of ['2025-02-29', '2025-13-01', '2025-1-01', '2025-01-01T00:00', '']) expect(isBeijingDate(text)).toBe(false);
    expect(() => instantOf('2025-02-30', '08:30')).toThrow(RangeError);
    expect(() => instantOf('2025-02-28', '25:00')).toThrow(RangeError);
    expect(() => addDays('2025-02-30', 1)).toThrow(RangeError);
  });

  it('adds days over leap days and year ends', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
    expect(weekday('2025-09-28')).toBe(0);
    expect(midnightAfter('2026-01-31')).toBe(instantOf('2026-02-01', '00:00'));
  });

  it('CC 202: months go to the corresponding day, or to the end of a shorter month', () => {
    expect(addMonths('2025-01-15', 6)).toBe('2025-07-15');
    expect(addMonths('2025-08-31', 6)).toBe('2026-02-28');
    expect(addMonths('2023-08-31', 6)).toBe('2024-02-29');
    expect(addMonths('2026-01-31', -1)).toBe('2025-12-31');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(lastOfMonth('2024-02-01')).toBe('2024-02-29');
  });

  it('reads back what it writes', () => {
    const instant = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2099, 0, 1) });
    fc.assert(fc.property(instant, (ms) => Date.parse(toBeijingIso(ms)) === ms && toBeijingIso(ms).startsWith(beijingDate(ms))));
  });
});
