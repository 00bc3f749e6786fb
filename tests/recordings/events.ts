import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { differences, lambdaError, sameLambdaError, type Bindings } from './matching.ts';
import type { Json, RecordedEvent } from './recording.ts';

/** An event as the recordings write it: JSON texts decoded, truncation and roles left out, and the texts kept beside. */
interface PlayedEvent extends RecordedEvent {
  readonly texts: Readonly<Record<string, string>>;
}

const JSON_TEXTS = ['input', 'output', 'parameters'];
const NOT_RECORDED = ['inputDetails', 'outputDetails', 'assignedVariablesDetails', 'roleArn'];
const END_OF_PARALLEL = ['ParallelStateSucceeded', 'ParallelStateFailed'];

export function decodeEvent(event: HistoryEvent): PlayedEvent {
  const member = Object.entries(event).find(([key, value]) => key.endsWith('EventDetails') && value !== undefined)?.[1] as Json | undefined;
  const texts: Record<string, string> = {};
  const details: Json = {};
  for (const [key, value] of Object.entries(member ?? {})) {
    if (value === undefined || NOT_RECORDED.includes(key)) continue;
    if (JSON_TEXTS.includes(key)) {
      texts[key] = value as string;
      details[key] = JSON.parse(value as string) as unknown;
    } else if (key === 'assignedVariables') details[key] = decodeVariables(value as Record<string, string>);
    else details[key] = value;
  }
  return { type: event.type ?? '', id: event.id ?? null, prev: event.previousEventId ?? null, details: member === undefined ? null : details, texts };
}

function decodeVariables(variables: Record<string, string>): Json {
  return Object.fromEntries(Object.entries(variables).map(([name, text]) => [name, JSON.parse(text) as unknown]));
}

/** Compares a history event by event; a stretch that the recorder sorted is compared as a multiset. */
export function eventDifferences(expected: readonly RecordedEvent[], history: readonly HistoryEvent[], bindings: Bindings): string[] {
  const actual = history.map(decodeEvent);
  const sorted = expected.filter((event) => event.id === null);
  if (sorted.length === 0) return inOrder(expected, actual, bindings);
  const first = expected.findIndex((event) => event.id === null);
  const after = expected.slice(first + sorted.length);
  const end = actual.findIndex((event) => event.id === after[0]?.id);
  if (end < 0) return [`the history lacks the event ${JSON.stringify(after[0])}`];
  // The recorder left out the event that ends the Parallel; the ids that follow count it.
  const stretch = actual.slice(first, end).filter((event) => !END_OF_PARALLEL.includes(event.type));
  return [
    ...inOrder(expected.slice(0, first), actual.slice(0, first), bindings),
    ...asMultiset(sorted, stretch, bindings),
    ...inOrder(after, actual.slice(end), bindings),
  ];
}

function inOrder(expected: readonly RecordedEvent[], actual: readonly PlayedEvent[], bindings: Bindings): string[] {
  if (expected.length !== actual.length) {
    return [`expected ${expected.length} events, got ${actual.length}: ${actual.map((event) => `${event.id} ${event.type}`).join(', ')}`];
  }
  return expected.flatMap((event, index) => {
    const played = actual[index];
    if (played === undefined) return [];
    const place = `event ${event.id} ${event.type}`;
    const heads = [event, played].map(({ type, id, prev }) => ({ type, id, prev }));
    return [...differences(heads[0], heads[1], bindings, place), ...detailDifferences(event, played, bindings, place)];
  });
}

function asMultiset(expected: readonly RecordedEvent[], actual: readonly PlayedEvent[], bindings: Bindings): string[] {
  const left = [...actual];
  const missing = expected.filter((event) => {
    const found = left.findIndex((played) => played.type === event.type && detailDifferences(event, played, bindings, '').length === 0);
    if (found >= 0) left.splice(found, 1);
    return found < 0;
  });
  return [
    ...missing.map((event) => `no event like ${event.type} ${JSON.stringify(event.details)}`),
    ...left.map((event) => `an event too many: ${event.type} ${JSON.stringify(event.details)}`),
  ];
}

function detailDifferences(expected: RecordedEvent, actual: PlayedEvent, bindings: Bindings, at: string): string[] {
  const wanted: Json = {};
  const got = actual.details == null ? null : { ...actual.details };
  const found: string[] = [];
  for (const [key, value] of Object.entries(expected.details ?? {})) {
    if (key.endsWith('_raw')) {
      if (actual.texts[key.slice(0, -4)] !== value) found.push(`${at}.${key}: expected the text ${JSON.stringify(value)}`);
    } else if (key === 'causeJson') {
      found.push(...causeDifferences(value as Json, got, `${at}.cause`));
      delete got?.['cause'];
    } else wanted[key] = value;
  }
  return [...found, ...differences(expected.details == null ? null : wanted, got, bindings, at)];
}

function causeDifferences(expected: Json, details: Json | null, at: string): string[] {
  const error = lambdaError(String(details?.['cause']));
  return error !== undefined && sameLambdaError(expected, error) ? [] : [`${at}: expected a Lambda error like ${JSON.stringify(expected)}`];
}
