import { randomUUID } from 'node:crypto';
import type { WireRequest, WireResponse, WireService } from '../wire/wire.ts';
import { ServiceFault } from './faults.ts';
import type { Operation, Request } from './operations/request.ts';

const TARGET = 'AWSStepFunctions.';

/** Speaks AWS JSON 1.0. Everything written on the way is kept before the answer goes out. */
export function createService(operations: Readonly<Record<string, Operation>>, keep: () => void): WireService {
  const respond = (request: WireRequest): WireResponse => {
    try {
      const reply = operationOf(operations, request)(parseBody(request.body));
      return answer(200, reply);
    } catch (error) {
      if (!(error instanceof ServiceFault)) throw error;
      return answer(400, { __type: error.code, message: error.message });
    } finally {
      keep();
    }
  };
  return (request) => new Promise((resolve) => resolve(respond(request)));
}

function operationOf(operations: Readonly<Record<string, Operation>>, request: WireRequest): Operation {
  const target = request.headers['x-amz-target'];
  const name = typeof target === 'string' && target.startsWith(TARGET) ? target.slice(TARGET.length) : '';
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation === undefined) throw new ServiceFault('UnknownOperationException', `The operation '${name}' is not served locally.`);
  return operation;
}

function parseBody(body: Buffer): Request {
  try {
    const parsed: unknown = JSON.parse(body.length === 0 ? '{}' : body.toString());
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Request;
  } catch {
    // Answered below, like any other body that is not a JSON object.
  }
  throw new ServiceFault('SerializationException', 'The body of the call is not a JSON object.');
}

function answer(status: number, body: object): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID() },
    body: JSON.stringify(body),
  };
}
