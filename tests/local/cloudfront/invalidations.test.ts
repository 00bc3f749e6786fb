import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFrontClient, CreateInvalidationCommand, GetInvalidationCommand, ListDistributionsCommand } from '@aws-sdk/client-cloudfront';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serve, type RunningServer } from '../../../local/wire/serve.ts';
import type { WireResponse } from '../../../local/wire/wire.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { ok, world, type World } from './fixture.ts';

let edge: World;
let control: RunningServer;
let client: CloudFrontClient;
const invalidationsFile = join(temporaryFolder('fabu-edge-'), 'invalidations.jsonl');

async function start(): Promise<void> {
  edge = await world({ invalidationsFile });
  control = await serve(edge.service);
  client = new CloudFrontClient({
    endpoint: `http://127.0.0.1:${control.port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
}

async function stop(): Promise<void> {
  client.destroy();
  await control.close();
  await edge.close();
}

beforeEach(start);
afterEach(stop);

let references = 0;
const invalidate = async (Items: string[], CallerReference = `r${(references += 1)}`, DistributionId = 'D1'): Promise<string> => {
  const batch = { CallerReference, Paths: { Quantity: Items.length, Items } };
  const created = await client.send(new CreateInvalidationCommand({ DistributionId, InvalidationBatch: batch }));
  return created.Invalidation!.Id!;
};

describe('an invalidation through the real client', () => {
  it.each([
    ['/a/one.html', ['Miss', 'Hit', 'Hit']],
    ['/a/*', ['Miss', 'Miss', 'Hit']],
    ['/*', ['Miss', 'Miss', 'Miss']],
    ['/a', ['Hit', 'Hit', 'Hit']],
  ])('of %s drops what it names', async (path, expected) => {
    edge.answers.portal = () => ok('page', { 'cache-control': 's-maxage=60' });
    const pages = ['/a/one.html', '/a/two.html', '/b.html'];
    for (const page of pages) await edge.get(page);
    await invalidate([path]);
    const outcomes = [];
    for (const page of pages) outcomes.push((await edge.get(page)).cache);
    expect(outcomes).toEqual(expected);
  });

  it('is completed, and known after a restart and after a line that a crash cut off', async () => {
    const Id = await invalidate(['/a&b<c']);
    appendFileSync(invalidationsFile, '{"id":"ICUT');
    const second = await invalidate(['/d']);
    await stop();
    await start();
    for (const [id, path] of [[Id, '/a&b<c'], [second, '/d']] as const) {
      const { Invalidation } = await client.send(new GetInvalidationCommand({ DistributionId: 'D1', Id: id }));
      expect(Invalidation).toMatchObject({ Id: id, Status: 'Completed', InvalidationBatch: { Paths: { Quantity: 1, Items: [path] } } });
      expect(Invalidation!.CreateTime).toBeInstanceOf(Date);
    }
  });

  it('keeps out an answer that was on its way from the origin when it came', async () => {
    const arrived = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<WireResponse>();
    edge.answers.portal = () => (arrived.resolve(), answer.promise);
    const slow = edge.get('/a.html');
    await arrived.promise;
    await invalidate(['/a.html']);
    answer.resolve(ok('withdrawn text', { 'cache-control': 's-maxage=60' }));
    expect((await slow).text).toBe('withdrawn text');
    edge.answers.portal = () => ok('notice');
    expect((await edge.get('/a.html')).text).toBe('notice');
  });

  it('is made once for a caller reference', async () => {
    const first = await invalidate(['/a'], 'same');
    expect(await invalidate(['/a'], 'same')).toBe(first);
    await expect(invalidate(['/b'], 'same')).rejects.toMatchObject({ name: 'InvalidationBatchAlreadyExists' });
    edge.answers.portal = () => ok('page', { 'cache-control': 's-maxage=60' });
    await edge.get('/a');
    await invalidate(['/a'], 'same');
    expect((await edge.get('/a')).cache).toBe('Hit');
  });

  it.each([['a.html'], ['/a*b'], ['/a b']])('is refused for the path %j', async (path) => {
    await expect(invalidate([path])).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  it('is refused for another distribution, an unknown id, and what is not served', async () => {
    await expect(invalidate(['/a'], 'x', 'OTHER')).rejects.toMatchObject({ name: 'NoSuchDistribution' });
    await expect(client.send(new GetInvalidationCommand({ DistributionId: 'D1', Id: 'INONE' }))).rejects.toMatchObject({ name: 'NoSuchInvalidation' });
    await expect(client.send(new ListDistributionsCommand({}))).rejects.toMatchObject({ name: 'NotImplemented' });
  });
});
