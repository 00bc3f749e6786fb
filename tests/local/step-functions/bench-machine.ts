import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
  type HistoryEvent,
} from '@aws-sdk/client-sfn';
import { Activity } from '../../../local/clock/activity.ts';
import { Clock } from '../../../local/clock/clock.ts';
import { createStepFunctions, type InvokeFunction, type StatusChange, type StepFunctions } from '../../../local/step-functions/engine.ts';
import { serve } from '../../../local/wire/serve.ts';

export const ROLE = 'arn:aws:iam::000000000000:role/machine';
export const START = Date.parse('2026-03-02T08:00:00.400Z');
export const SECOND = 1000;
export const DAY = 86_400_000;

export interface Bench {
  readonly client: SFNClient;
  readonly clock: Clock;
  readonly engine: StepFunctions;
  readonly changes: StatusChange[];
  /** Creates a machine from its states (JSONata) and answers its ARN. */
  create(states: object, extra?: object): Promise<string>;
  start(stateMachineArn: string, input?: unknown, name?: string): Promise<string>;
  describe(executionArn: string): Promise<{ status: string; output: unknown; error: string | undefined; cause: string | undefined }>;
  history(executionArn: string): Promise<HistoryEvent[]>;
  close(): Promise<void>;
}

/** The engine behind the real client, on a clock that only moves when it is told to. */
export async function openBench(options: { invoke?: InvokeFunction; database?: string; at?: number } = {}): Promise<Bench> {
  const clock = new Clock(new Activity());
  clock.startAt(options.at ?? START);
  const changes: StatusChange[] = [];
  const engine = createStepFunctions({
    ...{ database: options.database ?? ':memory:', clock, region: 'eu-central-1', accountId: '000000000000', partition: 'aws' },
    invokeFunction: options.invoke ?? (({ payload }) => Promise.resolve({ payload })),
    onStatusChange: (change) => changes.push(change),
  });
  engine.resume();
  const server = await serve(engine.service);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SFNClient({ region: 'eu-central-1', endpoint: `http://127.0.0.1:${server.port}`, credentials, maxAttempts: 1 });
  let machines = 0;
  return {
    ...{ client, clock, engine, changes },
    create: async (states, extra = {}) => {
      const definition = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states, ...extra });
      const made = await client.send(new CreateStateMachineCommand({ name: `machine-${(machines += 1)}`, roleArn: ROLE, definition }));
      return made.stateMachineArn ?? '';
    },
    start: async (stateMachineArn, input = {}, name) => {
      const started = await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
      await clock.activity.quiet();
      return started.executionArn ?? '';
    },
    describe: async (executionArn) => {
      const { status = '', output, error, cause } = await client.send(new DescribeExecutionCommand({ executionArn }));
      return { status, output: output === undefined ? undefined : (JSON.parse(output) as unknown), error, cause };
    },
    history: async (executionArn) => (await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }))).events ?? [],
    close: async () => {
      client.destroy();
      await server.close();
      clock.close();
      engine.close();
    },
  };
}

export const task = (fields: object = {}): object => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: 'work', Payload: '{% $states.input %}' },
  Output: '{% $states.result.Payload %}',
  ...fields,
});

export const callback = (fields: object = {}): object =>
  task({
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } },
    Output: '{% $states.result %}',
    ...fields,
  });
