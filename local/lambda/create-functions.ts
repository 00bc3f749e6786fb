import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import type { EndedCall } from '../trace/journal.ts';
import type { FunctionDeclaration } from '../template/compute.ts';
import type { Principal, WireService } from '../wire/wire.ts';
import { AsynchronousQueue, type QueuedEvent } from './asynchronous-queue.ts';
import { CredentialIssuer } from './credentials.ts';
import type { DeadLetters } from './dead-letters.ts';
import { environmentOf, LOG_STREAM, logGroupName } from './environment.ts';
import { ASYNCHRONOUS_LIMIT_BYTES, InvocationRefused, SYNCHRONOUS_LIMIT_BYTES, type FunctionFailure, type InvocationRequest, type InvocationResult } from './invocation.ts';
import { createLambdaApi } from './lambda-api.ts';
import { findTarget, type Target } from './names.ts';
import { Sandbox } from './sandbox.ts';

export interface FunctionsOptions {
  readonly functions: readonly FunctionDeclaration[];
  readonly region: string;
  /** Asked when a worker starts: the gateway may not be up yet when the functions are made. */
  readonly gatewayUrl: () => string;
  readonly clock: Clock;
  readonly deadLetters: DeadLetters;
  /** What a function writes to its console, line by line. */
  readonly onLog: (entry: { readonly functionName: string; readonly line: string }) => void;
  /** Whether this function cannot run at the moment: each call of it ends as if its process had. */
  readonly isDown?: (functionName: string) => boolean;
  /** Whether an event that nobody waits for is delivered twice, as Lambda may. */
  readonly isDoubled?: (functionName: string) => boolean;
  /** Told of every call once it has ended. */
  readonly onCall?: (call: EndedCall) => void;
}

export interface Functions {
  /** The Lambda API for the SDK client; the gateway has authorised the call already. */
  readonly service: WireService;
  /** Invokes and waits. @throws InvocationRefused when there is no such function or the payload is too large */
  invoke(request: InvocationRequest): Promise<InvocationResult>;
  /** Accepts an event that nobody waits for and answers its request id. @throws InvocationRefused likewise */
  enqueue(request: InvocationRequest): string;
  /** Whose credentials an access key belongs to. */
  principalOf(accessKeyId: string): Principal | undefined;
  /** The secret of an access key, which presigned addresses are checked against. */
  secretOf(accessKeyId: string): string | undefined;
  /** The events that wait for another try. */
  waiting(): readonly QueuedEvent[];
  /** How many workers run. */
  workers(): number;
  close(): Promise<void>;
}

