import type { Lifetime } from './freshness.ts';
import type { Headers } from './response-headers.ts';

/** An origin's answer as the edge has it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

export interface Entry {
  readonly answer: Answer;
  readonly lifetime: Lifetime;
  /** Virtual clock, epoch milliseconds. */
  readonly storedAt: number;
  /** Bodies already compressed, by content encoding. */
  readonly compressed: Map<string, Buffer>;
}

const MAXIMUM_BYTES = 64 * 1024 * 1024;

/** The one edge of the laptop. It forgets the least recently used beyond 64 MB, and everything at a restart. */
export class EdgeCache {
  #entries = new Map<string, Entry>();
  #bytes = 0;
  #invalidations = 0;

  get(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry) {
      this.#entries.delete(key);
      this.#entries.set(key, entry);
    }
    return entry;
  }

  /**
   * To be taken before the origin is asked and given back when the answer is stored: an answer that was fetched before
   * an invalidation must not land in the cache after it, or a withdrawn page comes back.
   */
  ticket(): number {
    return this.#invalidations;
  }

  put(key: string, entry: Entry, ticket: number): void {
    if (ticket !== this.#invalidations) return;
    this.delete(key);
    this.#entries.set(key, entry);
    this.#bytes += entry.answer.body.length;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= MAXIMUM_BYTES) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.#bytes -= this.#entries.get(key)?.answer.body.length ?? 0;
    this.#entries.delete(key);
  }

  /** Drops what the paths name: exact, or with a `*` at the end. A path without query does not name one with. */
  invalidate(paths: readonly string[]): void {
    this.#invalidations += 1;
    for (const key of [...this.#entries.keys()]) {
      const path = pathOfKey(key);
      if (paths.some((named) => (named.endsWith('*') ? path.startsWith(named.slice(0, -1)) : path === named))) this.delete(key);
    }
  }
}

/** Keys begin with the path and query as the origin is asked for them; a space cannot be part of those. */
export function cacheKey(path: string, query: string, headers: readonly string[], cookies: readonly string[]): string {
  return [query === '' ? path : `${path}?${query}`, JSON.stringify([headers, cookies])].join(' ');
}

function pathOfKey(key: string): string {
  return key.slice(0, key.indexOf(' '));
}
