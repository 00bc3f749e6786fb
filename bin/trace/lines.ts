import { toBeijingIso } from '../../domain/calendar/beijing.ts';
import type { RecordedEvent } from '../../domain/record/event.ts';
import type { JournalEntry } from '../../local/trace/journal.ts';
import { executionMoments, type Moment } from './execution-moments.ts';
import { abbreviated, factsInShort } from './facts.ts';
import type { Trace } from './trace-of.ts';

/** A trace for the terminal: where the item stands, then a line for each thing that happened, in order of time. */
export function linesOf({ head, events, executions, journal }: Trace): string[] {
  const { id, state, url } = head.release;
  // At the same instant a machine's step comes before the call that it makes, and that before what the call records.
  const moments = [...executions.flatMap((execution) => executionMoments(execution, id)), ...journal.map(journalMoment), ...events.map(eventMoment)];
  const inOrder = moments.map((moment, place) => ({ ...moment, place })).sort((one, other) => one.at - other.at || one.place - other.place);
  const width = Math.max(...inOrder.map(({ what }) => what.length));
  const lines = inOrder.map(({ at, what, text }) => `${clockTime(at)}  ${what.padEnd(width)}  ${withoutOwnId(text, id)}`);
  return [[id, state, url].filter(Boolean).join('  '), ...lines];
}

function eventMoment({ seq, type, at, by, data }: RecordedEvent): Moment {
  const { duties, ...facts } = data;
  const parts = [factsInShort(facts), dutiesInShort(duties)].filter((part) => part !== '');
  return { at: Date.parse(at), what: `event ${seq}`, text: [`${type} by ${abbreviated(by)}`, ...parts].join('  ') };
}

/** The duties that an event opened, ended or changed: `A-23b running, S-text-review met`. */
function dutiesInShort(duties: unknown): string {
  if (!Array.isArray(duties)) return '';
  return (duties as readonly { rule?: unknown; state?: unknown }[]).map(({ rule, state }) => `${String(rule)} ${String(state)}`).join(', ');
}

/** The id of the item itself is said once, in the first line. */
function withoutOwnId(text: string, id: string): string {
  return text.replaceAll(` releaseId=${id}`, '').replaceAll(`${id}-`, '');
}

function journalMoment(entry: JournalEntry): Moment {
  const at = Date.parse(entry.at);
  const name = shortName(entry.function);
  if ('line' in entry) return { at, what: 'log', text: `${name}  ${lineInShort(entry.line)}` };
  return { at, what: 'function', text: `${name}  ${entry.milliseconds} ms${entry.error === undefined ? '' : `  ${entry.error}`}` };
}

/** `ReleaseWorkflowPublishPage` for `Fabu-laptop-ReleaseWorkflowPublishPageFunctionDC608CCA`: what the template calls it. */
function shortName(physicalName: string): string {
  return physicalName.replace(/^[A-Za-z]+-[a-z]+-/, '').replace(/(Function)?[0-9A-F]{8}$/, '');
}

/** Lines have a code, facts and a sentence; what is no such line was not written by the house's own logger and is left out. */
function lineInShort(line: string): string {
  try {
    const { level, code, message: _, ...facts } = JSON.parse(line) as Record<string, unknown>;
    return `${level === 'INFO' ? '' : `${String(level)} `}${String(code)}  ${factsInShort(facts)}`.trimEnd();
  } catch {
    return '(a line of another form)';
  }
}

/** `2025-03-05 09:00:00.123` in Beijing. */
function clockTime(instant: number): string {
  return toBeijingIso(instant).slice(0, -'+08:00'.length).replace('T', ' ').padEnd(23, '.000');
}
