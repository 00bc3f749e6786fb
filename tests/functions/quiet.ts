import { afterEach, beforeEach, vi } from 'vitest';

/** Keeps the functions' log lines and metrics out of the test report; what is said there can still be looked at. */
export function quiet() {
  const lines: string[] = [];
  beforeEach(() => {
    lines.length = 0;
    for (const stream of ['log', 'error'] as const) vi.spyOn(console, stream).mockImplementation((line: unknown) => void lines.push(String(line)));
    vi.spyOn(process.stdout, 'write').mockImplementation((line: unknown) => lines.push(String(line)) > 0);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  return lines;
}
