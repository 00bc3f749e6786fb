import { beijingDate } from '../../../domain/calendar/beijing.ts';
import { serverNow } from '../time/server-clock.ts';

/** A list as it is on screen: its heading, then its lines. */
export interface Sheet {
  readonly heading: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

/** Excel and WPS take a file without it for one in the computer's own encoding. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Comma-separated values (RFC 4180), every cell in quotes. What a spreadsheet would take for a formula is made text by an
 * apostrophe: a title is written by anybody, and the file is opened by somebody else.
 */
export function csvOf({ heading, lines }: Sheet): string {
  return BYTE_ORDER_MARK + [heading, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

function cell(text: string): string {
  const harmless = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/** Hands a list to the browser as a file with today's date in its name. */
export function saveAsCsv(name: string, sheet: Sheet): void {
  const address = URL.createObjectURL(new Blob([csvOf(sheet)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name} ${beijingDate(serverNow())}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}
