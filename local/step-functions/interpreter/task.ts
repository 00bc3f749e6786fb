import { randomUUID } from 'node:crypto';
import type { TaskResource, TaskState } from '../definition/machine.ts';
import { dataLimitFault, exceedsDataLimit, ServiceFault, type Fault } from '../faults.ts';
import type { Execution } from '../storage/executions.ts';
import type { Thread } from '../storage/threads.ts';
import type { FunctionAnswer, Interpreter } from './interpreter.ts';
import { detailsOf } from './recovery.ts';
import { evaluate, evaluateAs, isCount, runtimeFault, scopeOf, type Scope } from './scope.ts';
import { waitsFor, type Ticket } from './tokens.ts';

/** The call of a task, kept while it is under way: after a restart it is made again as it was. */
interface Call {
  readonly functionName: string;
  readonly payload: unknown;
}

export async function beginTask(interpreter: Interpreter, execution: Execution, thread: Thread, state: TaskState): Promise<void> {
  const { resource } = state;
  const { tokens, clock } = interpreter.parts;
  const waits = resource.kind === 'invoke' && resource.waitsForToken;
  const scope = scopeOf(execution, thread, state, waits ? { token: tokens.issue(thread) } : {});
  const given = state.arguments === undefined ? thread.inputValue : await evaluate(state.arguments, scope);
  const timeoutInSeconds = await secondsOf(state, 'timeoutSeconds', scope);
  const heartbeatInSeconds = await secondsOf(state, 'heartbeatSeconds', scope);
  if (thread.dead) return;
  const call = resource.kind === 'direct' ? { functionName: resource.functionArn, payload: given } : invokeCall(thread, given);
  const limits = { ...(timeoutInSeconds === undefined ? {} : { timeoutInSeconds }), ...(heartbeatInSeconds === undefined ? {} : { heartbeatInSeconds }) };
  appendStart(interpreter, execution, thread, resource, JSON.stringify(given), limits);
  const now = clock.now();
  thread.timeoutAt = timeoutInSeconds === undefined ? null : now + timeoutInSeconds * 1000;
  thread.heartbeat = heartbeatInSeconds === undefined ? null : heartbeatInSeconds * 1000;
  thread.work = JSON.stringify(call satisfies Call);
  interpreter.park(thread, 'invoking', dueOf(thread, now));
}

async function secondsOf(state: TaskState, field: 'timeoutSeconds' | 'heartbeatSeconds', scope: Scope): Promise<number | undefined> {
  const template = state[field];
  const location = field === 'timeoutSeconds' ? 'TimeoutSeconds' : 'HeartbeatSeconds';
  return template === undefined ? undefined : evaluateAs(template, scope, location, 'positive integer', isCount);
}

/** The next moment at which a task under way has been silent or busy for too long. */
function dueOf(thread: Thread, now: number): number | null {
  const silent = thread.heartbeat === null ? null : now + thread.heartbeat;
  if (silent === null || thread.timeoutAt === null) return silent ?? thread.timeoutAt;
  return Math.min(silent, thread.timeoutAt);
}

function invokeCall(thread: Thread, given: unknown): Call {
  const fields = typeof given === 'object' && given !== null && !Array.isArray(given) ? (given as Record<string, unknown>) : {};
  const { FunctionName: functionName, Payload: payload, ...others } = fields;
  if (typeof functionName !== 'string') throw runtimeFault(thread, "The field 'FunctionName' is required but was missing in Arguments.");
  const unserved = Object.keys(others);
  if (unserved.length > 0) throw runtimeFault(thread, `The arguments ${unserved.join(', ')} of lambda:invoke are not served locally.`);
  return { functionName, payload };
}

const integration = (resource: TaskResource): { resource: string; resourceType: string } => ({
  resource: resource.kind === 'invoke' && resource.waitsForToken ? 'invoke.waitForTaskToken' : 'invoke',
  resourceType: 'lambda',
});

function appendStart(interpreter: Interpreter, execution: Execution, thread: Thread, resource: TaskResource, given: string, limits: object): void {
  if (resource.kind === 'direct') {
    const timeout = 'timeoutInSeconds' in limits ? { timeoutInSeconds: limits.timeoutInSeconds } : {};
    const extra = { resource: resource.functionArn, ...timeout };
    thread.last = interpreter.append(execution, 'LambdaFunctionScheduled', thread.last, { data: given, extra });
    thread.last = interpreter.append(execution, 'LambdaFunctionStarted', thread.last);
    return;
  }
  const extra = { ...integration(resource), region: interpreter.parts.region, ...limits };
  thread.last = interpreter.append(execution, 'TaskScheduled', thread.last, { data: given, extra });
  thread.last = interpreter.append(execution, 'TaskStarted', thread.last, { extra: integration(resource) });
}

/** Calls the function. While it is at work the task may time out, be stopped or be answered through its token. */
export async function invoke(interpreter: Interpreter, execution: Execution, thread: Thread, state: TaskState): Promise<void> {
  interpreter.parts.database.flush();
  const answer = await callFunction(interpreter, execution, JSON.parse(thread.work ?? '') as Call, state.resource);
  if (thread.dead) return;
  if ('fault' in answer) {
    failTask(interpreter, execution, thread, state, answer.fault);
    return;
  }
  const { resource } = state;
  const text = JSON.stringify(resource.kind === 'direct' ? (answer.payload ?? null) : envelope(answer));
  if (exceedsDataLimit(text)) {
    failTask(interpreter, execution, thread, state, dataLimitFault('task', resource.kind === 'direct' ? resource.functionArn : 'lambda'));
  } else if (resource.kind === 'invoke' && resource.waitsForToken) {
    thread.last = interpreter.append(execution, 'TaskSubmitted', thread.last, { data: text, extra: integration(resource) });
    thread.work = null;
    // A heartbeat may have moved it while the function was at work.
    const { due = null } = interpreter.parts.threads.load(thread.execution, thread.id) ?? {};
    interpreter.park(thread, 'token', due);
  } else succeedTask(interpreter, execution, thread, state, text);
}

