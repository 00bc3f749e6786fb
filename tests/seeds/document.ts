/** A document as people have it, a text file, made ready to be submitted. */
export interface SeedDocument {
  /** The body of `POST /releases`. */
  readonly release: Readonly<Record<string, unknown>> & { readonly title: string; readonly column: string };
  /** Everything that the file says, line by line in order, as its page has to say it. The title is among it once. */
  readonly lines: readonly string[];
}

const LONGEST_TITLE = 200;
const SHORTEST_TITLE = 8;
/** Where the reader stands, labels with their values, and lone numbers are not what a document is called. */
const NOT_A_TITLE = /^(current location|>|\d+$)|^[^:：]{1,20}[:：]/i;
const HEADING = /^([一二三四五六七八九十]+|\d+)、.{1,50}$/;
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const ENGLISH_DATE = `(?:${MONTHS.join('|')}) \\d{1,2}, \\d{4}`;

/** Throws when no line of the text can be its title. */
export function readDocument(text: string): SeedDocument {
  const rows = text.split(/\r?\n/).map(cellsOf).filter((cells) => cells.length > 0);
  const at = rows.findIndex((cells) => cells.length === 1 && isTitle(cells[0] ?? ''));
  const title = rows[at]?.[0];
  if (title === undefined) throw new Error('No line of it can be its title.');
  const isReport = /年度报告|工作报告|annual report/i.test(title);
  return {
    release: {
      column: isReport ? 'announcements' : 'policy-documents',
      kind: isReport ? 'annual-report' : 'announcement',
      title,
      body: bodyOf(rows.filter((_, place) => place !== at)),
      urgency: 'ordinary',
      disclosure: { attribute: 'proactive' },
      source: 'submission',
      ...stated('documentNumber', /Document No\.: *(\S+ \[\d{4}\] No\. \d+)/.exec(text)?.[1]),
      ...stated('issuedOn', isoDate(new RegExp(`Issued on: *(${ENGLISH_DATE})`).exec(text)?.[1])),
      ...stated('signedOn', isoDate(new RegExp(`^ *(${ENGLISH_DATE}) *$`, 'm').exec(text)?.[1])),
    },
    lines: rows.map((cells) => normalised(cells.join(' '))),
  };
}

/** One run of white space is like another. */
export function normalised(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A line's text; what pipes part are the cells of a table's row. */
function cellsOf(line: string): string[] {
  return line.split('|').map(normalised).filter((cell) => cell !== '');
}

function isTitle(line: string): boolean {
  return line.length >= SHORTEST_TITLE && line.length <= LONGEST_TITLE && !NOT_A_TITLE.test(line);
}

function bodyOf(rows: readonly (readonly string[])[]): string {
  const html: string[] = [];
  let table: string[] = [];
  const endTable = (): void => {
    if (table.length > 0) html.push(`<table><tbody>${table.join('')}</tbody></table>`);
    table = [];
  };
  for (const cells of rows) {
    const [first = ''] = cells;
    if (cells.length > 1) {
      table.push(`<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`);
      continue;
    }
    endTable();
    html.push(HEADING.test(first) ? `<h2>${escaped(first)}</h2>` : `<p>${escaped(first)}</p>`);
  }
  endTable();
  return html.join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function isoDate(english: string | undefined): string | undefined {
  const [, month = '', day = '', year = ''] = /^(\w+) (\d+), (\d+)$/.exec(english ?? '') ?? [];
  const number = MONTHS.indexOf(month) + 1;
  return number === 0 ? undefined : `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function stated(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}
