import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import type { WireService } from '../wire/wire.ts';
import { Interpreter, type InvokeFunction } from './interpreter/interpreter.ts';
import { timeOutTask } from './interpreter/task.ts';
import { Timers, type Rings } from './interpreter/timers.ts';
import { Tokens } from './interpreter/tokens.ts';
import { executionArn, machineArn } from './names.ts';
import { executionOperations } from './operations/execution-operations.ts';
import { checkDefinition, machineOperations } from './operations/machine-operations.ts';
import { taskOperations } from './operations/task-operations.ts';
import { createService } from './service.ts';
import { Database } from './storage/database.ts';
import { Executions, type ExecutionStatus } from './storage/executions.ts';
import { History } from './storage/history.ts';
import { Machines } from './storage/machines.ts';
import { Threads } from './storage/threads.ts';

export type { FunctionAnswer, InvokeFunction } from './interpreter/interpreter.ts';

/** The detail of the EventBridge event "Step Functions Execution Status Change". Instants are epoch milliseconds. */
export interface StatusChange {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly startDate: number;
  readonly stopDate: number | null;
  readonly input: string;
  readonly output: string | null;
  readonly error: string | null;
  readonly cause: string | null;
}

export interface StepFunctionsOptions {
  /** The path of the SQLite file, or `:memory:`. */
  readonly database: string;
  readonly clock: Clock;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  /**
   * Invokes a function on behalf of a machine's role. A throw whose name begins with `Lambda.` fails the task with
   * that error (`Lambda.AccessDeniedException`, say), any other throw with `Lambda.Unknown`.
   */
  readonly invokeFunction: InvokeFunction;
  /** Told once the change is kept; a process killed in between does not tell again. */
  readonly onStatusChange?: (change: StatusChange) => void;
}

/** What the console shows. `threads` counts lines of control by what they wait for. */
export interface Counts {
  readonly machines: number;
  readonly executions: Readonly<Record<string, number>>;
  readonly threads: Readonly<Record<string, number>>;
}

export interface StepFunctions {
  readonly service: WireService;
  /**
   * Makes a machine, or brings it to the given definition and role; running executions keep what they began with.
   * Answers its ARN; throws a ServiceFault named InvalidDefinition with every reason.
   */
  createStateMachine(machine: { name: string; definition: string; roleArn: string }): string;
  /** Goes on with everything that was under way when the process ended, and begins to ring. To be called once. */
  resume(): void;
  counts(): Counts;
  /** The machine whose task waits with a token, for the policies; undefined for a token that was not issued here. */
  machineOfToken(token: string): string | undefined;
  close(): void;
}

export function createStepFunctions(options: StepFunctionsOptions): StepFunctions {
  const { clock } = options;
  const now = (): number => clock.now();
  const database = new Database(options.database);
  const machines = new Machines(database, now);
  const executions = new Executions(database, machines);
  const threads = new Threads(database);
  const history = new History(database, now);
  const timers = new Timers(clock, threads, executions);
  const tokens = new Tokens(database.setting('token secret', () => randomBytes(32).toString('hex')));
  const onStatusChange = (id: number): void => {
    const change = statusChange(executions, id);
    if (change !== undefined) options.onStatusChange?.(change);
  };
  const { region, invokeFunction } = options;
  const interpreter = new Interpreter({ clock, region, database, executions, threads, history, tokens, timers, invokeFunction, onStatusChange });
  const operations = {
    ...machineOperations({ place: options, machines, executions, now }),
    ...executionOperations({ machines, executions, threads, history, database, interpreter, now, onStatusChange }),
    ...taskOperations(interpreter),
  };
  return {
    service: createService(operations, () => database.flush()),
    createStateMachine: (machine) => bringTo(machines, database, machineArn(options, machine.name), machine, now),
    resume: () => {
      for (const { execution, id } of threads.unfinished()) carryOn(interpreter, execution, id);
      timers.begin(ringsOf(interpreter));
    },
    counts: () => ({ machines: machines.count(), executions: executions.countByStatus(), threads: threads.countByPhase() }),
    machineOfToken: (token) => executions.row(executionOfToken(tokens, token))?.machine,
    close: () => {
      interpreter.abandonAll();
      timers.close();
      database.close();
    },
  };
}

function bringTo(
  machines: Machines,
  database: Database,
  arn: string,
  wanted: { name: string; definition: string; roleArn: string },
  now: () => number,
): string {
  const before = machines.find(arn);
  const { name, roleArn: role } = wanted;
  if (before?.text !== wanted.definition) checkDefinition({ now }, name, wanted.definition);
  if (before === undefined) machines.insert({ arn, name, text: wanted.definition, role, logging: null, tracing: null });
  else if (before.text !== wanted.definition || before.role !== role) {
    machines.update(before, { text: wanted.definition, role, revision: randomUUID(), logging: before.logging, tracing: before.tracing });
  }
  database.flush();
  return arn;
}

function carryOn(interpreter: Interpreter, execution: number, id: number): void {
  const carried = interpreter.execution(execution);
  const thread = interpreter.takeOver(execution, id);
  if (carried !== undefined && thread !== undefined) interpreter.start(carried, thread);
}

function ringsOf(interpreter: Interpreter): Rings {
  return {
    thread: (execution, id) => {
      const rung = interpreter.execution(execution);
      const thread = interpreter.takeOver(execution, id);
      if (rung === undefined || thread === undefined) throw new Error(`A due thread of execution ${execution} has no running execution.`);
      if (thread.phase === 'invoking' || thread.phase === 'token') {
        timeOutTask(interpreter, rung, thread);
        return;
      }
      interpreter.moveOn(thread, thread.phase === 'backoff' ? 'ready' : 'result', null);
      interpreter.start(rung, thread);
    },
    deadline: (id) => {
      const late = interpreter.execution(id);
      if (late !== undefined) interpreter.close(late, { status: 'TIMED_OUT' }, { type: 'ExecutionTimedOut', prev: 0, details: { extra: {} } });
    },
  };
}

function executionOfToken(tokens: Tokens, token: string): number {
  try {
    return tokens.read(token).execution;
  } catch {
    return 0;
  }
}

function statusChange(executions: Executions, id: number): StatusChange | undefined {
  const row = executions.row(id);
  if (row === undefined) return undefined;
  return {
    executionArn: executionArn(row.machine, row.name),
    stateMachineArn: row.machine,
    name: row.name,
    status: row.status,
    startDate: row.started,
    stopDate: row.stopped,
    input: row.input,
    output: row.output,
    error: row.error,
    cause: row.cause,
  };
}