function envelope(answer: FunctionAnswer): object {
  return {
    ExecutedVersion: answer.executedVersion ?? '$LATEST',
    Payload: answer.payload ?? null,
    SdkHttpMetadata: { HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: randomUUID() },
    StatusCode: 200,
  };
}

async function callFunction(
  interpreter: Interpreter,
  execution: Execution,
  call: Call,
  resource: TaskResource,
): Promise<FunctionAnswer | { fault: Fault }> {
  try {
    const payload = resource.kind === 'direct' ? call.payload : payloadOf(call.payload);
    const answer = await interpreter.parts.invokeFunction({ roleArn: execution.role, functionName: call.functionName, payload });
    if (answer.functionError === undefined) return answer;
    const { errorType, errorMessage, trace } = answer.functionError;
    const cause = JSON.stringify({ errorType, errorMessage, ...(trace === undefined ? {} : { trace }) });
    return { fault: { kind: 'task', error: errorType, cause } };
  } catch (error) {
    const { name, message } = error as Error;
    return { fault: { kind: 'task', error: name.startsWith('Lambda.') ? name : 'Lambda.Unknown', cause: message } };
  }
}

/** A Payload that is a string goes to the function as the JSON text that it is; one that is missing or null as `{}`. */
function payloadOf(payload: unknown): unknown {
  if (payload === undefined || payload === null) return {};
  if (typeof payload !== 'string') return payload;
  try {
    return JSON.parse(payload) as unknown;
  } catch (error) {
    throw Object.assign(new Error(`Could not parse request body into json: ${(error as Error).message}`, { cause: error }), {
      name: 'Lambda.InvalidRequestContentException',
    });
  }
}

function succeedTask(interpreter: Interpreter, execution: Execution, thread: Thread, state: TaskState, result: string): void {
  const { resource } = state;
  thread.last =
    resource.kind === 'direct'
      ? interpreter.append(execution, 'LambdaFunctionSucceeded', thread.last, { data: result })
      : interpreter.append(execution, 'TaskSucceeded', thread.last, { data: result, extra: integration(resource) });
  interpreter.moveOn(thread, 'result', result);
}

function failTask(interpreter: Interpreter, execution: Execution, thread: Thread, state: TaskState, fault: Fault): void {
  const ending = fault.kind === 'task' ? 'Failed' : 'TimedOut';
  const { resource } = state;
  thread.last =
    resource.kind === 'direct'
      ? interpreter.append(execution, `LambdaFunction${ending}`, thread.last, { extra: detailsOf(fault) })
      : interpreter.append(execution, `Task${ending}`, thread.last, { extra: { ...detailsOf(fault), ...integration(resource) } });
  interpreter.moveOn(thread, 'failing', JSON.stringify(fault));
}

/** A task has been at work or silent for too long; the thread has been taken over already. */
export function timeOutTask(interpreter: Interpreter, execution: Execution, thread: Thread): void {
  const state = execution.machine.states.get(thread.state);
  if (state?.type !== 'Task') throw new Error(`The state '${thread.state}' is not a Task and cannot time out.`);
  const missedHeartbeat = thread.timeoutAt === null || thread.timeoutAt !== thread.due;
  failTask(interpreter, execution, thread, state, { kind: missedHeartbeat ? 'heartbeat' : 'timeout', error: 'States.Timeout', cause: '' });
  interpreter.start(execution, thread);
}

/** What a worker says about its task, by its token. */
export type Signal = { readonly kind: 'success'; readonly output: string } | { readonly kind: 'failure'; readonly fault: Fault } | { readonly kind: 'heartbeat' };

/** Lets a worker's word count, or throws the fault of a token that is not waited for any more. */
export function signal(interpreter: Interpreter, ticket: Ticket, said: Signal): void {
  const { execution, state, waiting } = waitingTask(interpreter, ticket);
  if (said.kind === 'heartbeat') {
    if (waiting.heartbeat !== null) interpreter.beat(waiting, dueOf(waiting, interpreter.parts.clock.now()));
    return;
  }
  const thread = interpreter.takeOver(ticket.execution, ticket.thread) ?? waiting;
  if (said.kind === 'success') succeedTask(interpreter, execution, thread, state, said.output);
  else failTask(interpreter, execution, thread, state, said.fault);
  interpreter.start(execution, thread);
}

function waitingTask(interpreter: Interpreter, ticket: Ticket): { execution: Execution; state: TaskState; waiting: Thread } {
  const { executions, threads } = interpreter.parts;
  if (executions.row(ticket.execution) === undefined) {
    throw new ServiceFault('TaskDoesNotExist', "Task Does Not Exist: 'Provided task does not exist'");
  }
  const execution = interpreter.execution(ticket.execution);
  const waiting = threads.load(ticket.execution, ticket.thread);
  const state = execution?.machine.states.get(waiting?.state ?? '');
  if (execution === undefined || state?.type !== 'Task' || !waitsFor(waiting, ticket)) {
    throw new ServiceFault('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
  }
  return { execution, state, waiting };
}
