/** What a running cloud consists of, in the order in which it is closed: callers before those they call. */
const ORDER = ['clock', 'late-signals', 'faults', 'identity', 'functions', 'gateway', 'step-functions', 'dynamodb', 's3', 'dead-letters', 'post', 'cloudwatch', 'journal', 'logs'] as const;

/** Closes what has been opened so far, however far a start came. */
export class Closing {
  readonly #steps = new Map<(typeof ORDER)[number], () => unknown>();

  add(name: (typeof ORDER)[number], step: () => unknown): void {
    this.#steps.set(name, step);
  }

  async close(): Promise<void> {
    for (const name of ORDER) {
      const step = this.#steps.get(name);
      this.#steps.delete(name);
      await step?.();
    }
  }
}
