import type { Askable } from './steady-laptop.ts';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Somebody at the API. The token is asked for once: it holds after every restart. */
export class Person {
  readonly #laptop: Askable;
  readonly #username: string;
  #token: Promise<string> | undefined;

  constructor(laptop: Askable, name: string) {
    this.#laptop = laptop;
    this.#username = `${name}@zhejiang.example`;
  }

  /** A repeat after a restart carries the same key, so that nothing is done twice. */
  async call(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    this.#token ??= this.#signIn();
    const sent = {
      method,
      headers: { authorization: `Bearer ${await this.#token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const { status, text } = await this.#laptop.ask(`/api${path}`, sent);
    return { status, body: JSON.parse(text) as Record<string, unknown> };
  }

  async #signIn(): Promise<string> {
    const { text } = await this.#laptop.ask('/_local/sign-in', { method: 'POST', body: JSON.stringify({ username: this.#username }) });
    return (JSON.parse(text) as { token: string }).token;
  }
}
