import type { ChoiceState, FailState, Shaping, State, WaitState } from '../definition/machine.ts';
import { parseTimestamp } from '../definition/timestamp.ts';
import { dataLimitFault, exceedsDataLimit, StateFault } from '../faults.ts';
import type { Execution } from '../storage/executions.ts';
import type { Thread } from '../storage/threads.ts';
import { beginMap, beginParallel, branchDone } from './branches.ts';
import type { Interpreter } from './interpreter.ts';
import { evaluate, evaluateAs, evaluationFault, isBoolean, isCount, isText, runtimeFault, scopeOf, type Scope, type ScopeExtras } from './scope.ts';
import { beginTask } from './task.ts';

const LONGEST_WAIT_SECONDS = 2 ** 31 - 1;

/** Does what a state is for. Whatever takes time is written down, and the thread parked or left in another phase. */
export async function begin(interpreter: Interpreter, execution: Execution, thread: Thread, state: State): Promise<void> {
  switch (state.type) {
    case 'Pass':
    case 'Succeed':
      return complete(interpreter, execution, thread, state);
    case 'Choice':
      return choose(interpreter, execution, thread, state);
    case 'Wait':
      return wait(interpreter, execution, thread, state);
    case 'Fail':
      return failOnPurpose(execution, thread, state);
    case 'Task':
      return beginTask(interpreter, execution, thread, state);
    case 'Parallel':
      return beginParallel(interpreter, execution, thread, state);
    case 'Map':
      return beginMap(interpreter, execution, thread, state);
  }
}

/** A value together with its JSON text, so that neither is made twice. */
export interface Data {
  readonly text: string;
  readonly value: unknown;
}

export interface Shaped {
  readonly output: Data;
  readonly assigned: Readonly<Record<string, unknown>>;
}

/** Leaves a state whose work is done: its result, if it has one, is in `work`. */
export async function complete(interpreter: Interpreter, execution: Execution, thread: Thread, state: State): Promise<void> {
  const own = thread.work === null ? undefined : { text: thread.work, value: JSON.parse(thread.work) as unknown };
  const extras: ScopeExtras = own === undefined ? {} : { result: own.value };
  const fallback = own ?? { text: thread.input, value: thread.inputValue };
  const shaped = await shape(execution, thread, state, state, extras, fallback);
  if (thread.dead) return;
  if (state.type === 'Parallel' || state.type === 'Map') interpreter.append(execution, `${state.type}StateSucceeded`, thread.last);
  leave(interpreter, execution, thread, state, shaped, state.next);
}

/** Evaluates Assign and Output, both on the values from before either. */
export async function shape(
  execution: Execution,
  thread: Thread,
  state: State,
  shaping: Shaping,
  extras: ScopeExtras,
  fallback: Data,
): Promise<Shaped> {
  if (shaping.assign === undefined && shaping.output === undefined) return { output: fallback, assigned: {} };
  const scope: Scope = scopeOf(execution, thread, state, extras);
  const assigned: Record<string, unknown> = {};
  for (const [name, template] of shaping.assign ?? []) assigned[name] = await evaluate(template, scope);
  if (shaping.output === undefined) return { output: fallback, assigned };
  const text = JSON.stringify(await evaluate(shaping.output, scope));
  if (exceedsDataLimit(text)) throw new StateFault(dataLimitFault('runtime', state.name));
  return { output: { text, value: JSON.parse(text) as unknown }, assigned };
}

/** Writes StateExited and goes on to the next state, or ends the thread. */
export function leave(interpreter: Interpreter, execution: Execution, thread: Thread, state: State, shaped: Shaped, next: string | undefined): void {
  const { output, assigned } = shaped;
  const names = Object.entries(assigned);
  const extra = { assignedVariables: Object.fromEntries(names.map(([name, value]) => [name, JSON.stringify(value)])) };
  const details = { name: state.name, data: output.text, ...(names.length === 0 ? {} : { extra }) };
  thread.last = interpreter.append(execution, `${state.type}StateExited`, thread.last, details);
  if (names.length > 0) thread.variables = { ...thread.variables, ...assigned };
  if (next !== undefined) interpreter.enter(execution, thread, next, output.text, output.value);
  else if (thread.parent !== null) branchDone(interpreter, execution, thread, output.text);
  else {
    const event = { type: 'ExecutionSucceeded', prev: thread.last, details: { data: output.text } };
    interpreter.close(execution, { status: 'SUCCEEDED', output: output.text }, event);
  }
}

async function choose(interpreter: Interpreter, execution: Execution, thread: Thread, state: ChoiceState): Promise<void> {
  const scope = scopeOf(execution, thread, state);
  const same = { text: thread.input, value: thread.inputValue };
  for (const [index, choice] of state.choices.entries()) {
    if (!(await evaluateAs(choice.condition, scope, `Choices[${index}]/Condition`, 'boolean', isBoolean))) continue;
    const shaped = await shape(execution, thread, state, choice, {}, same);
    if (!thread.dead) leave(interpreter, execution, thread, state, shaped, choice.next);
    return;
  }
  if (state.fallback === undefined) {
    const cause = 'Failed to transition out of the state. The state does not point to a next state.';
    throw new StateFault({ kind: 'runtime', error: 'States.NoChoiceMatched', cause: `${scope.prefix} ${cause}` });
  }
  const shaped = await shape(execution, thread, state, state, {}, same);
  if (!thread.dead) leave(interpreter, execution, thread, state, shaped, state.fallback);
}

async function wait(interpreter: Interpreter, execution: Execution, thread: Thread, state: WaitState): Promise<void> {
  const due = await dueOf(execution, thread, state);
  if (thread.dead) return;
  if (due - interpreter.parts.clock.now() > LONGEST_WAIT_SECONDS * 1000) throw runtimeFault(thread, 'Wait state delay is too long.');
  if (due <= interpreter.parts.clock.now()) return complete(interpreter, execution, thread, state);
  interpreter.park(thread, 'waiting', due);
}

/** When a wait is over, in epoch milliseconds. A timestamp loses its milliseconds, as on AWS. */
async function dueOf(execution: Execution, thread: Thread, state: WaitState): Promise<number> {
  const scope = scopeOf(execution, thread, state);
  if (state.seconds !== undefined) {
    return thread.enteredAt + (await evaluateAs(state.seconds, scope, 'Seconds', 'positive integer', isCount)) * 1000;
  }
  if (state.timestamp === undefined) throw new Error(`The state '${state.name}' does not say how long it waits.`);
  const text = await evaluateAs(state.timestamp, scope, 'Timestamp', 'string', isText);
  const instant = parseTimestamp(text);
  if (instant !== undefined) return instant;
  throw evaluationFault(scope.prefix, `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`, 'Timestamp');
}

async function failOnPurpose(execution: Execution, thread: Thread, state: FailState): Promise<void> {
  const scope = scopeOf(execution, thread, state);
  const error = state.error === undefined ? null : await evaluateAs(state.error, scope, 'Error', 'string', isText);
  const cause = state.cause === undefined ? null : await evaluateAs(state.cause, scope, 'Cause', 'string', isText);
  throw new StateFault({ kind: 'task', error, cause });
}
