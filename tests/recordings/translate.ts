import { isObject } from './matching.ts';
import { Untranslatable } from './json-path.ts';
import { translateDefinition } from './translate-definition.ts';
import type { Json, RecordedCall, RecordedEvent, Recording } from './recording.ts';

const SDK_CALL = /:states:::aws-sdk:sfn:(?<operation>sendTask\w+)$/;

/** The case in JSONata, with what it expects rewritten alike; throws Untranslatable with the reason where that is not mechanical. */
export function translateRecording(recording: Recording): Recording {
  if (/Path parameter|Invalid path/.test(recording.expected.cause ?? '')) throw new Untranslatable('its failure is about a path');
  const { definition } = recording;
  if (definition === null) return recording;
  const direct = asDirectCall(recording, definition);
  if (direct !== undefined) return direct;
  const definitions = Object.entries(recording.definitions ?? {}).map(([name, other]) => [name, translateDefinition(other)] as const);
  const { events, ...expected } = recording.expected;
  return {
    ...recording,
    definition: translateDefinition(definition),
    definitions: Object.fromEntries(definitions),
    calls: recording.calls.map(translateCall),
    expected: { ...expected, ...(events === undefined ? {} : { events: events.map(translateEvent) }) },
  };
}

/** A queue's place is taken by a function: the events name it, and its own answer is not compared. */
function translateEvent(event: RecordedEvent): RecordedEvent {
  const { details } = event;
  if (details?.['resourceType'] !== 'sqs') return event;
  return {
    ...event,
    details: {
      ...details,
      resourceType: 'lambda',
      resource: 'invoke.waitForTaskToken',
      ...('parameters' in details ? { parameters: { FunctionName: '<LAMBDA_NAME>', Payload: details['parameters'] } } : {}),
      ...(event.type === 'TaskSubmitted' ? { output: '<VOLATILE>' } : {}),
    },
  };
}

function translateCall(call: RecordedCall): RecordedCall {
  const definition = call.response?.['definition'];
  return isObject(definition) ? { ...call, response: { ...call.response, definition: translateDefinition(definition) } } : call;
}

/** A state that only sends a task's outcome by the SDK becomes the call itself: its failure's cause carries the API's answer. */
function asDirectCall(recording: Recording, definition: Json): Recording | undefined {
  const [state] = Object.values((definition['States'] ?? {}) as Record<string, Json>);
  const operation = SDK_CALL.exec(String(state?.['Resource']))?.groups?.['operation'];
  if (operation === undefined) return undefined;
  const message = /^(.*) \(Service: Sfn/.exec(recording.expected.cause ?? '')?.[1];
  if (message === undefined) throw new Untranslatable('a call by the SDK whose answer is not recorded');
  const parameters = state?.['Parameters'] as Json;
  const token = (recording.input as Json)['TaskToken'];
  const request = { taskToken: token, ...('Output' in parameters ? { output: parameters['Output'] } : {}) };
  const code = (recording.expected.error ?? '').replace(/^Sfn\.|Exception$/g, '');
  const call = { op: `${operation.charAt(0).toUpperCase()}${operation.slice(1)}`, request, error: { code, message } };
  return { ...recording, definition: null, calls: [call], expected: {} };
}
