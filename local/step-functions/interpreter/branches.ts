import type { MapState, ParallelState, State } from '../definition/machine.ts';
import { dataLimitFault, exceedsDataLimit, type Fault } from '../faults.ts';
import type { Execution } from '../storage/executions.ts';
import { newThread, type Thread } from '../storage/threads.ts';
import type { Interpreter } from './interpreter.ts';
import { evaluate, evaluateAs, evaluationFault, isArray, isCount, scopeOf } from './scope.ts';

/** What a Map still needs while its iterations run. `inputs` is absent when each iteration gets its item as it is. */
interface Iterations {
  readonly items: readonly unknown[];
  readonly inputs?: readonly unknown[];
}

/** As many iterations of an inline Map run at once when it does not say. */
const MOST_AT_ONCE = 40;

export async function beginParallel(interpreter: Interpreter, execution: Execution, thread: Thread, state: ParallelState): Promise<void> {
  const { arguments: template } = state;
  const value = template === undefined ? thread.inputValue : await evaluate(template, scopeOf(execution, thread, state));
  if (thread.dead) return;
  const input = template === undefined ? thread.input : JSON.stringify(value);
  thread.last = interpreter.append(execution, 'ParallelStateStarted', thread.last);
  interpreter.park(thread, 'children', null);
  for (const [position, branch] of state.branches.entries()) {
    const child = newThread({
      ...{ execution: execution.id, id: execution.lastEvent + 1, parent: thread.id, position },
      ...{ variables: thread.variables, item: thread.item, last: thread.last },
    });
    interpreter.enter(execution, child, branch.startAt, input, value);
    interpreter.start(execution, child);
  }
}

export async function beginMap(interpreter: Interpreter, execution: Execution, thread: Thread, state: MapState): Promise<void> {
  const scope = scopeOf(execution, thread, state);
  const items = state.items === undefined ? thread.inputValue : await evaluateAs(state.items, scope, 'Items', 'array', isArray);
  if (!isArray(items)) throw evaluationFault(scope.prefix, `Map state input must be an array but was: ${JSON.stringify(items)}`);
  const concurrency = state.maxConcurrency === undefined ? 0 : await evaluateAs(state.maxConcurrency, scope, 'MaxConcurrency', 'positive integer', isCount);
  // An inline Map ends with its first failed iteration; these two are only looked at for their type.
  for (const field of ['toleratedFailureCount', 'toleratedFailurePercentage'] as const) {
    const template = state[field];
    if (template !== undefined) await evaluateAs(template, scope, `T${field.slice(1)}`, 'positive integer', isCount);
  }
  const inputs = await selectInputs(execution, thread, state, items);
  if (thread.dead) return;
  thread.last = interpreter.append(execution, 'MapStateStarted', thread.last, { extra: { length: items.length } });
  if (items.length === 0) {
    interpreter.moveOn(thread, 'result', '[]');
    return;
  }
  const iterations: Iterations = { items, ...(inputs === undefined ? {} : { inputs }) };
  thread.work = JSON.stringify(iterations);
  interpreter.park(thread, 'children', null);
  const first = Math.min(items.length, concurrency === 0 ? MOST_AT_ONCE : concurrency);
  for (let index = 0; index < first; index += 1) startIteration(interpreter, execution, thread, state, iterations, index, thread.last);
}

async function selectInputs(execution: Execution, thread: Thread, state: MapState, items: readonly unknown[]): Promise<unknown[] | undefined> {
  if (state.itemSelector === undefined) return undefined;
  const inputs: unknown[] = [];
  for (const [index, value] of items.entries()) {
    inputs.push(await evaluate(state.itemSelector, scopeOf(execution, thread, state, { item: { Index: index, Value: value } })));
  }
  return inputs;
}

