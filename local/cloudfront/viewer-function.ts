import { createContext, Script } from 'node:vm';
import { refuseUnknown, refuseUnless, UnsupportedInTemplate, type Declared, type Properties } from '../wire/known-properties.ts';

interface Value {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}

/** The request as a viewer-request function sees it: lower-case header names, everything percent-encoded. */
export interface FunctionRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: Readonly<Record<string, Value>>;
  readonly headers: Readonly<Record<string, Value>>;
  readonly cookies: Readonly<Record<string, Value>>;
}

export interface FunctionResponse {
  readonly statusCode: number;
  readonly statusDescription?: string;
  readonly headers?: Readonly<Record<string, Value>>;
  readonly body?: string | { readonly encoding: 'text' | 'base64'; readonly data: string };
}

export interface FunctionEvent {
  readonly version: '1.0';
  readonly context: Readonly<Record<string, string>>;
  readonly viewer: { readonly ip: string };
  readonly request: FunctionRequest;
}

export type ViewerFunction = (event: FunctionEvent) => FunctionRequest | FunctionResponse;

const MAXIMUM_BYTES = 10 * 1024;
/** AWS allows far less than a millisecond of work; this bound only ends an endless loop. It runs on while others have the processor. */
const LONGEST_MS = 2_000;

const CALL = `(async () => { fabuAnswer = JSON.stringify(await fabuHandler(JSON.parse(fabuEvent))); })()
  .catch((error) => { fabuFault = String(error); });`;

/**
 * A CloudFront Function (cloudfront-js-2.0) in a context of its own: no module, no network, no timer, no process and no
 * eval. Events go in and answers come out as JSON, so that no object of ours is within its reach.
 */
export function createViewerFunction({ logicalId, properties }: Declared): ViewerFunction {
  refuseUnknown(logicalId, properties, ['Name', 'AutoPublish', 'FunctionCode', 'FunctionConfig', 'FunctionMetadata', 'Tags']);
  const config = properties['FunctionConfig'] as Properties;
  refuseUnknown(logicalId, config, ['Comment', 'Runtime']);
  refuseUnless(logicalId, 'Runtime', config['Runtime'], ['cloudfront-js-2.0']);
  const code = String(properties['FunctionCode']);
  if (Buffer.byteLength(code) > MAXIMUM_BYTES) throw new UnsupportedInTemplate(logicalId, 'the function is larger than the 10 KB that CloudFront takes.');
  const context = createContext(Object.create(null) as object, { codeGeneration: { strings: false, wasm: false }, microtaskMode: 'afterEvaluate' });
  new Script(`${code}\n;var fabuHandler = handler;`, { filename: logicalId }).runInContext(context, { timeout: LONGEST_MS });
  const call = new Script(CALL, { filename: `${logicalId} (call)` });
  return (event) => {
    Object.assign(context, { fabuEvent: JSON.stringify(event), fabuAnswer: undefined, fabuFault: undefined });
    call.runInContext(context, { timeout: LONGEST_MS });
    const { fabuAnswer, fabuFault } = context as { fabuAnswer?: unknown; fabuFault?: string };
    if (typeof fabuAnswer !== 'string') throw new Error(`${logicalId} failed: ${fabuFault ?? 'no answer'}`);
    return readAnswer(logicalId, event.request, JSON.parse(fabuAnswer) as Properties);
  };
}

function readAnswer(where: string, before: FunctionRequest, answer: Properties): FunctionRequest | FunctionResponse {
  if (typeof answer['statusCode'] === 'number') return answer as unknown as FunctionResponse;
  const request = answer as unknown as FunctionRequest;
  if (typeof request.uri !== 'string' || !request.uri.startsWith('/')) throw new Error(`${where}: uri must begin with a slash.`);
  if (request.method !== before.method) throw new Error(`${where}: a function may not change the method.`);
  return request;
}
