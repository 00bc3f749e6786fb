import { randomUUID } from 'node:crypto';
import { LARGEST_DATA_BYTES, ServiceFault } from '../faults.ts';
import type { Interpreter } from '../interpreter/interpreter.ts';
import { checkName, executionArn, parseExecutionArn } from '../names.ts';
import type { Database } from '../storage/database.ts';
import type { ExecutionRow, Executions } from '../storage/executions.ts';
import type { History } from '../storage/history.ts';
import type { Machines } from '../storage/machines.ts';
import type { Threads } from '../storage/threads.ts';
import { toWireEvent } from './events.ts';
import { findMachine } from './machine-operations.ts';
import { allowOnly, jsonFault, oneOf, optionalText, pageSize, pageStart, pageToken, seconds, type Operation, type Reply, type Request } from './request.ts';

export interface ExecutionParts {
  readonly machines: Machines;
  readonly executions: Executions;
  readonly threads: Threads;
  readonly history: History;
  readonly database: Database;
  readonly interpreter: Interpreter;
  readonly now: () => number;
  readonly onStatusChange: (execution: number) => void;
}

const DAY = 86_400_000;
/** A name cannot be used again for so long after its execution was closed. */
const NAME_KEPT = 90 * DAY;
/** The longest that a standard execution may run. */
const LONGEST_EXECUTION = 365 * DAY;
const STATUSES = ['SUCCEEDED', 'TIMED_OUT', 'PENDING_REDRIVE', 'ABORTED', 'FAILED', 'RUNNING'];

export function executionOperations(parts: ExecutionParts): Record<string, Operation> {
  return {
    StartExecution: (request) => start(parts, request),
    StopExecution: (request) => stop(parts, request),
    DescribeExecution: (request) => {
      allowOnly(request, ['executionArn', 'includedData']);
      return describe(findExecution(parts.executions, request['executionArn']));
    },
    ListExecutions: (request) => list(parts, request),
    GetExecutionHistory: (request) => history(parts, request),
  };
}

function findExecution(executions: Executions, arn: unknown): ExecutionRow {
  const { machine, name } = parseExecutionArn(arn);
  const row = executions.find(machine, name);
  if (row === undefined) throw new ServiceFault('ExecutionDoesNotExist', `Execution Does Not Exist: '${String(arn)}'`);
  return row;
}

function start(parts: ExecutionParts, request: Request): Reply {
  allowOnly(request, ['stateMachineArn', 'name', 'input', 'traceHeader']);
  const name = request['name'] == null ? randomUUID() : checkName(request['name']);
  const input = checkInput(optionalText(request, 'input') ?? '{}');
  const machine = findMachine(parts.machines, request['stateMachineArn']);
  const arn = executionArn(machine.arn, name);
  const before = parts.executions.find(machine.arn, name);
  if (before !== undefined && !isFree(before, parts.now())) {
    if (before.status === 'RUNNING' && before.input === input) return { executionArn: arn, startDate: seconds(before.started) };
    throw new ServiceFault('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
  }
  if (before !== undefined) parts.executions.remove(before.id);
  const started = parts.now();
  const timeout = (parts.machines.compiled(machine.definition).timeoutSeconds ?? Infinity) * 1000;
  const { definition, role } = machine;
  const deadline = started + Math.min(timeout, LONGEST_EXECUTION);
  const execution = parts.executions.insert({ machine: machine.arn, name, definition, role, input, started, deadline });
  parts.interpreter.parts.timers.changed(deadline);
  parts.interpreter.begin(execution);
  parts.database.afterFlush(() => parts.onStatusChange(execution.id));
  return { executionArn: arn, startDate: seconds(started) };
}

function isFree(row: ExecutionRow, now: number): boolean {
  return row.stopped !== null && row.stopped + NAME_KEPT <= now;
}

function checkInput(input: string): string {
  const fault = Buffer.byteLength(input) > LARGEST_DATA_BYTES ? 'Input is larger than 262144 bytes' : jsonFault(input);
  if (fault !== undefined) throw new ServiceFault('InvalidExecutionInput', `Invalid State Machine Execution Input: '${fault}'`);
  return input;
}

/** Stopping what has ended already changes nothing. */
function stop(parts: ExecutionParts, request: Request): Reply {
  allowOnly(request, ['executionArn', 'error', 'cause']);
  const row = findExecution(parts.executions, request['executionArn']);
  const execution = parts.interpreter.execution(row.id);
  if (execution === undefined) return { stopDate: seconds(row.stopped ?? parts.now()) };
  const error = optionalText(request, 'error');
  const cause = optionalText(request, 'cause');
  const extra = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
  parts.interpreter.close(execution, { status: 'ABORTED', ...extra }, { type: 'ExecutionAborted', prev: 0, details: { extra } });
  return { stopDate: seconds(parts.now()) };
}

function describe(row: ExecutionRow): Reply {
  return {
    executionArn: executionArn(row.machine, row.name),
    stateMachineArn: row.machine,
    name: row.name,
    status: row.status,
    startDate: seconds(row.started),
    ...(row.stopped === null ? {} : { stopDate: seconds(row.stopped) }),
    input: row.input,
    inputDetails: { included: true },
    ...(row.output === null ? {} : { output: row.output, outputDetails: { included: true } }),
    ...(row.error === null ? {} : { error: row.error }),
    ...(row.cause === null ? {} : { cause: row.cause }),
    redriveCount: 0,
    ...redrive(row),
  };
}

/** Redriving is not served; the answer says what AWS would about it. */
function redrive(row: ExecutionRow): Reply {
  if (row.status !== 'RUNNING' && row.status !== 'SUCCEEDED') return { redriveStatus: 'REDRIVABLE' };
  return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: `Execution is ${row.status} and cannot be redriven` };
}

function list(parts: ExecutionParts, request: Request): Reply {
  allowOnly(request, ['stateMachineArn', 'statusFilter', 'maxResults', 'nextToken']);
  const status = oneOf(request, 'statusFilter', STATUSES);
  const machine = findMachine(parts.machines, request['stateMachineArn']);
  const limit = pageSize(request);
  const rows = parts.executions.list(machine.arn, status, Number(pageStart(request) ?? Number.MAX_SAFE_INTEGER), limit + 1);
  const page = rows.slice(0, limit);
  return {
    executions: page.map((row) => ({
      executionArn: executionArn(row.machine, row.name),
      stateMachineArn: row.machine,
      name: row.name,
      status: row.status,
      startDate: seconds(row.started),
      ...(row.stopped === null ? {} : { stopDate: seconds(row.stopped) }),
      redriveCount: 0,
    })),
    ...(rows.length > limit ? { nextToken: pageToken(page.at(-1)?.id ?? 0) } : {}),
  };
}

function history(parts: ExecutionParts, request: Request): Reply {
  allowOnly(request, ['executionArn', 'maxResults', 'reverseOrder', 'nextToken', 'includeExecutionData']);
  const row = findExecution(parts.executions, request['executionArn']);
  const reverse = request['reverseOrder'] === true;
  const limit = pageSize(request);
  const from = Number(pageStart(request) ?? (reverse ? Number.MAX_SAFE_INTEGER : 0));
  const events = parts.history.page(row.id, from, limit + 1, reverse);
  const beyond = events[limit];
  return {
    events: events.slice(0, limit).map((event) => toWireEvent(event, request['includeExecutionData'] !== false)),
    ...(beyond === undefined ? {} : { nextToken: pageToken(beyond.id) }),
  };
}
