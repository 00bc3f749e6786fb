import { randomUUID } from 'node:crypto';
import type { WireRequest, WireResponse, WireService } from '../wire/wire.ts';
import { InvocationRefused, type InvocationRequest, type InvocationResult } from './invocation.ts';

export interface LambdaApiOptions {
  invoke(request: InvocationRequest): Promise<InvocationResult>;
  enqueue(request: InvocationRequest): string;
  /** For a dry run. @throws InvocationRefused */
  check(request: InvocationRequest): void;
}

const INVOCATIONS = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** The function that an Invoke call names, or undefined when it is another operation. */
export function invokedFunction(request: WireRequest): { functionName: string; qualifier?: string } | undefined {
  const encoded = INVOCATIONS.exec(request.path)?.[1];
  if (encoded === undefined || request.method !== 'POST') return undefined;
  const qualifier = request.query.get('Qualifier');
  return { functionName: decodeURIComponent(encoded), ...(qualifier === null ? {} : { qualifier }) };
}

/** The part of the Lambda API that is served: Invoke in its three kinds. */
export function createLambdaApi(options: LambdaApiOptions): WireService {
  return async (request) => {
    const named = invokedFunction(request);
    if (named === undefined) return fault('UnknownOperationException', 404, `The laptop does not serve ${request.method} ${request.path} of Lambda.`);
    if (request.headers['x-amz-log-type'] === 'Tail') return fault('InvalidParameterValueException', 400, 'The laptop does not serve the LogType Tail.');
    try {
      return await answer(options, { ...named, payload: payloadOf(request.body) }, String(request.headers['x-amz-invocation-type'] ?? 'RequestResponse'));
    } catch (error) {
      if (error instanceof InvocationRefused) return fault(error.code, error.status, error.message);
      throw error;
    }
  };
}

async function answer(options: LambdaApiOptions, request: InvocationRequest, kind: string): Promise<WireResponse> {
  switch (kind) {
    case 'RequestResponse':
      return answered(await options.invoke(request));
    case 'Event':
      return { status: 202, headers: { 'x-amzn-requestid': options.enqueue(request) }, body: '' };
    case 'DryRun':
      options.check(request);
      return { status: 204, headers: { 'x-amzn-requestid': randomUUID() }, body: '' };
    default:
      return fault('InvalidParameterValueException', 400, `There is no invocation type ${kind}.`);
  }
}

function answered(result: InvocationResult): WireResponse {
  return {
    status: 200,
    headers: {
      'content-type': 'application/json',
      'x-amzn-requestid': result.requestId,
      'x-amz-executed-version': result.executedVersion,
      ...(result.functionError === undefined ? {} : { 'x-amz-function-error': result.functionError }),
    },
    body: result.payload,
  };
}

function payloadOf(body: Buffer): string {
  if (body.length === 0) return '{}';
  const text = body.toString('utf8');
  try {
    JSON.parse(text);
    return text;
  } catch (cause) {
    throw new InvocationRefused('InvalidRequestContentException', 400, `Could not parse request body into json: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

function fault(code: string, status: number, message: string): WireResponse {
  return { status, headers: { 'content-type': 'application/json', 'x-amzn-errortype': code, 'x-amzn-requestid': randomUUID() }, body: JSON.stringify({ Type: 'User', Message: message }) };
}
