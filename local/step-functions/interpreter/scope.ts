import type { Template } from '../definition/machine.ts';
import type { Bindings } from '../definition/expression.ts';
import type { State } from '../definition/machine.ts';
import { StateFault } from '../faults.ts';
import type { Execution } from '../storage/executions.ts';
import type { Thread } from '../storage/threads.ts';

/** What `$states` has beyond input and context, for the fields where it has it. */
export interface ScopeExtras {
  readonly result?: unknown;
  readonly errorOutput?: unknown;
  readonly token?: string;
  readonly item?: unknown;
}

/** All that a template of one state may read, and the words with which its failures begin. */
export interface Scope {
  readonly bindings: Bindings;
  readonly prefix: string;
}

const RETRIED: readonly State['type'][] = ['Task', 'Parallel', 'Map'];

export function scopeOf(execution: Execution, thread: Thread, state: State, extras: ScopeExtras = {}): Scope {
  const { token, item = thread.item, ...readable } = extras;
  const states = {
    input: thread.inputValue,
    /** Made only when it is read: most expressions do not. */
    get context() {
      return contextOf(execution, thread, state, token, item);
    },
    ...readable,
  };
  return { bindings: { ...thread.variables, states }, prefix: prefixOf(thread) };
}

export function prefixOf(thread: Thread): string {
  return `An error occurred while executing the state '${thread.state}' (entered at the event id #${thread.entered}).`;
}

export function runtimeFault(thread: Thread, text: string): StateFault {
  return new StateFault({ kind: 'runtime', error: 'States.Runtime', cause: `${prefixOf(thread)} ${text}` });
}

function contextOf(execution: Execution, thread: Thread, state: State, token: string | undefined, item: unknown): unknown {
  const retried = RETRIED.includes(state.type) ? { RetryCount: retryCountOf(thread) } : {};
  return {
    Execution: {
      Id: execution.arn,
      Input: execution.inputValue,
      StartTime: new Date(execution.startedAt).toISOString(),
      Name: execution.name,
      RoleArn: execution.role,
      RedriveCount: 0,
    },
    StateMachine: { Id: execution.machineArn, Name: execution.machineArn.split(':').at(-1) },
    State: { Name: thread.state, EnteredTime: new Date(thread.enteredAt).toISOString(), ...retried },
    ...(token === undefined ? {} : { Task: { Token: token } }),
    ...(item === undefined ? {} : { Map: { Item: item } }),
  };
}

export function retryCountOf(thread: Thread): number {
  return thread.retries.reduce((sum, count) => sum + (count ?? 0), 0);
}

export function evaluationFault(prefix: string, text: string, location?: string): StateFault {
  const cause = `${prefix} ${text}`;
  return new StateFault({ kind: 'evaluation', error: 'States.QueryEvaluationError', cause, ...(location === undefined ? {} : { location }) });
}

/** Replaces every expression of a template by its value. Throws a StateFault where one gives nothing or cannot be kept. */
export async function evaluate(template: Template, scope: Scope): Promise<unknown> {
  switch (template.kind) {
    case 'constant':
      return template.value;
    case 'list': {
      const items: unknown[] = [];
      for (const item of template.items) items.push(await evaluate(item, scope));
      return items;
    }
    case 'object': {
      const entries: [string, unknown][] = [];
      for (const [key, item] of template.entries) entries.push([key, await evaluate(item, scope)]);
      return Object.fromEntries(entries);
    }
    case 'expression':
      return evaluateExpression(template.expression, scope);
  }
}

async function evaluateExpression(expression: Extract<Template, { kind: 'expression' }>['expression'], scope: Scope): Promise<unknown> {
  const { source, location } = expression;
  const failed = (text: string): StateFault =>
    evaluationFault(scope.prefix, `The JSONata expression '${source}' specified for the field '${location}' ${text}`, location);
  let value: unknown;
  try {
    value = await expression.evaluate(scope.bindings);
  } catch (error) {
    const why = error as { code?: string; message?: string };
    throw failed(`threw an error during evaluation. ${why.code ?? 'D0000'}: ${why.message ?? String(error)}`);
  }
  if (value === undefined) throw failed('returned nothing (undefined).');
  if (!isData(value)) throw failed('returned an unsupported result type.');
  return value;
}

/** Evaluates a field that has to be of one type. */
export async function evaluateAs<T>(
  template: Template,
  scope: Scope,
  location: string,
  expected: string,
  fits: (value: unknown) => value is T,
): Promise<T> {
  const value = await evaluate(template, scope);
  if (fits(value)) return value;
  const source = template.kind === 'expression' ? template.expression.source : JSON.stringify(value);
  const text = `The JSONata expression '${source}' specified for the field '${location}' returned an unexpected result type.`;
  throw evaluationFault(scope.prefix, `${text} Expected '${expected}', but was '${typeName(value)}' for value: ${JSON.stringify(value)}`, location);
}

export const isArray = (value: unknown): value is unknown[] => Array.isArray(value);
export const isText = (value: unknown): value is string => typeof value === 'string';
export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
export const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0;

function typeName(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Functions, JSONata's own or native, cannot be written down as JSON. */
function isData(value: unknown): boolean {
  if (typeof value === 'function') return false;
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isData);
  return !('_jsonata_lambda' in value) && !('_jsonata_function' in value) && Object.values(value).every(isData);
}
