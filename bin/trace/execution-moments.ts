import type { TracedExecution } from '../../local/trace/engine-trace.ts';
import { abbreviated } from './facts.ts';

/** Something that happened, to be shown in a line. */
export interface Moment {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly what: string;
  readonly text: string;
}

interface HistoryEvent {
  readonly type: string;
  /** Epoch seconds. */
  readonly timestamp: number;
  readonly [details: string]: unknown;
}

/** An execution from its beginning to its end: states entered and exited, tokens waited with, errors by name. */
export function executionMoments({ name, stateMachineArn, history }: TracedExecution, id: string): Moment[] {
  const machine = stateMachineArn.slice(stateMachineArn.lastIndexOf(':') + 1).replace(/^.*-/, '');
  const what = `${machine} ${name.slice(id.length + 1)}`;
  return (history as readonly HistoryEvent[]).flatMap((event) => {
    const text = textOf(event);
    return text === undefined ? [] : [{ at: Math.round(event.timestamp * 1000), what, text }];
  });
}

function textOf(event: HistoryEvent): string | undefined {
  const details = (Object.entries(event).find(([name]) => name.endsWith('EventDetails'))?.[1] ?? {}) as Readonly<Record<string, unknown>>;
  if (event.type.endsWith('StateEntered')) return `→ ${String(details['name'])}`;
  if (event.type.endsWith('StateExited')) return `← ${String(details['name'])}`;
  if (event.type.startsWith('Execution')) return `${event.type.slice('Execution'.length).toLowerCase()}${errorIn(details)}`;
  const token = event.type === 'TaskScheduled' ? tokenIn(details['parameters']) : undefined;
  if (token !== undefined) return `waits with token ${abbreviated(token)}`;
  return /(Failed|TimedOut|Aborted)$/.test(event.type) ? `${event.type}${errorIn(details)}` : undefined;
}

function errorIn({ error }: Readonly<Record<string, unknown>>): string {
  return typeof error === 'string' ? `: ${error}` : '';
}

/** The token stands somewhere in the payload of a task that waits to be called back. */
function tokenIn(parameters: unknown): string | undefined {
  return typeof parameters === 'string' ? /"[a-zA-Z]*[tT]oken":"([^"]+)"/.exec(parameters)?.[1] : undefined;
}
