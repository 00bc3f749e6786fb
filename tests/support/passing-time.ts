import { vi } from 'vitest';

/** The time that tokens live on, within this process. */
export interface PassingTime {
  /** Milliseconds that are over at once. */
  pass(ms: number): void;
  end(): void;
}

/**
 * Tokens and sessions of the issuer live on real time and not on the virtual clock (docs/decisions/0005): this lets it pass
 * without waiting. It goes on by itself, and the virtual clock with it. To be called before the laptop is started.
 */
export function letTimePass(): PassingTime {
  const now = Date.now;
  let ahead = 0;
  const spy = vi.spyOn(Date, 'now').mockImplementation(() => now() + ahead);
  return {
    pass: (ms) => void (ahead += ms),
    end: () => spy.mockRestore(),
  };
}
