import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

export const repository = join(import.meta.dirname, '..', '..');

/** How a process ended: its exit code, or the signal that ended it, and everything that it said. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly said: string;
}

export interface LaptopPlace {
  readonly data: string;
  readonly port: number;
  /** The repository to run; a bench runs a clone. */
  readonly directory?: string;
  readonly options?: readonly string[];
}

/** One run of `npm start`, in a process group of its own so that a signal reaches all that belongs to it. */
export class LaptopProcess {
  readonly origin: string;
  /** Resolves when the line beginning with `ready` is printed; rejects when the process ends before. */
  readonly ready: Promise<void>;
  readonly ended: Promise<Ending>;
  readonly #child: ChildProcess;
  #said = '';

  constructor({ data, port, directory = repository, options = ['--empty'] }: LaptopPlace) {
    this.origin = `http://127.0.0.1:${port}`;
    const child = spawn(process.execPath, ['bin/local.ts', '--port', String(port), '--data', data, ...options], { cwd: directory, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    // A run that is broken off leaves no laptop behind.
    const endWithUs = (): void => this.signal('SIGKILL');
    process.once('exit', endWithUs);
    this.ended = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        process.off('exit', endWithUs);
        resolve({ code, signal, said: this.#said });
      });
    });
    const ready = Promise.withResolvers<void>();
    const listen = (chunk: Buffer): void => {
      this.#said += chunk.toString();
      if (/^ready /m.test(this.#said)) ready.resolve();
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    void this.ended.then(({ code, signal, said }) => ready.reject(new Error(`The laptop ended before it was ready (${code ?? signal ?? ''}):\n${said}`)));
    ready.promise.catch(() => undefined);
    this.ready = ready.promise;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Where SDK clients reach the engines; another port at every start. */
  get gatewayUrl(): string {
    const url = /SDK clients (\S+)/.exec(this.#said)?.[1];
    if (url === undefined) throw new Error('The laptop has not said where SDK clients reach it.');
    return url;
  }

  /** Sends a signal to the whole group, as a terminal does on Ctrl-C. */
  signal(signal: NodeJS.Signals): void {
    // Zero would mean our own group: what could not be started has none.
    if (this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  async end(signal: NodeJS.Signals): Promise<Ending> {
    this.signal(signal);
    return this.ended;
  }
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