/** Runs the bundles of the template, each function in a worker of its own that starts with the first call. */
export function createFunctions(options: FunctionsOptions): Functions {
  const { clock } = options;
  const declarations = new Map(options.functions.map((declaration) => [declaration.functionName, declaration]));
  const issuer = new CredentialIssuer();
  const credentials = new Map(options.functions.map((declaration) => [declaration.functionName, issuer.issue(declaration.roleArn)]));
  const sandboxes = new Map<string, Sandbox>();

  const sandboxOf = (declaration: FunctionDeclaration): Sandbox => {
    const present = sandboxes.get(declaration.functionName);
    const own = credentials.get(declaration.functionName);
    if (present !== undefined && !present.retired) return present;
    if (own === undefined) throw new Error(`${declaration.functionName} has no credentials.`);
    const made = new Sandbox({
      setup: { directory: declaration.directory, handler: declaration.handler },
      environment: environmentOf({ declaration, region: options.region, gatewayUrl: options.gatewayUrl(), credentials: own }),
      memoryMegabytes: declaration.memoryMegabytes,
      timeoutSeconds: declaration.timeoutSeconds,
      onLine: (line) => options.onLog({ functionName: declaration.functionName, line }),
    });
    sandboxes.set(declaration.functionName, made);
    return made;
  };

  const carryOut = async (target: Target, payload: string, requestId: string): Promise<InvocationResult> => {
    const { declaration } = target;
    const startedAt = clock.now();
    const begun = performance.now();
    const answer = options.isDown?.(declaration.functionName) === true ? crashed(requestId) : await sandboxOf(declaration).invoke({
      requestId,
      payload,
      traceId: traceId(),
      context: {
        awsRequestId: requestId,
        functionName: declaration.functionName,
        functionVersion: target.version,
        invokedFunctionArn: target.arn,
        memoryLimitInMB: String(declaration.memoryMegabytes),
        logGroupName: logGroupName(declaration),
        logStreamName: LOG_STREAM,
      },
    });
    const { ok, payload: answered } = withinLimit(answer);
    options.onCall?.({ functionName: declaration.functionName, requestId, startedAt, milliseconds: performance.now() - begun, payload, answer: answered, failed: !ok });
    return { payload: answered, executedVersion: target.version, requestId, ...(ok ? {} : { functionError: 'Unhandled' as const }) };
  };

  const queue = new AsynchronousQueue({
    clock,
    carryOut: (event) => carryOut(event.target, event.payload, event.requestId),
    giveUp: (event, answer) => {
      const { deadLetterArn, arn, functionName } = event.target.declaration;
      if (deadLetterArn === undefined) options.onLog({ functionName, line: `Event ${event.requestId} was given up; the function has no dead-letter queue.` });
      else options.deadLetters.put({ queueArn: deadLetterArn, sourceArn: arn, requestId: event.requestId, payload: event.payload, reason: answer.payload, at: clock.now() });
    },
  });

  const accept = (request: InvocationRequest, limit: number): Target => {
    const target = findTarget(declarations, request.functionName, request.qualifier);
    const size = Buffer.byteLength(request.payload);
    if (size > limit) throw new InvocationRefused('RequestTooLargeException', 413, `${size} byte payload is too large (limit ${limit} bytes)`);
    return target;
  };

  const invoke = async (request: InvocationRequest): Promise<InvocationResult> => clock.activity.track(carryOut(accept(request, SYNCHRONOUS_LIMIT_BYTES), request.payload, randomUUID()));
  const enqueue = (request: InvocationRequest): string => {
    const target = accept(request, ASYNCHRONOUS_LIMIT_BYTES);
    const requestId = randomUUID();
    queue.add(target, request.payload, requestId);
    if (options.isDoubled?.(target.declaration.functionName) === true) queue.add(target, request.payload, randomUUID());
    return requestId;
  };

  return {
    service: createLambdaApi({ invoke, enqueue, check: (request) => void accept(request, SYNCHRONOUS_LIMIT_BYTES) }),
    invoke,
    enqueue,
    principalOf: (accessKeyId) => issuer.principalOf(accessKeyId),
    secretOf: (accessKeyId) => issuer.secretOf(accessKeyId),
    waiting: () => queue.waiting,
    workers: () => [...sandboxes.values()].filter((sandbox) => !sandbox.retired).length,
    close: async () => void (await Promise.all([...sandboxes.values()].map((sandbox) => sandbox.close()))),
  };
}

function crashed(requestId: string): { readonly ok: boolean; readonly payload: string } {
  const failure: FunctionFailure = { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: exit status 1` };
  return { ok: false, payload: JSON.stringify(failure) };
}

function withinLimit(answer: { readonly ok: boolean; readonly payload: string }): { readonly ok: boolean; readonly payload: string } {
  if (Buffer.byteLength(answer.payload) <= SYNCHRONOUS_LIMIT_BYTES) return answer;
  const failure: FunctionFailure = { errorType: 'Function.ResponseSizeTooLarge', errorMessage: `Response payload size exceeded maximum allowed payload size (${SYNCHRONOUS_LIMIT_BYTES} bytes).` };
  return { ok: false, payload: JSON.stringify(failure) };
}

function traceId(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  const random = randomBytes(20).toString('hex');
  return `Root=1-${seconds}-${random.slice(0, 24)};Parent=${random.slice(24)};Sampled=0`;
}
