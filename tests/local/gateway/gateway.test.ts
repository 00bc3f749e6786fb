import { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import { DynamoDBClient, GetItemCommand, ListTablesCommand, PutItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateActivityCommand, DescribeExecutionCommand, SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { granting, startWorld, type World } from './gateway-fixture.ts';

const TABLE = 'arn:aws:dynamodb:eu-central-1:000000000000:table/Fabu-Records';
const FUNCTION = 'arn:aws:lambda:eu-central-1:000000000000:function:Fabu-Author';
const MACHINE = 'arn:aws:states:eu-central-1:000000000000:stateMachine:release';
const KEY = { pk: { S: 'a' } };

let world: World;
const started: World[] = [];
const start = async (...args: Parameters<typeof startWorld>): Promise<World> => {
  const made = await startWorld(...args);
  started.push(made);
  return made;
};
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
afterEach(async () => void (await Promise.all(started.splice(0).map((one) => one.close()))));

describe('DynamoDB through the gateway', () => {
  it('does what the role was granted', async () => {
    const client = new DynamoDBClient(world.as('role'));
    await client.send(new PutItemCommand({ TableName: 'Fabu-Records', Item: { ...KEY, text: { S: '发布' } } }));
    expect((await client.send(new GetItemCommand({ TableName: 'Fabu-Records', Key: KEY }))).Item?.text).toEqual({ S: '发布' });
  });

  it('denies what it was not, naming action and resource', async () => {
    const client = new DynamoDBClient(world.as('role'));
    await expect(client.send(new UpdateItemCommand({ TableName: 'Fabu-Records', Key: KEY }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`is not authorized to perform: dynamodb:UpdateItem on resource: ${TABLE} because no identity-based policy allows the dynamodb:UpdateItem action`) as string,
    });
    await expect(client.send(new ListTablesCommand({}))).rejects.toThrow(/dynamodb:ListTables on resource: \*/);
  });

  it('asks for an index by itself', async () => {
    const granted = await start(granting({ Effect: 'Allow', Action: 'dynamodb:Query', Resource: TABLE }));
    const query = { TableName: 'Fabu-Records', IndexName: 'outbox', KeyConditionExpression: 'a = :a', ExpressionAttributeValues: { ':a': { S: 'x' } } };
    await expect(new DynamoDBClient(granted.as('role')).send(new QueryCommand(query))).rejects.toThrow(`dynamodb:Query on resource: ${TABLE}/index/outbox`);
  });

  it('denies as soon as a grant is taken out of the template, or forbidden in it', async () => {
    const without = await start(granting({ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: TABLE }));
    await expect(new DynamoDBClient(without.as('role')).send(new GetItemCommand({ TableName: 'Fabu-Records', Key: KEY }))).rejects.toThrow(/dynamodb:GetItem on resource/);
    const forbidden = await start(granting({ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }, { Effect: 'Deny', Action: 'dynamodb:GetItem', Resource: TABLE }));
    await expect(new DynamoDBClient(forbidden.as('role')).send(new GetItemCommand({ TableName: 'Fabu-Records', Key: KEY }))).rejects.toThrow(/with an explicit deny in an identity-based policy/);
  });

  it('lets the account’s owner do everything and a stranger nothing', async () => {
    const update = new UpdateItemCommand({ TableName: 'Fabu-Records', Key: { pk: { S: 'owner' } } });
    await new DynamoDBClient(world.as('owner')).send(update);
    await expect(new DynamoDBClient(world.as('stranger')).send(update)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  });
});

describe('S3 through the gateway', () => {
  it('allows below the granted prefix and denies elsewhere', async () => {
    const client = new S3Client(world.as('role'));
    await client.send(new PutObjectCommand({ Bucket: 'fabu-content', Key: 'content/a', Body: 'text' }));
    expect(await (await client.send(new GetObjectCommand({ Bucket: 'fabu-content', Key: 'content/a' }))).Body?.transformToString()).toBe('text');
    await expect(client.send(new PutObjectCommand({ Bucket: 'fabu-content', Key: 'other/a', Body: 'text' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
      message: expect.stringContaining('s3:PutObject on resource: arn:aws:s3:::fabu-content/other/a') as string,
    });
  });

  it('answers 403, not 404, for a missing key where the bucket may not be listed', async () => {
    const missing = new HeadObjectCommand({ Bucket: 'fabu-content', Key: 'content/missing' });
    await expect(new S3Client(world.as('role')).send(missing)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    await expect(new S3Client(world.as('owner')).send(missing)).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });

  it('knows the caller of a presigned form', async () => {
    const post = async (key: string): Promise<{ status: number; text: string }> => {
      const { url, fields } = await createPresignedPost(new S3Client({ ...world.as('role'), forcePathStyle: true }), { Bucket: 'fabu-content', Key: key });
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      form.append('file', new Blob(['text']), 'a.txt');
      const response = await fetch(url, { method: 'POST', body: form });
      return { status: response.status, text: await response.text() };
    };
    expect((await post('content/form')).status).toBe(204);
    expect(await post('other/form')).toMatchObject({ status: 403, text: expect.stringContaining('s3:PutObject on resource: arn:aws:s3:::fabu-content/other/form') as string });
  });

  it('lets nobody in without a credential, and a browser’s preflight through', async () => {
    const object = `${world.url}/fabu-content/content/a`;
    expect((await fetch(object)).status).toBe(403);
    const preflight = await fetch(object, { method: 'OPTIONS', headers: { origin: 'http://x', 'access-control-request-method': 'PUT' } });
    expect(await preflight.text()).not.toContain('<Code>AccessDenied</Code>');
  });
});

describe('Lambda through the gateway', () => {
  const invoke = (client: LambdaClient, FunctionName: string, Qualifier?: string): Promise<string> =>
    client.send(new InvokeCommand({ FunctionName, Payload: Buffer.from('{"plain":true}'), ...(Qualifier === undefined ? {} : { Qualifier }) })).then((answer) => answer.Payload?.transformToString() ?? '');

  it('invokes the alias that was granted, by any of its names', async () => {
    const client = new LambdaClient(world.as('role'));
    for (const name of [`${FUNCTION}:live`, 'Fabu-Author:live', '000000000000:function:Fabu-Author:live']) expect(await invoke(client, name)).toBe('{"plain":true}');
    expect(await invoke(client, 'Fabu-Author', 'live')).toBe('{"plain":true}');
    await expect(invoke(client, 'Fabu-Author')).rejects.toMatchObject({ name: 'AccessDeniedException', message: expect.stringContaining(`lambda:InvokeFunction on resource: ${FUNCTION} because`) as string });
  });

  it('answers 202 where nobody waits, tells a function’s error, and names what is missing', async () => {
    const client = new LambdaClient(world.as('owner'));
    expect((await client.send(new InvokeCommand({ FunctionName: 'Fabu-Author:live', InvocationType: 'Event', Payload: Buffer.from('{"plain":true}') }))).StatusCode).toBe(202);
    expect((await client.send(new InvokeCommand({ FunctionName: 'Fabu-Author:live', InvocationType: 'DryRun' }))).StatusCode).toBe(204);
    const failed = await client.send(new InvokeCommand({ FunctionName: 'Fabu-Author:live', Payload: Buffer.from('{"table":"Absent"}') }));
    expect(failed.FunctionError).toBe('Unhandled');
    expect(JSON.parse(failed.Payload?.transformToString() ?? '')).toMatchObject({ errorType: 'AccessDeniedException' });
    await expect(client.send(new InvokeCommand({ FunctionName: 'Nobody' }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(client.send(new InvokeCommand({ FunctionName: 'Fabu-Author', Payload: Buffer.from('{') }))).rejects.toMatchObject({ name: 'InvalidRequestContentException' });
    await expect(client.send(new InvokeCommand({ FunctionName: 'Fabu-Author', LogType: 'Tail' }))).rejects.toThrow('The laptop does not serve the LogType Tail.');
  });

  it('refuses other operations by name', async () => {
    await expect(new LambdaClient(world.as('owner')).send(new ListFunctionsCommand({}))).rejects.toThrow('The laptop does not serve GET /2015-03-31/functions of lambda.');
  });

  it('gives a running function its own role at the gateway', async () => {
    await new DynamoDBClient(world.as('owner')).send(new PutItemCommand({ TableName: 'Fabu-Records', Item: KEY }));
    const result = await world.functions.invoke({ functionName: 'Fabu-Author:live', payload: '{}' });
    expect(JSON.parse(result.payload)).toEqual({ pk: { S: 'a' } });
    const denied = await world.functions.invoke({ functionName: 'Fabu-Author:live', payload: '{"table":"Other"}' });
    expect(denied.payload).toContain('assumed-role/Fabu-Role/laptop is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:eu-central-1:000000000000:table/Other');
  });
});

describe('Step Functions and CloudFront through the gateway', () => {
  const execution = `${MACHINE.replace('stateMachine', 'execution')}:one`;

  it('pass on what is granted on the machine, its executions and its tokens', async () => {
    const granted = await start(granting({ Effect: 'Allow', Action: ['states:StartExecution', 'states:SendTaskSuccess'], Resource: MACHINE }));
    const client = new SFNClient(granted.as('role'));
    await client.send(new StartExecutionCommand({ stateMachineArn: MACHINE }));
    await client.send(new SendTaskSuccessCommand({ taskToken: 'issued', output: '{}' }));
    expect(granted.reached).toHaveLength(2);
    await expect(client.send(new DescribeExecutionCommand({ executionArn: execution }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`states:DescribeExecution on resource: ${execution}`) as string,
    });
    expect(granted.reached).toHaveLength(2);
  });

  it('deny a token of another machine', async () => {
    await expect(new SFNClient(world.as('role')).send(new SendTaskSuccessCommand({ taskToken: 'issued', output: '{}' }))).rejects.toThrow(`states:SendTaskSuccess on resource: ${MACHINE}`);
  });

  it('refuse an operation that the gateway does not know', async () => {
    await expect(new SFNClient(world.as('owner')).send(new CreateActivityCommand({ name: 'x' }))).rejects.toThrow('The laptop does not serve CreateActivity of states.');
  });

  it('hold invalidations to the distribution', async () => {
    const command = new CreateInvalidationCommand({ DistributionId: 'E1', InvalidationBatch: { CallerReference: 'r', Paths: { Quantity: 1, Items: ['/a'] } } });
    await expect(new CloudFrontClient(world.as('role')).send(command)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('cloudfront:CreateInvalidation on resource: arn:aws:cloudfront::000000000000:distribution/E1') as string,
    });
  });
});

describe('the gateway', () => {
  it('hands a secret to who may have it', async () => {
    const ask = (key: string): Promise<Response> =>
      fetch(world.url, {
        method: 'POST',
        headers: { authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/eu-central-1/secretsmanager/aws4_request, SignedHeaders=host, Signature=0`, 'x-amz-target': 'secretsmanager.GetSecretValue' },
        body: JSON.stringify({ SecretId: world.secretArn }),
      });
    expect(await (await ask('fabu-laptop-owner')).json()).toMatchObject({ SecretString: expect.stringMatching(/^[A-Za-z0-9]{32}$/) as string });
    expect(await (await ask('ASIATHEROLE')).json()).toMatchObject({ __type: expect.stringContaining('AccessDeniedException') as string });
  });

  it('refuses a service that it does not serve by its name', async () => {
    const answer = await fetch(world.url, { headers: { authorization: 'AWS4-HMAC-SHA256 Credential=fabu-laptop-owner/20260101/eu-central-1/kinesis/aws4_request, SignedHeaders=host, Signature=0' } });
    expect(await answer.json()).toEqual({ Message: 'The laptop does not serve kinesis.' });
  });

  it('holds engines that call on somebody’s behalf to the same policies', async () => {
    const request = { method: 'GET', path: '/fabu-content/content/a', query: new URLSearchParams(), headers: {}, body: Buffer.alloc(0) };
    const answer = await world.gateway.as('s3')({ ...request, principal: { kind: 'service', service: 'cloudfront.amazonaws.com', sourceArn: 'arn:aws:cloudfront::000000000000:distribution/E1' } });
    expect(answer.status).toBe(403);
    expect(String(answer.body)).toContain('s3:GetObject on resource: arn:aws:s3:::fabu-content/content/a because no resource-based policy');
  });
});

describe('an invoker', () => {
  it('invokes for a principal only what that principal may', async () => {
    const role = { kind: 'role', roleArn: 'arn:aws:iam::000000000000:role/Fabu-Role' } as const;
    expect((await world.invoker.invoke(role, { functionName: `${FUNCTION}:live`, payload: '{"plain":1}' })).payload).toBe('{"plain":1}');
    await expect(world.invoker.invoke(role, { functionName: FUNCTION, payload: '{}' })).rejects.toThrow(/lambda:InvokeFunction on resource/);
    expect(() => world.invoker.enqueue({ kind: 'service', service: 'events.amazonaws.com', sourceArn: 'arn:rule' }, { functionName: `${FUNCTION}:live`, payload: '{}' })).toThrow(/because no resource-based policy allows/);
  });
});
