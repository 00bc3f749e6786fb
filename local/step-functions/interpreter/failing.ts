import type { State } from '../definition/machine.ts';
import { StateFault, type Fault } from '../faults.ts';
import type { Execution } from '../storage/executions.ts';
import type { Thread } from '../storage/threads.ts';
import { branchFailed } from './branches.ts';
import type { Interpreter } from './interpreter.ts';
import { catcherFor, detailsOf, useRetrier } from './recovery.ts';
import { leave, shape, type Shaped } from './states.ts';

/** Decides what becomes of a state that failed: another attempt, a catcher, or the end of its thread. */
export async function recover(interpreter: Interpreter, execution: Execution, thread: Thread, state: State): Promise<void> {
  const fault = JSON.parse(thread.work ?? 'null') as Fault;
  const delay = useRetrier(state, thread, fault);
  if (delay !== undefined) {
    interpreter.park(thread, 'backoff', interpreter.parts.clock.now() + delay);
    return;
  }
  const catcher = catcherFor(state, fault);
  if (catcher === undefined) {
    noteFailed(interpreter, execution, thread, state);
    failThread(interpreter, execution, thread, fault);
    return;
  }
  const errorOutput = { Error: fault.error, Cause: fault.cause };
  let shaped: Shaped;
  try {
    shaped = await shape(execution, thread, state, catcher, { errorOutput }, { text: JSON.stringify(errorOutput), value: errorOutput });
  } catch (error) {
    if (!(error instanceof StateFault) || thread.dead) throw error;
    interpreter.noteEvaluation(execution, thread, error.fault);
    noteFailed(interpreter, execution, thread, state);
    failThread(interpreter, execution, thread, error.fault);
    return;
  }
  if (thread.dead) return;
  noteFailed(interpreter, execution, thread, state);
  leave(interpreter, execution, thread, state, shaped, catcher.next);
}

function noteFailed(interpreter: Interpreter, execution: Execution, thread: Thread, state: State): void {
  if (state.type !== 'Parallel' && state.type !== 'Map') return;
  thread.last = interpreter.append(execution, `${state.type}StateFailed`, thread.last);
}

function failThread(interpreter: Interpreter, execution: Execution, thread: Thread, fault: Fault): void {
  if (thread.parent !== null) {
    branchFailed(interpreter, execution, thread, fault);
    return;
  }
  const extra = detailsOf(fault);
  interpreter.close(execution, { status: 'FAILED', ...extra }, { type: 'ExecutionFailed', prev: thread.last, details: { extra } });
}
