import { SFNClient } from '@aws-sdk/client-sfn';
import { Activity } from '../../local/clock/activity.ts';
import { Clock } from '../../local/clock/clock.ts';
import { createStepFunctions, type FunctionAnswer, type StatusChange } from '../../local/step-functions/engine.ts';
import { serve } from '../../local/wire/serve.ts';
import { fill, isObject, type Bindings } from './matching.ts';
import type { Json, RecordedTask, Recording } from './recording.ts';

const PLACE = { region: 'eu-central-1', accountId: '000000000000', partition: 'aws' };

/** The engine on a virtual clock behind the real client, with functions that behave as they were recorded. */
export interface Stage {
  readonly client: SFNClient;
  readonly clock: Clock;
  readonly bindings: Bindings;
  /** What was handed to functions, in order. */
  readonly payloads: readonly unknown[];
  /** Whether a function is meant to outlast its task: then time has to pass while it is at work. */
  readonly hasHangingFunction: boolean;
  /** Resolves with the end of an execution. */
  ended(executionArn: string): Promise<StatusChange>;
  close(): Promise<void>;
}

export async function openStage(recording: Recording): Promise<Stage> {
  const bindings = knownBindings();
  const clock = new Clock(new Activity());
  const payloads: unknown[] = [];
  const endings = new Map<string, StatusChange>();
  const listeners = new Map<string, (change: StatusChange) => void>();
  const letGo: (() => void)[] = [];
  const outcomeOf = outcomes(recording.tasks, bindings);
  const engine = createStepFunctions({
    ...PLACE,
    database: ':memory:',
    clock,
    invokeFunction: async ({ functionName, payload }) => {
      payloads.push(payload);
      const { task, observed } = outcomeOf(functionName);
      if (task?.delaySeconds !== undefined) await new Promise<void>((resolve) => letGo.push(resolve));
      return answer(task, observed, payload);
    },
    onStatusChange: (change) => {
      if (change.status === 'RUNNING') return;
      endings.set(change.executionArn, change);
      listeners.get(change.executionArn)?.(change);
    },
  });
  engine.resume();
  const server = await serve(engine.service);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SFNClient({ region: PLACE.region, endpoint: `http://127.0.0.1:${server.port}`, credentials, maxAttempts: 1 });
  return {
    ...{ client, clock, bindings, payloads },
    hasHangingFunction: recording.tasks.some((task) => task.delaySeconds !== undefined),
    ended: (arn) => {
      const ending = endings.get(arn);
      return ending === undefined ? new Promise((resolve) => listeners.set(arn, resolve)) : Promise.resolve(ending);
    },
    close: async () => {
      for (const go of letGo) go();
      await clock.activity.quiet();
      client.destroy();
      await server.close();
      clock.close();
      engine.close();
    },
  };
}

function knownBindings(): Bindings {
  const bindings: Bindings = new Map();
  const prefix = `${PLACE.region}:${PLACE.accountId}`;
  for (const suffix of ['', '_2', '_3']) {
    bindings.set(`LAMBDA_NAME${suffix}`, `function${suffix}`);
    bindings.set(`LAMBDA_ARN${suffix}`, `arn:aws:lambda:${prefix}:function:function${suffix}`);
    bindings.set(`ROLE_ARN${suffix}`, `arn:aws:iam::${PLACE.accountId}:role/role${suffix}`);
  }
  bindings.set('REGION', PLACE.region);
  bindings.set('QUEUE_URL', 'https://queue.invalid/queue');
  bindings.set('STATE_MACHINE_NAME', 'machine');
  bindings.set('STATE_MACHINE_ARN', `arn:aws:states:${prefix}:stateMachine:machine`);
  return bindings;
}

interface Outcome {
  readonly task: RecordedTask | undefined;
  readonly observed: Json | undefined;
}

/** Finds the task that a function belongs to and takes its recorded outcomes one after the other. */
function outcomes(tasks: readonly RecordedTask[], bindings: Bindings): (functionName: string) => Outcome {
  const used = new Map<RecordedTask, number>();
  return (functionName) => {
    const own = tasks.find((task) => task.function !== undefined && functionName.endsWith(String(fill(task.function, bindings))));
    const task = own ?? tasks[0];
    if (task === undefined) return { task, observed: undefined };
    const turn = used.get(task) ?? 0;
    used.set(task, turn + 1);
    return { task, observed: task.observed?.[turn] };
  };
}

function answer(task: RecordedTask | undefined, observed: Json | undefined, payload: unknown): FunctionAnswer {
  const error = (observed?.['causeJson'] ?? task?.error) as Json | undefined;
  if (error !== undefined) {
    const { errorType, errorMessage, stackTrace } = error;
    return { payload: null, functionError: { errorType: String(errorType), errorMessage: String(errorMessage), trace: stackTrace } };
  }
  return { payload: returned(task?.returns, observed?.['output'], payload) };
}

function returned(returns: unknown, output: unknown, payload: unknown): unknown {
  if (returns === '<echo of payload>') return payload;
  if (typeof returns === 'string' && returns.startsWith('<')) return described(returns);
  if (returns !== undefined) return returns;
  return isObject(output) && 'Payload' in output ? output['Payload'] : (output ?? null);
}

/** A return value that the recordings describe in words; a message that was accepted has none. */
function described(returns: string): string | null {
  const [, count, letter] = /^<string of (\d+) .*letters "(.)">$/.exec(returns) ?? [];
  return letter === undefined ? null : letter.repeat(Number(count));
}
