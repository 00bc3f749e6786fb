import * as sfn from '@aws-sdk/client-sfn';
import { decodeEvent } from './events.ts';
import { differences, fill, isObject } from './matching.ts';
import type { Json, RecordedCall, Recording } from './recording.ts';
import type { Stage } from './stage.ts';

type Command = Parameters<sfn.SFNClient['send']>[0];

/** Plays calls of the API in order and compares each answer. */
export async function playCalls(stage: Stage, recording: Recording): Promise<string[]> {
  const definitions = definitionTexts(recording, stage);
  const found: string[] = [];
  for (const [index, call] of recording.calls.entries()) {
    // What the recorder's own client refused never reached AWS.
    if (isObject(call.error) && call.error.clientSide === true) continue;
    if (call.op === undefined) await stage.clock.activity.quiet();
    else found.push(...(await playCall(stage, call, definitions, nextRole(recording, index))));
  }
  if (recording.expected.status !== undefined) {
    const executionArn = stage.bindings.get('EXECUTION_ARN') ?? '';
    const described = await stage.client.send(new sfn.DescribeExecutionCommand({ executionArn }));
    const output = described.output === undefined ? undefined : (JSON.parse(described.output) as unknown);
    const { status, output: expected } = recording.expected;
    found.push(...differences({ status, output: expected }, { status: described.status, output }, stage.bindings, 'at the end'));
  }
  return found;
}

function definitionTexts(recording: Recording, stage: Stage): Map<string, string> {
  const first = fill(recording.definition, stage.bindings);
  const texts = new Map([['<DEFINITION>', JSON.stringify(first)]]);
  for (const [name, definition] of Object.entries(recording.definitions ?? {})) {
    const text = JSON.stringify(fill(definition, stage.bindings));
    // A second definition that says the same was recorded with other white space.
    texts.set(name, text === texts.get('<DEFINITION>') ? JSON.stringify(JSON.parse(text), null, 2) : text);
  }
  return texts;
}

/** Requests name every role alike; which one was meant shows in the description that follows. */
function nextRole(recording: Recording, index: number): string | undefined {
  const described = recording.calls.slice(index + 1).find((call) => call.op === 'DescribeStateMachine');
  const role = described?.response?.['roleArn'];
  return typeof role === 'string' ? role : undefined;
}

async function playCall(stage: Stage, call: RecordedCall, definitions: Map<string, string>, role: string | undefined): Promise<string[]> {
  const { bindings } = stage;
  const op = call.op ?? '';
  const request = requestOf(call, definitions, role);
  bindings.set('UNKNOWN_ARN', unknownArn(bindings.get('STATE_MACHINE_ARN') ?? '', 'executionArn' in request));
  let reply: Json;
  try {
    const type = (sfn as unknown as Record<string, new (input: unknown) => Command>)[`${op}Command`];
    if (type === undefined) throw new Error(`The operation ${op} is not known to the client.`);
    const { $metadata: _metadata, ...rest } = (await stage.client.send(new type(fill(request, bindings)))) as unknown as Json;
    reply = rest;
  } catch (error) {
    return compareFault(call, error as Fault, stage);
  }
  if (isObject(call.error)) return [`${op}: expected the fault ${JSON.stringify(call.error)}, got an answer`];
  if (op === 'StartExecution' && call.response === undefined) bindings.set('EXECUTION_ARN', String(reply['executionArn']));
  if (call.response === undefined) return [];
  return differences(call.response, decode(reply, call.response), bindings, op);
}

function requestOf(call: RecordedCall, definitions: Map<string, string>, role: string | undefined): Json {
  const request: Json = { ...call.request };
  if (typeof request['definition'] === 'string') request['definition'] = definitions.get(request['definition']);
  if (call.op === 'UpdateStateMachine' && 'roleArn' in request && role !== undefined) request['roleArn'] = role;
  return request;
}

interface Fault extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
}

function compareFault(call: RecordedCall, fault: Fault, stage: Stage): string[] {
  if (!isObject(call.error)) return [`${call.op ?? ''}: got the fault ${fault.name}: ${fault.message}`];
  const { code, message, httpStatus } = call.error;
  const wanted = { code, message, httpStatus: httpStatus ?? 400 };
  // The client does not tell a message of its own from a fault without one.
  const actual = { code: fault.name, message: fault.message, httpStatus: fault.$metadata?.httpStatusCode };
  return differences(wanted, actual, stage.bindings, call.op);
}

function unknownArn(machine: string, isExecution: boolean): string {
  return isExecution ? `${machine.replace(':stateMachine:', ':execution:')}:unknown` : `${machine}-unknown`;
}

/** Dates as text, events and definitions decoded. What AWS has begun to answer since a case was recorded is left out. */
function decode(reply: Json, expected: Json): Json {
  const decoded = Object.entries(reply).flatMap(([key, value]): [string, unknown][] => {
    if (value === undefined || (key === 'encryptionConfiguration' && !(key in expected))) return [];
    if (key === 'definition') return [[key, JSON.parse(value as string) as unknown]];
    if (key === 'events') return [[key, (value as sfn.HistoryEvent[]).map(decodeEvent).map(({ texts: _texts, ...event }) => event)]];
    return [[key, plain(value)]];
  });
  return Object.fromEntries(decoded);
}

function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, plain(item)]])));
}
