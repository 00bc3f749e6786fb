import { setTimeout as delay } from 'node:timers/promises';
import type { LaptopPlace } from './laptop-process.ts';
import { LaptopProcess } from './laptop-process.ts';

/** Whatever answers requests sooner or later. */
export type Askable = Pick<SteadyLaptop, 'ask'>;

/** A laptop that is killed and started again on the same folder and port; whoever calls it waits until it is back. */
export class SteadyLaptop {
  readonly origin: string;
  readonly #place: LaptopPlace;
  #process: LaptopProcess | undefined;
  #up = Promise.withResolvers<void>();
  #isUp = false;
  #kills = 0;
  #asked = 0;
  #waiting: { readonly at: number; readonly resolve: () => void }[] = [];

  constructor(place: LaptopPlace) {
    this.#place = place;
    this.origin = `http://127.0.0.1:${place.port}`;
  }

  get gatewayUrl(): string {
    if (this.#process === undefined) throw new Error('The laptop does not run.');
    return this.#process.gatewayUrl;
  }

  /** Begins a start that `kill` may cut off. */
  launch(): LaptopProcess {
    const launched = new LaptopProcess(this.#place);
    this.#process = launched;
    void launched.ended.then(({ said }) => {
      if (this.#process !== launched) return;
      if (this.#isUp) this.#up = Promise.withResolvers<void>();
      this.#up.promise.catch(() => undefined);
      this.#up.reject(new Error(`The laptop ended by itself:\n${said}`));
    });
    return launched;
  }

  async start(): Promise<void> {
    await this.launch().ready;
    this.#isUp = true;
    this.#up.resolve();
  }

  /** Kills the process; callers wait from now on. */
  async end(): Promise<void> {
    await this.#leave()?.end('SIGKILL');
  }

  /** Asks it to stop as Ctrl-C does, and kills it so many milliseconds later. */
  async cutOffStop(milliseconds: number): Promise<void> {
    const ending = this.#leave();
    ending?.signal('SIGTERM');
    await delay(milliseconds);
    await ending?.end('SIGKILL');
  }

  #leave(): LaptopProcess | undefined {
    const ending = this.#process;
    this.#process = undefined;
    this.#kills += 1;
    // Whoever waits already goes on waiting for the same: it may be a start that is cut off.
    if (this.#isUp) this.#up = Promise.withResolvers<void>();
    this.#isUp = false;
    return ending;
  }

  /** Resolves when it is up, or up again. */
  whenUp(): Promise<void> {
    return this.#up.promise;
  }

  /** Resolves once this many more requests have been sent. */
  afterRequests(count: number): Promise<void> {
    return new Promise((resolve) => this.#waiting.push({ at: this.#asked + count, resolve }));
  }

  /** A request, sent again until the laptop lives long enough to answer it. Times out only with the test. */
  async ask(path: string, init: RequestInit = {}): Promise<{ readonly status: number; readonly headers: Headers; readonly text: string }> {
    for (;;) {
      await this.whenUp();
      this.#count();
      const kills = this.#kills;
      try {
        const answer = await fetch(this.origin + path, { redirect: 'manual', ...init });
        return { status: answer.status, headers: answer.headers, text: await answer.text() };
      } catch (error) {
        // A kill is noted before it is sent. Without one, a connection that breaks is the laptop's own fault.
        if (!(error instanceof TypeError) || kills === this.#kills) throw error;
      }
    }
  }

  #count(): void {
    this.#asked += 1;
    const due = this.#waiting.filter(({ at }) => at <= this.#asked);
    this.#waiting = this.#waiting.filter(({ at }) => at > this.#asked);
    for (const { resolve } of due) resolve();
  }
}
