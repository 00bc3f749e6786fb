import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** The journal's name among the logs. */
export const JOURNAL = 'journal.jsonl';

/** One call of a function, without what it was asked or answered. */
export interface JournalledCall {
  /** ISO 8601 on the laptop's clock. */
  readonly at: string;
  readonly function: string;
  readonly requestId: string;
  /** In real time. */
  readonly milliseconds: number;
  /** The type of the error it ended in. */
  readonly error?: string;
  /** The identifiers that request and answer name. */
  readonly ids: readonly string[];
}

/** One line that a function wrote. */
export interface JournalledLine {
  readonly at: string;
  readonly function: string;
  readonly line: string;
}

export type JournalEntry = JournalledCall | JournalledLine;

/** A call as it ended; payload and answer are JSON text. */
export interface EndedCall {
  readonly functionName: string;
  readonly requestId: string;
  /** Epoch milliseconds on the laptop's clock. */
  readonly startedAt: number;
  readonly milliseconds: number;
  readonly payload: string;
  readonly answer: string;
  readonly failed: boolean;
}

/** What functions did, in order of time: from it anything that has an id can be followed. */
export interface Journal {
  called(call: EndedCall): void;
  wrote(functionName: string, line: string): void;
  /** The entries in which one of the words stands, as they are now. */
  mentioning(words: readonly string[]): Promise<JournalEntry[]>;
  close(): Promise<void>;
}

/** Members that carry an identifier, in JSON or in JSON that is text inside JSON. What else is sent stays out. */
const IDENTIFIER = /\\?"(?:id|pk|[a-zA-Z]+Id)\\?":\\?"([\w.#-]{1,120})\\?"/g;
const LONGEST_LINE = 2_000;

export function openJournal(file: string, now: () => number): Journal {
  const stream = createWriteStream(file, { flags: 'a' });
  const write = (entry: JournalEntry): void => void stream.write(`${JSON.stringify(entry)}\n`);
  return {
    called: ({ functionName, requestId, startedAt, milliseconds, payload, answer, failed }) =>
      write({
        at: iso(startedAt),
        function: functionName,
        requestId,
        milliseconds: Math.round(milliseconds),
        ...(failed ? { error: errorTypeOf(answer) } : {}),
        ids: identifiersIn(payload, answer),
      }),
    wrote: (functionName, line) => write({ at: iso(now()), function: functionName, line: line.slice(0, LONGEST_LINE) }),
    mentioning: async (words) => {
      await new Promise((resolve) => stream.write('', resolve));
      return readJournal(file, words);
    },
    close: async () => {
      stream.end();
      await once(stream, 'close');
    },
  };
}

/** The same from a folder on which nothing runs. */
export async function readJournal(file: string, words: readonly string[]): Promise<JournalEntry[]> {
  if (!existsSync(file)) return [];
  const found: JournalEntry[] = [];
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    const entry = words.some((word) => line.includes(word)) ? parsed(line) : undefined;
    if (entry !== undefined) found.push(entry);
  }
  return found;
}

/** Every identifier of the request, and the first of the answer: the thing that was made. */
function identifiersIn(payload: string, answer: string): string[] {
  const asked = [...payload.matchAll(IDENTIFIER)].map(([, id = '']) => id);
  const [made] = answer.matchAll(IDENTIFIER);
  return [...new Set([...asked, ...(made?.[1] === undefined ? [] : [made[1]])])];
}

function errorTypeOf(answer: string): string {
  const { errorType } = JSON.parse(answer) as { errorType?: unknown };
  return typeof errorType === 'string' ? errorType : 'Error';
}

/** The last line may have been cut off with the process. */
function parsed(line: string): JournalEntry | undefined {
  try {
    return JSON.parse(line) as JournalEntry;
  } catch {
    return undefined;
  }
}

const iso = (instant: number): string => new Date(instant).toISOString();
