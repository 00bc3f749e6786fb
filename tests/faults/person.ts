import type { Askable } from './steady-laptop.ts';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Somebody who is told "try again" so often gives up. */
const MOST_TRIES = 60;

/** Somebody at the API. The token is asked for once: it holds after every restart. */
export class Person {
  readonly #laptop: Askable;
  readonly #name: string;
  #token: Promise<string> | undefined;

  constructor(laptop: Askable, name: string) {
    this.#laptop = laptop;
    this.#name = name;
  }

  /** A repeat after a restart, or after an answer that is ours to mend, carries the same key, so that nothing is done twice. */
  async call(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    this.#token ??= this.#signIn();
    const sent = {
      method,
      headers: { authorization: `Bearer ${await this.#token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    for (let tried = 1; ; tried += 1) {
      const { status, text } = await this.#laptop.ask(`/api${path}`, sent);
      const passes = status >= 500 || status === 429;
      if (!passes || tried >= MOST_TRIES) return { status, body: JSON.parse(text) as Record<string, unknown> };
    }
  }

  /** As the list of people has it, by name. */
  async id(): Promise<string> {
    let cursor = '';
    for (;;) {
      const { body } = await this.call('GET', `/people${cursor}`);
      const found = (body['items'] as readonly { readonly id: string; readonly name: string }[]).find(({ name }) => name === this.#name);
      if (found !== undefined) return found.id;
      if (typeof body['cursor'] !== 'string') throw new Error(`Nobody is called ${this.#name}.`);
      cursor = `?cursor=${encodeURIComponent(body['cursor'])}`;
    }
  }

  async #signIn(): Promise<string> {
    const { text } = await this.#laptop.ask('/_local/sign-in', { method: 'POST', body: JSON.stringify({ username: `${this.#name}@zhejiang.example` }) });
    return (JSON.parse(text) as { token: string }).token;
  }
}
