import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDeadLetters } from '../../../local/lambda/dead-letters.ts';

it('dead letters outlive the process, oldest first', () => {
  const directory = mkdtempSync(join(tmpdir(), 'letters-'));
  const letter = (requestId: string): Parameters<ReturnType<typeof openDeadLetters>['put']>[0] => ({ queueArn: 'arn:queue', sourceArn: 'arn:rule', requestId, payload: '{"pk":"A"}', reason: 'refused', at: 1_800_000_000_000 });
  const first = openDeadLetters(join(directory, 'letters.sqlite'));
  first.put(letter('one'));
  first.put(letter('two'));
  first.close();
  const again = openDeadLetters(join(directory, 'letters.sqlite'));
  expect(again.list()).toEqual([letter('one'), letter('two')]);
  expect([again.purge(), again.list(), again.arrivals('arn:queue')]).toEqual([2, [], []]);
  again.close();
  rmSync(directory, { recursive: true });
});
