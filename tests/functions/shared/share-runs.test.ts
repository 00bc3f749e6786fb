import { expect, it } from 'vitest';
import { shareRuns } from '../../../functions/shared/share-runs.ts';

/** Work that ends when it is told to, and notes which calls' work was begun. */
function stepwise() {
  const begun: string[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const work = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      begun.push(name);
      ends.push((error) => (error === undefined ? resolve(name) : reject(error)));
    });
  return { begun, ends, work };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('gathers who comes while a run is under way into one run that begins after it', async () => {
  const { begun, ends, work } = stepwise();
  const share = shareRuns<string>();
  const first = share('a', work('first'));
  const others = [share('a', work('second')), share('a', work('third'))];
  await settled();
  expect(begun).toEqual(['first']);
  ends[0]?.();
  expect(await first).toBe('first');
  await settled();
  expect(begun).toEqual(['first', 'second']);
  const late = share('a', work('late'));
  ends[1]?.();
  expect(await Promise.all(others)).toEqual(['second', 'second']);
  await settled();
  ends[2]?.();
  expect(await late).toBe('late');
  expect(begun).toEqual(['first', 'second', 'late']);
});

it('lets other keys run at the same time', async () => {
  const { begun, ends, work } = stepwise();
  const share = shareRuns<string>();
  const both = [share('a', work('one')), share('b', work('other'))];
  expect(begun).toEqual(['one', 'other']);
  for (const end of ends) end();
  await Promise.all(both);
});

it('a run that fails tells those who shared it and nobody else', async () => {
  const { ends, work } = stepwise();
  const share = shareRuns<string>();
  const first = share('a', work('first'));
  const second = share('a', work('second'));
  ends[0]?.(new Error('cut off'));
  await expect(first).rejects.toThrow('cut off');
  await settled();
  ends[1]?.();
  expect(await second).toBe('second');
});
