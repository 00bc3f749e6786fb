import { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../gateway/gateway-fixture.ts';

const TABLE = 'Fabu-Records';
const FUNCTION = 'Fabu-Author';

let world: World;
let bucket: string;
beforeAll(async () => {
  world = await startWorld();
  bucket = world.bucket;
});
afterEach(() => void world.faults.set({}));
afterAll(() => world.close());

const owner = (): ReturnType<World['as']> => world.as('owner');
const dynamoDb = (): DynamoDBClient => new DynamoDBClient(owner());
const s3 = (): S3Client => new S3Client({ ...owner(), forcePathStyle: true });
const put = (pk: string, client = dynamoDb()): Promise<unknown> => client.send(new PutItemCommand({ TableName: TABLE, Item: { pk: { S: pk } } }));
const read = async (pk: string): Promise<unknown> => (await dynamoDb().send(new GetItemCommand({ TableName: TABLE, Key: { pk: { S: pk } }, ConsistentRead: true }))).Item;
const store = (fields: object = {}): Promise<unknown> => s3().send(new PutObjectCommand({ Bucket: bucket, Key: 'a', Body: 'text', ...fields }));

const calls: readonly (readonly [service: string, call: () => Promise<unknown>, throttled: object, failed: object])[] = [
  ['dynamodb', () => put('a'), { name: 'ProvisionedThroughputExceededException', $metadata: { httpStatusCode: 400 } }, { name: 'InternalServerError', $metadata: { httpStatusCode: 500 } }],
  ['s3', () => store(), { name: 'SlowDown', $metadata: { httpStatusCode: 503 } }, { name: 'InternalError', $metadata: { httpStatusCode: 500 } }],
  [
    'states',
    () => new SFNClient(owner()).send(new StartExecutionCommand({ stateMachineArn: 'arn:aws:states:eu-central-1:000000000000:stateMachine:release' })),
    { name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } },
    { name: 'InternalFailure', $metadata: { httpStatusCode: 500 } },
  ],
  ['lambda', () => new LambdaClient(owner()).send(new InvokeCommand({ FunctionName: FUNCTION, Payload: '{"plain":true}' })), { name: 'TooManyRequestsException', $metadata: { httpStatusCode: 429 } }, { name: 'ServiceException', $metadata: { httpStatusCode: 500 } }],
  [
    'cloudfront',
    () => new CloudFrontClient(owner()).send(new CreateInvalidationCommand({ DistributionId: 'E1', InvalidationBatch: { CallerReference: 'a', Paths: { Quantity: 1, Items: ['/*'] } } })),
    { name: 'Throttling', $metadata: { httpStatusCode: 400 } },
    { name: 'InternalServerError', $metadata: { httpStatusCode: 500 } },
  ],
];

describe.each(calls)('%s', (service, call, throttled, failed) => {
  it('throttles as AWS says it', async () => {
    world.faults.set({ throttle: 1 });
    await expect(call()).rejects.toMatchObject(throttled);
    expect(world.faults.view().struck).toEqual({ [`throttle ${service}`]: 1 });
  });

  it('fails with 500 and with 503, by the seed', async () => {
    const seen = new Map<number, unknown>();
    for (let seed = 0; seen.size < 2; seed += 1) {
      world.faults.set({ seed, error: 1 });
      const error = (await call().catch((thrown: unknown) => thrown)) as { $metadata: { httpStatusCode: number } };
      seen.set(error.$metadata.httpStatusCode, error);
    }
    expect(seen.get(500)).toMatchObject(failed);
    expect(seen.get(503)).toBeInstanceOf(Error);
  });

  it('answers 503 while it is down, and again once it is up', async () => {
    world.faults.set({ down: [service] });
    await expect(call()).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
    world.faults.set({});
    // Engines that only take notes answer what some clients cannot read.
    const error = (await call().catch((thrown: unknown) => thrown)) as { $metadata?: { httpStatusCode: number } } | undefined;
    expect(error?.$metadata?.httpStatusCode ?? 200).toBe(200);
  });
});

it('what failed was not done', async () => {
  world.faults.set({ error: 1 });
  await expect(put('failed')).rejects.toThrow();
  world.faults.set({});
  expect(await read('failed')).toBeUndefined();
});

it('a connection that is reset has had its work done', async () => {
  world.faults.set({ resetAfterCommit: 1 });
  await expect(put('reset')).rejects.toMatchObject({ code: 'ECONNRESET' });
  world.faults.set({});
  expect(await read('reset')).toEqual({ pk: { S: 'reset' } });
});

it('a client with more than one attempt gets over all of it', async () => {
  world.faults.set({ seed: 5, throttle: 0.15, error: 0.15, resetAfterCommit: 0.15 });
  const client = new DynamoDBClient({ ...owner(), maxAttempts: 10 });
  for (let place = 0; place < 12; place += 1) await put(`kept-${place}`, client);
  expect(Object.keys(world.faults.view().struck).sort()).toEqual(['error dynamodb', 'resetAfterCommit dynamodb', 'throttle dynamodb']);
});

it('what hangs is ended by the client’s own limit; half of it has been done', async () => {
  const impatient = new DynamoDBClient({ ...owner(), requestHandler: { requestTimeout: 100, throwOnRequestTimeout: true } });
  const done = new Set<boolean>();
  for (let seed = 0; done.size < 2; seed += 1) {
    world.faults.set({ seed, hang: 1 });
    await expect(put(`hung-${seed}`, impatient)).rejects.toMatchObject({ name: 'TimeoutError' });
    world.faults.set({});
    done.add((await read(`hung-${seed}`)) !== undefined);
  }
  expect([...done].sort()).toEqual([false, true]);
});

it('S3 meets conditional writes, and no others, with a conflict', async () => {
  world.faults.set({ conflict: 1 });
  await expect(store({ IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'ConditionalRequestConflict', $metadata: { httpStatusCode: 409 } });
  await store();
});

it('a bucket that is down fails for whatever is asked of it, without a body for HEAD', async () => {
  await store();
  world.faults.set({ down: ['content'] });
  await expect(s3().send(new GetObjectCommand({ Bucket: bucket, Key: 'a' }))).rejects.toMatchObject({ name: 'ServiceUnavailable' });
  await expect(s3().send(new HeadObjectCommand({ Bucket: bucket, Key: 'a' }))).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
});

describe('engines that invoke functions', () => {
  const principal = { kind: 'account' } as const;
  const request = { functionName: FUNCTION, payload: '{"plain":true}' };

  it('meet throttles and errors as refusals of Lambda’s', async () => {
    world.faults.set({ throttle: 1 });
    await expect(world.invoker.invoke(principal, request)).rejects.toMatchObject({ code: 'TooManyRequestsException', status: 429 });
    expect(() => world.invoker.enqueue(principal, request)).toThrow('Rate Exceeded.');
    world.faults.set({ error: 1 });
    await expect(world.invoker.invoke(principal, request)).rejects.toMatchObject({ code: 'ServiceException', status: 500 });
    world.faults.set({ resetAfterCommit: 1 });
    await expect(world.invoker.invoke(principal, request)).rejects.toMatchObject({ code: 'ServiceException' });
  });

  it('find a function that is down failing, as if its process ended each time', async () => {
    world.faults.set({ down: ['author'] });
    const answered = await world.invoker.invoke(principal, request);
    expect([answered.functionError, JSON.parse(answered.payload)]).toEqual(['Unhandled', expect.objectContaining({ errorType: 'Runtime.ExitError' })]);
    world.faults.set({});
    expect(await world.invoker.invoke(principal, request)).toMatchObject({ payload: '{"plain":true}' });
  });
});
