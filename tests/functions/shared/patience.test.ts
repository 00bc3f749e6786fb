import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openTable } from '../../../functions/shared/record/table.ts';
import { patience } from '../../../functions/shared/patience.ts';
import { openSealStore } from '../../../functions/shared/seals/seal-store.ts';
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

it('a seal that meets another write is sent again, and given up after five times', async () => {
  const s3 = new S3Client({ ...world.as('owner'), forcePathStyle: true });
  const store = openSealStore(world.bucket, s3);
  world.faults.set({ seed: 2, conflict: 0.5 });
  for (let place = 0; place < 4; place += 1) expect(await store.write(`seals/${place}.json`, '{}')).toBe(true);
  expect(world.faults.view().struck['conflict s3']).toBeGreaterThan(0);
  expect(await store.write('seals/0.json', '{}')).toBe(false);
  world.faults.set({ conflict: 1 });
  await expect(store.write('seals/other.json', '{}')).rejects.toMatchObject({ name: 'ConditionalRequestConflict' });
  expect(world.faults.view().struck).toEqual({ 'conflict s3': 5 });
  s3.destroy();
});
