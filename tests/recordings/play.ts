import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { playCalls } from './calls.ts';
import { eventDifferences } from './events.ts';
import { differences, fill, isObject, lambdaError, sameLambdaError } from './matching.ts';
import type { Json, RecordedCall, Recording } from './recording.ts';
import { openStage, type Stage } from './stage.ts';

const DAY = 86_400_000;

/** Plays one case and answers where the engine differs from the recording; nothing when it does not. */
export async function play(recording: Recording): Promise<string[]> {
  const stage = await openStage(recording);
  try {
    const callsTheApi = recording.definition === null || recording.calls.some((call) => call.request !== undefined);
    return callsTheApi ? await playCalls(stage, recording) : await playExecution(stage, recording);
  } catch (error) {
    return [`it threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  } finally {
    await stage.close();
  }
}

/** Creates the machine as it is; answers the fault with which the engine refused it. */
export async function refusalOf(recording: Recording): Promise<{ name: string; message: string } | undefined> {
  const stage = await openStage(recording);
  try {
    await createMachine(stage, fill(recording.definition, stage.bindings));
    return undefined;
  } catch (error) {
    return { name: (error as Error).name, message: (error as Error).message };
  } finally {
    await stage.close();
  }
}

async function createMachine(stage: Stage, definition: unknown): Promise<string> {
  const roleArn = stage.bindings.get('ROLE_ARN');
  const text = JSON.stringify(expand(definition));
  const created = await stage.client.send(new CreateStateMachineCommand({ name: 'machine', roleArn, definition: text }));
  return created.stateMachineArn ?? '';
}

async function playExecution(stage: Stage, recording: Recording): Promise<string[]> {
  const { client, bindings } = stage;
  const stateMachineArn = await createMachine(stage, fill(recording.definition, bindings));
  const input = recording.inputGiven === false ? undefined : inputText(recording, stage);
  const { executionArn = '' } = await client.send(new StartExecutionCommand({ stateMachineArn, input }));
  bindings.set('EXECUTION_ARN', executionArn).set('EXECUTION_NAME', executionArn.split(':').at(-1) ?? '');
  await passTime(stage, executionArn, recording.calls);
  const described = await client.send(new DescribeExecutionCommand({ executionArn }));
  const { $metadata: _metadata, ...plain } = described;
  const history = await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
  return compareEnd(recording, plain, history.events ?? [], stage);
}

/** Lets callbacks be made, and then as much time pass as the longest wait needs. */
async function passTime(stage: Stage, executionArn: string, calls: readonly RecordedCall[]): Promise<void> {
  const { clock } = stage;
  if (stage.hasHangingFunction) {
    clock.startAt(clock.now() + DAY);
    clock.rearm();
    await stage.ended(executionArn);
    return;
  }
  await clock.activity.quiet();
  for (const call of calls) await makeCallback(stage, call);
  await clock.activity.quiet();
  await clock.moveTo(clock.now() + 400 * DAY);
}

async function makeCallback(stage: Stage, call: RecordedCall): Promise<void> {
  const payload = stage.payloads.at(-1);
  const message = isObject(payload) && isObject(payload['MessageBody']) ? payload['MessageBody'] : {};
  const taskToken = String(message['TaskToken']);
  for (let time = 0; time < (call.times ?? 1); time += 1) {
    if (call.op === 'SendTaskHeartbeat') await stage.client.send(new SendTaskHeartbeatCommand({ taskToken }));
    else if (call.op === 'SendTaskSuccess') {
      const output = call.output?.includes('"Message" member') === true ? message['Message'] : message;
      await stage.client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
    } else if (call.op === 'SendTaskFailure') {
      const error = typeof call.error === 'string' ? call.error : undefined;
      await stage.client.send(new SendTaskFailureCommand({ taskToken, error, cause: call.cause ?? undefined }));
    } else throw new Error(`The callback ${String(call.op)} is not known to the runner.`);
  }
}

function inputText(recording: Recording, stage: Stage): string {
  const raw = recording.expected.events?.[0]?.details?.['input_raw'];
  return typeof raw === 'string' ? raw : JSON.stringify(expand(fill(recording.input, stage.bindings), stage.clock.now()));
}

/** Works out `<REPEAT a x N>` and `<NOW…>`. */
export function expand(value: unknown, now = 0): unknown {
  if (Array.isArray(value)) return value.map((item) => expand(item, now));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expand(item, now)]));
  if (typeof value !== 'string') return value;
  const repeated = /^<REPEAT (.) x (\d+)>$/.exec(value);
  if (repeated !== null) return (repeated[1] ?? '').repeat(Number(repeated[2]));
  return value.replace(/<NOW(?:\+(\d+) days)?, format YYYY-MM-DDThh:mm:ss([^>]*)>/, (_whole, days: string | undefined, tail: string) => {
    const seconds = new Date(now + Number(days ?? 0) * DAY).toISOString().slice(0, 19);
    return `${seconds}${tail}`;
  });
}

function compareEnd(recording: Recording, described: Json, history: Parameters<typeof eventDifferences>[1], stage: Stage): string[] {
  const { expected } = recording;
  const { bindings } = stage;
  const found = differences(expected.status, described['status'], bindings, 'status');
  const output = described['output'] === undefined ? undefined : (JSON.parse(described['output'] as string) as unknown);
  found.push(...differences(expected.output, output, bindings, 'output'), ...differences(expected.error, described['error'], bindings, 'error'));
  if (expected.causeJson === undefined) found.push(...differences(expected.cause, described['cause'], bindings, 'cause'));
  else if (!sameLambdaError(expected.causeJson, lambdaError(String(described['cause'])) ?? {})) found.push(`cause: got ${String(described['cause'])}`);
  if (expected.describe !== undefined) {
    const dates = { startDate: isoOf(described['startDate']), stopDate: isoOf(described['stopDate']) };
    const input = JSON.parse(String(described['input'])) as unknown;
    const decoded = { ...described, ...dates, input, ...(output === undefined ? {} : { output }) };
    found.push(...differences(expected.describe, decoded, bindings, 'describe'));
  }
  if (expected.events !== undefined) found.push(...eventDifferences(expected.events, history, bindings));
  return found;
}

const isoOf = (date: unknown): unknown => (date instanceof Date ? date.toISOString() : date);