function startIteration(
  interpreter: Interpreter,
  execution: Execution,
  parent: Thread,
  state: MapState,
  iterations: Iterations,
  index: number,
  prev: number,
): void {
  const started = interpreter.append(execution, 'MapIterationStarted', prev, { extra: { index, name: state.name } });
  const child = newThread({
    ...{ execution: execution.id, id: started, parent: parent.id, position: index },
    ...{ variables: parent.variables, item: { Index: index, Value: iterations.items[index] }, last: started },
  });
  const input = (iterations.inputs ?? iterations.items)[index];
  interpreter.enter(execution, child, state.processor.startAt, JSON.stringify(input), input);
  interpreter.start(execution, child);
}

/** A branch or iteration has ended well: the next iteration begins, or the state above goes on with all outputs. */
export function branchDone(interpreter: Interpreter, execution: Execution, child: Thread, output: string): void {
  const { threads } = interpreter.parts;
  const { parent, state } = parentOf(interpreter, execution, child);
  child.work = output;
  interpreter.park(child, 'done', null);
  const lastInside = child.last;
  if (state.type === 'Map') {
    parent.last = interpreter.append(execution, 'MapIterationSucceeded', lastInside, { extra: { index: child.position, name: state.name } });
    const iterations = JSON.parse(parent.work ?? '') as Iterations;
    const { begun, done } = threads.progress(execution.id, parent.id);
    if (begun < iterations.items.length) startIteration(interpreter, execution, parent, state, iterations, begun, lastInside);
    if (done < iterations.items.length) return;
  } else {
    parent.last = lastInside;
    if (threads.progress(execution.id, parent.id).done < state.branches.length) return;
  }
  const children = threads.children(execution.id, parent.id);
  const result = `[${children.map((one) => one.work ?? 'null').join(',')}]`;
  for (const one of children) threads.remove(execution.id, one.id);
  if (exceedsDataLimit(result)) interpreter.fail(execution, parent, dataLimitFault('runtime', state.name));
  else interpreter.moveOn(parent, 'result', result);
  interpreter.start(execution, parent);
}

/** A branch or iteration has failed: its siblings are aborted, and the state above decides. */
export function branchFailed(interpreter: Interpreter, execution: Execution, child: Thread, fault: Fault): void {
  const { parent, state } = parentOf(interpreter, execution, child);
  parent.last = child.last;
  if (state.type === 'Map') interpreter.append(execution, 'MapIterationFailed', child.last, { extra: { index: child.position, name: state.name } });
  else if (execution.machine.states.get(child.state)?.type === 'Task') interpreter.append(execution, 'TaskStateAborted', child.last);
  abortBelow(interpreter, execution, parent, state, child.id);
  interpreter.moveOn(parent, 'failing', JSON.stringify(fault));
  interpreter.start(execution, parent);
}

function abortBelow(interpreter: Interpreter, execution: Execution, parent: Thread, state: State, failed: number): void {
  const { threads } = interpreter.parts;
  for (const sibling of threads.children(execution.id, parent.id)) {
    const current = execution.machine.states.get(sibling.state);
    if (current !== undefined) abortBelow(interpreter, execution, sibling, current, failed);
    interpreter.abandon(execution.id, new Set([sibling.id]));
    threads.remove(execution.id, sibling.id);
    if (sibling.phase === 'done' || sibling.id === failed || current === undefined) continue;
    interpreter.append(execution, `${current.type}StateAborted`, sibling.last);
    if (state.type !== 'Map') continue;
    interpreter.append(execution, 'MapIterationAborted', sibling.last, { extra: { index: sibling.position, name: state.name } });
  }
}

function parentOf(interpreter: Interpreter, execution: Execution, child: Thread): { parent: Thread; state: ParallelState | MapState } {
  const parent = interpreter.parts.threads.load(execution.id, child.parent ?? 0);
  const state = parent === undefined ? undefined : execution.machine.states.get(parent.state);
  if (parent === undefined || (state?.type !== 'Parallel' && state?.type !== 'Map')) throw new Error(`A branch of ${execution.arn} has lost its state.`);
  return { parent, state };
}
