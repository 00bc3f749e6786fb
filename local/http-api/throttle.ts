import type { StageProperties, Throttle } from './properties.ts';

/** A token bucket: `burst` tokens at most, refilled at `rate` a second of real time. */
export class TokenBucket {
  readonly #rate: number;
  readonly #burst: number;
  readonly #realNow: () => number;
  #tokens: number;
  #filledAt: number;

  constructor(rate: number, burst: number, realNow: () => number) {
    this.#rate = rate;
    this.#burst = burst;
    this.#realNow = realNow;
    this.#tokens = burst;
    this.#filledAt = realNow();
  }

  take(): boolean {
    const now = this.#realNow();
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#filledAt) / 1000) * this.#rate);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}

/** Each route has a bucket of its own, filled as its settings or the stage's say; without settings nothing is throttled. */
export function createThrottle(stage: StageProperties, realNow: () => number): (routeKey: string) => boolean {
  const buckets = new Map<string, TokenBucket | undefined>();
  const bucketOf = (routeKey: string): TokenBucket | undefined => {
    const settings: Throttle = { ...stage.DefaultRouteSettings, ...stage.RouteSettings?.[routeKey] };
    const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = settings;
    if (rate === undefined && burst === undefined) return undefined;
    return new TokenBucket(rate ?? Infinity, burst ?? rate ?? 0, realNow);
  };
  return (routeKey) => {
    if (!buckets.has(routeKey)) buckets.set(routeKey, bucketOf(routeKey));
    return buckets.get(routeKey)?.take() ?? true;
  };
}
