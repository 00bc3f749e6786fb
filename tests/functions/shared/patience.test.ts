import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openTable } from '../../../functions/shared/record/table.ts';
import { patience } from '../../../functions/shared/patience.ts';
import { startWorld, type World } from '../../local/gateway/gateway-fixture.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => void world.faults.set({}));
afterAll(() => world.close());

const client = (callSeconds?: number): DynamoDBClient => {
  const { maxAttempts: _, ...place } = world.as('owner');
  return new DynamoDBClient({ ...place, ...patience(callSeconds) });
};

it('a call without an answer ends, and is sent again', async () => {
  world.faults.set({ hang: 1 });
  await expect(openTable('Fabu-Records', client(0.05)).query({ condition: 'pk = :pk', values: { ':pk': 'a' } })).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(world.faults.view().struck).toEqual({ 'hang dynamodb': 4 });
});

it('throttles and faults are sat out', async () => {
  world.faults.set({ seed: 3, throttle: 0.3, error: 0.2 });
  for (let place = 0; place < 5; place += 1) await openTable('Fabu-Records', client()).query({ condition: 'pk = :pk', values: { ':pk': 'a' } });
  expect(Object.keys(world.faults.view().struck).length).toBeGreaterThan(0);
});
