import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { FunctionFailure } from './invocation.ts';
import type { InvokeMessage, WorkerMessage, WorkerSetup } from './worker-messages.ts';

/** Runs inside a worker thread: loads one bundle and carries out its invocations, many at a time. */
type Handler = (event: unknown, context: object) => unknown;

const EXTENSIONS = ['.mjs', '.js', '.cjs'];

const port = parentPort;
if (port === null) throw new Error('This file runs inside a worker thread.');
const say = (message: WorkerMessage): void => port.postMessage(message);

function failureOf(error: unknown): FunctionFailure {
  if (error instanceof Error) return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
  return { errorType: typeof error, errorMessage: typeof error === 'string' ? error : JSON.stringify(error), trace: [] };
}

async function loadHandler({ directory, handler }: WorkerSetup): Promise<Handler> {
  const dot = handler.lastIndexOf('.');
  const base = join(directory, handler.slice(0, dot));
  const file = EXTENSIONS.map((extension) => base + extension).find(existsSync);
  if (file === undefined) throw named('Runtime.ImportModuleError', `Error: Cannot find module '${handler.slice(0, dot)}'`);
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const found = module[handler.slice(dot + 1)];
  if (typeof found !== 'function') throw named('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  return found as Handler;
}

function named(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}

/** The host has what was written on the way before it has the answer. */
async function written(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.writableLength > 0) await new Promise<void>((resolve) => void stream.write('', () => resolve()));
  }
}

async function carryOut(handler: Handler, message: InvokeMessage): Promise<void> {
  const { requestId, deadline } = message;
  process.env['_X_AMZN_TRACE_ID'] = message.traceId;
  const context = { ...message.context, callbackWaitsForEmptyEventLoop: true, getRemainingTimeInMillis: () => Math.max(deadline - Date.now(), 0) };
  try {
    const result = await handler(JSON.parse(message.payload), context);
    await written();
    say({ kind: 'answer', requestId, ok: true, payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    await written();
    say({ kind: 'answer', requestId, ok: false, payload: JSON.stringify(failureOf(error)) });
  }
}

loadHandler(workerData as WorkerSetup).then(
  (handler) => {
    port.on('message', (message: InvokeMessage) => void carryOut(handler, message));
    say({ kind: 'ready' });
  },
  (error: unknown) => say({ kind: 'unready', failure: JSON.stringify(failureOf(error)) }),
);
