import type { Clock } from '../clock/clock.ts';
import type { Principal } from '../wire/wire.ts';
import { askOrigin, keyOf, type ViewerRequest } from './ask-origin.ts';
import type { Behaviour } from './behaviours.ts';
import type { Answer, EdgeCache, Entry } from './cache.ts';
import { lifetimeOf } from './freshness.ts';

/** How an answer came about, in the words of the X-Cache header. */
export type Outcome = 'Hit' | 'RefreshHit' | 'Miss' | 'Error';

export interface Delivery {
  readonly answer: Answer;
  readonly outcome: Outcome;
  /** Whole seconds since the origin gave the answer, where it was kept. */
  readonly ageSeconds?: number;
  readonly compressed?: Map<string, Buffer>;
}

export interface EdgeOptions {
  readonly clock: Clock;
  readonly cache: EdgeCache;
  readonly errorTtls: ReadonlyMap<number, number>;
  readonly principal: Principal;
}

const SERVER_ERRORS = [500, 502, 503, 504];

/** Answers from the cache where it may and from the origin where it must; all ages are on the virtual clock. */
export class Edge {
  readonly #options: EdgeOptions;
  readonly #refreshing = new Set<string>();

  constructor(options: EdgeOptions) {
    this.#options = options;
  }

  async deliver(behaviour: Behaviour, request: ViewerRequest): Promise<Delivery> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return asMiss(await this.#ask(behaviour, request));
    const key = keyOf(behaviour, request);
    const entry = this.#options.cache.get(key);
    if (!entry) return this.#fetch(behaviour, request, key);
    const { freshSeconds, staleWhileRevalidateSeconds } = entry.lifetime;
    const age = this.#age(entry);
    if (age < freshSeconds) return this.#hit(entry);
    if (age < freshSeconds + staleWhileRevalidateSeconds) {
      this.#refreshLater(behaviour, request, key, entry);
      return this.#hit(entry);
    }
    return this.#revalidate(behaviour, request, key, entry);
  }

  async #fetch(behaviour: Behaviour, request: ViewerRequest, key: string): Promise<Delivery> {
    const ticket = this.#options.cache.ticket();
    const answer = await this.#ask(behaviour, request);
    return this.#keep(behaviour, request, key, answer, ticket) ?? asMiss(answer);
  }

  /** Asks the origin whether what the edge has still holds. Where the origin fails, the stale answer stands in. */
  async #revalidate(behaviour: Behaviour, request: ViewerRequest, key: string, entry: Entry): Promise<Delivery> {
    const ticket = this.#options.cache.ticket();
    const full: ViewerRequest = { ...request, method: 'GET' };
    const answer = await this.#ask(behaviour, full, conditionsOf(entry.answer));
    if (SERVER_ERRORS.includes(answer.status) && entry.answer.status < 400 && this.#mayStandIn(entry)) return this.#hit(entry);
    if (answer.status === 304) {
      const renewed: Answer = { ...entry.answer, headers: { ...entry.answer.headers, ...answer.headers } };
      const kept = this.#keep(behaviour, full, key, renewed, ticket);
      return { ...(kept ?? asMiss(renewed)), outcome: 'RefreshHit' };
    }
    this.#options.cache.delete(key);
    return this.#keep(behaviour, full, key, answer, ticket) ?? asMiss(answer);
  }

  #refreshLater(behaviour: Behaviour, request: ViewerRequest, key: string, entry: Entry): void {
    if (this.#refreshing.has(key)) return;
    this.#refreshing.add(key);
    const refreshed = this.#revalidate(behaviour, request, key, entry).finally(() => this.#refreshing.delete(key));
    void this.#options.clock.activity.track(refreshed);
  }

  /** Stores an answer to GET and delivers it as a miss; undefined where it may not be kept. */
  #keep(behaviour: Behaviour, request: ViewerRequest, key: string, answer: Answer, ticket: number): Delivery | undefined {
    if (request.method !== 'GET') return undefined;
    const lifetime = lifetimeOf(answer.status, answer.headers, behaviour.cache, this.#options.errorTtls);
    if (!lifetime) return undefined;
    const entry: Entry = { answer, lifetime, storedAt: this.#options.clock.now(), compressed: new Map() };
    this.#options.cache.put(key, entry, ticket);
    return { answer, outcome: asMiss(answer).outcome, compressed: entry.compressed };
  }

  #hit(entry: Entry): Delivery {
    const outcome = entry.answer.status >= 400 ? 'Error' : 'Hit';
    return { answer: entry.answer, outcome, ageSeconds: Math.floor(this.#age(entry)), compressed: entry.compressed };
  }

  #mayStandIn(entry: Entry): boolean {
    return this.#age(entry) < entry.lifetime.freshSeconds + entry.lifetime.staleIfErrorSeconds;
  }

  #age(entry: Entry): number {
    return (this.#options.clock.now() - entry.storedAt) / 1000;
  }

  #ask(behaviour: Behaviour, request: ViewerRequest, conditions?: Record<string, string>): Promise<Answer> {
    return askOrigin(behaviour, request, this.#options.principal, conditions);
  }
}

function asMiss(answer: Answer): Delivery {
  return { answer, outcome: answer.status >= 400 ? 'Error' : 'Miss' };
}

function conditionsOf({ headers }: Answer): Record<string, string> {
  const { etag, 'last-modified': lastModified } = headers;
  return {
    ...(typeof etag === 'string' ? { 'if-none-match': etag } : {}),
    ...(typeof lastModified === 'string' ? { 'if-modified-since': lastModified } : {}),
  };
}
