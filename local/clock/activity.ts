/**
 * Counts what is under way (an invocation, a state being carried out, an effect on its way), so that a clock move and a
 * test can wait until all is quiet instead of sleeping. Waiting for a person or for a due time is not activity.
 */
export class Activity {
  #underWay = 0;
  #waiting: (() => void)[] = [];

  get underWay(): number {
    return this.#underWay;
  }

  /** Marks something as begun; the returned function, called once, marks it as ended. */
  begin(): () => void {
    this.#underWay += 1;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#settle();
    };
  }

  async track<T>(work: Promise<T>): Promise<T> {
    const end = this.begin();
    try {
      return await work;
    } finally {
      end();
    }
  }

  /** Resolves when nothing is under way, and still nothing after what was just resolved has run on. */
  async quiet(): Promise<void> {
    for (;;) {
      if (this.#underWay > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (this.#underWay === 0) return;
    }
  }

  #settle(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
