import type { EventRow } from '../storage/history.ts';
import { seconds, type Reply } from './request.ts';

const WITHOUT_DETAILS = ['LambdaFunctionStarted', 'MapStateSucceeded', 'MapStateFailed', 'ParallelStateStarted', 'ParallelStateSucceeded', 'ParallelStateFailed'];
const TAKING_INPUT = ['ExecutionStarted', 'LambdaFunctionScheduled'];

/** An event in the form of the wire: its details under a member named after its type. */
export function toWireEvent(event: EventRow, withData: boolean): Reply {
  const member = memberOf(event.type);
  return {
    id: event.id,
    previousEventId: event.prev,
    timestamp: seconds(event.at),
    type: event.type,
    ...(member === undefined ? {} : { [member]: detailsOf(event, withData) }),
  };
}

function memberOf(type: string): string | undefined {
  if (WITHOUT_DETAILS.includes(type) || type.endsWith('StateAborted')) return undefined;
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}

function detailsOf(event: EventRow, withData: boolean): Reply {
  const extra = event.extra === null ? {} : (JSON.parse(event.extra) as Reply);
  if (!withData) delete extra['assignedVariables'];
  return {
    ...(event.name === null ? {} : { name: event.name }),
    ...(event.data === null || !withData ? {} : dataOf(event.type, event.data)),
    ...extra,
    ...('assignedVariables' in extra ? { assignedVariablesDetails: { truncated: false } } : {}),
  };
}

function dataOf(type: string, data: string): Reply {
  if (type === 'TaskScheduled') return { parameters: data };
  const complete = { truncated: false };
  if (type.endsWith('StateEntered') || TAKING_INPUT.includes(type)) return { input: data, inputDetails: complete };
  return { output: data, outputDetails: complete };
}
