import { afterEach, beforeEach, vi } from 'vitest';

/** Keeps the functions' log lines out of the test report; what is logged can still be looked at. */
export function quiet() {
  const lines: string[] = [];
  beforeEach(() => {
    lines.length = 0;
    for (const stream of ['log', 'error'] as const) vi.spyOn(console, stream).mockImplementation((line: unknown) => void lines.push(String(line)));
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  return lines;
}
