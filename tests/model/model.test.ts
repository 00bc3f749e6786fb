import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** `npm run test:model` plays twenty thousand. */
it('random histories of concurrent users go as the specification says, and planted faults do not', { timeout: 90_000 }, async () => {
  const run = new URL('run.ts', import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, [run, '--histories', '120', '--mirrored', '4', '--mutants', '4']);
  expect(stdout.trim().split('\n').at(-1)).toMatch(/^124 histories, .* breaches and gaps 0, mutants caught 4 of 4$/);
});
