import { transformSync } from 'esbuild';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { FunctionFailure } from './invocation.ts';
import type { InvokeMessage, WorkerMessage, WorkerSetup } from './worker-messages.ts';

export interface SandboxOptions {
  readonly setup: WorkerSetup;
  /** The whole environment of the worker; nothing of the host's is added. */
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly onLine: (line: string) => void;
}

export interface SandboxAnswer {
  readonly ok: boolean;
  readonly payload: string;
}

/** Everything but the deadline, which starts to run once the bundle is loaded. */
export type SandboxRequest = Omit<InvokeMessage, 'deadline'>;

interface InFlight {
  readonly resolve: (answer: SandboxAnswer) => void;
  readonly timer: NodeJS.Timeout;
}

/** The worker's program with its types taken out once, here: a worker that did so itself would load the compiler into each thread. */
const WORKER = new URL(`data:text/javascript,${encodeURIComponent(transformSync(readFileSync(new URL('./worker.ts', import.meta.url), 'utf8'), { loader: 'ts' }).code)}`);
/** AWS gives the loading of a bundle ten seconds of its own. */
const LOAD_SECONDS = 10;
/** Small enough that sixteen loaded workers stay small, large enough that collecting does not take a fifth of their time. */
const YOUNG_MEGABYTES = 16;

/**
 * One worker thread with one bundle. It takes no new invocations once `retired`, which a time-out, a crash or a bundle
 * that does not load brings about; the host then makes another.
 */
export class Sandbox {
  readonly #options: SandboxOptions;
  readonly #worker: Worker;
  readonly #inFlight = new Map<string, InFlight>();
  readonly #loaded: Promise<string | undefined>;
  #retired = false;
  #death: string | undefined;

  constructor(options: SandboxOptions) {
    this.#options = options;
    this.#worker = new Worker(WORKER, {
      workerData: options.setup,
      env: { ...options.environment },
      argv: [],
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMegabytes, maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    });
    for (const stream of [this.#worker.stdout, this.#worker.stderr]) createInterface({ input: stream }).on('line', options.onLine);
    this.#loaded = this.#load();
    this.#worker.on('error', (error) => this.#die(describeError(error)));
    this.#worker.on('exit', (code) => this.#die(code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: exit status ${code}`));
  }

  get retired(): boolean {
    return this.#retired;
  }

  /** Carries one invocation out. It always answers: a failure, a time-out and a crash are answers too. */
  async invoke(request: SandboxRequest): Promise<SandboxAnswer> {
    const failure = await this.#loaded;
    if (failure !== undefined) return { ok: false, payload: failure };
    if (this.#death !== undefined) return exited(request.requestId, this.#death);
    const milliseconds = this.#options.timeoutSeconds * 1000;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#timeOut(request.requestId, this.#options.timeoutSeconds), milliseconds);
      this.#inFlight.set(request.requestId, { resolve, timer });
      this.#worker.postMessage({ ...request, deadline: Date.now() + milliseconds } satisfies InvokeMessage);
    });
  }

  async close(): Promise<void> {
    this.#retired = true;
    await this.#worker.terminate();
  }

  /** Resolves with the failure that loading ended in, if any. */
  #load(): Promise<string | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#retire();
        resolve(JSON.stringify(timedOut(LOAD_SECONDS)));
      }, LOAD_SECONDS * 1000);
      const settle = (failure: string | undefined): void => {
        clearTimeout(timer);
        resolve(failure);
      };
      this.#worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'answer') this.#finish(message.requestId, message);
        else if (message.kind === 'ready') settle(undefined);
        else {
          this.#retire();
          settle(message.failure);
        }
      });
      this.#worker.once('exit', () => settle(undefined));
    });
  }

  #timeOut(requestId: string, seconds: number): void {
    this.#retired = true;
    this.#finish(requestId, { ok: false, payload: JSON.stringify(timedOut(seconds, requestId)) });
  }

  #finish(requestId: string, answer: SandboxAnswer): void {
    const invocation = this.#inFlight.get(requestId);
    if (invocation === undefined) return;
    clearTimeout(invocation.timer);
    this.#inFlight.delete(requestId);
    invocation.resolve(answer);
    if (this.#retired) this.#retire();
  }

  /** Others that share the worker with the one that ended it may finish: on AWS each has a sandbox of its own. */
  #retire(): void {
    this.#retired = true;
    if (this.#inFlight.size === 0) void this.#worker.terminate();
  }

  #die(reason: string): void {
    this.#retired = true;
    this.#death ??= reason;
    for (const requestId of [...this.#inFlight.keys()]) this.#finish(requestId, exited(requestId, this.#death));
  }
}

function timedOut(seconds: number, requestId?: string): FunctionFailure {
  const task = `Task timed out after ${seconds.toFixed(2)} seconds`;
  return { errorType: 'Sandbox.Timedout', errorMessage: requestId === undefined ? task : `RequestId: ${requestId} Error: ${task}` };
}

function exited(requestId: string, reason: string): SandboxAnswer {
  return { ok: false, payload: JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${reason}` } satisfies FunctionFailure) };
}

function describeError(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return 'Runtime exited with error: signal: killed';
  return `Runtime exited with error: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
}
