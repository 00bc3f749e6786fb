import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Activity } from '../../../local/clock/activity.ts';
import { Clock } from '../../../local/clock/clock.ts';
import { createDynamoDb } from '../../../local/dynamodb/dynamodb.ts';
import { Faults } from '../../../local/faults/faults.ts';
import { invocationFaults } from '../../../local/faults/invocations.ts';
import { namesOf } from '../../../local/faults/names.ts';
import { unkindEngines } from '../../../local/faults/unkind-engines.ts';
import { createGateway, OWNER_ACCESS_KEY_ID, type Gateway } from '../../../local/gateway/create-gateway.ts';
import { createInvoker, type Invoker } from '../../../local/gateway/create-invoker.ts';
import { createAuthorizer } from '../../../local/iam/authorizer.ts';
import { createFunctions, type Functions } from '../../../local/lambda/create-functions.ts';
import { openDeadLetters } from '../../../local/lambda/dead-letters.ts';
import { createS3 } from '../../../local/s3/s3.ts';
import { createSecrets } from '../../../local/secrets/create-secrets.ts';
import { functionsOf } from '../../../local/template/compute.ts';
import { bucketsOf, secretsOf, tablesOf } from '../../../local/template/storage.ts';
import type { TemplateResource } from '../../../local/template/template.ts';
import { serve } from '../../../local/wire/serve.ts';
import type { Principal, WireRequest } from '../../../local/wire/wire.ts';
import { load, withoutCycle } from '../template/template-fixture.ts';

/** A bundle that reads the table with the credentials it was given. */
const BUNDLE = `
import sdk from ${JSON.stringify(createRequire(import.meta.url).resolve('@aws-sdk/client-dynamodb'))};
const client = new sdk.DynamoDBClient({});
export const handler = async (event) => {
  if (event.plain) return event;
  return (await client.send(new sdk.GetItemCommand({ TableName: event.table ?? process.env.RECORDS_TABLE, Key: { pk: { S: 'a' } } }))).Item ?? 'nothing';
};
`;

export interface World {
  readonly url: string;
  readonly gateway: Gateway;
  readonly functions: Functions;
  readonly invoker: Invoker;
  readonly activity: Activity;
  /** How many calls of functions have ended. */
  calls(): number;
  /** None is in force until a test sets a plan. */
  readonly faults: Faults;
  readonly secretArn: string;
  readonly bucket: string;
  /** What reached the engines that only take notes: Step Functions and CloudFront. */
  readonly reached: WireRequest[];
  /** Settings of an SDK client that calls as the fixture's role, or as the account's owner. */
  as(who: 'role' | 'owner' | 'stranger'): { endpoint: string; region: string; maxAttempts: number; credentials: { accessKeyId: string; secretAccessKey: string } };
  close(): Promise<void>;
}

const ROLE: Principal = { kind: 'role', roleArn: 'arn:aws:iam::000000000000:role/Fabu-Role' };
const KEYS = { role: 'ASIATHEROLE', owner: OWNER_ACCESS_KEY_ID, stranger: 'ASIANOBODY' };

/** The fixture's template on real engines behind a gateway. `changes` replace or add resources. */
export async function startWorld(changes: Record<string, TemplateResource> = {}): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), 'gateway-'));
  writeFileSync(join(directory, 'index.mjs'), BUNDLE);
  const template = load({ OriginSecret: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: { ExcludePunctuation: true } } }, ...changes });
  const clock = new Clock(new Activity());
  const authorizer = createAuthorizer(template);
  const dynamoDb = await createDynamoDb({ path: ':memory:' });
  for (const table of tablesOf(template)) await dynamoDb.ensureTable({ TableName: table.name, ...table.properties } as Parameters<typeof dynamoDb.ensureTable>[0]);
  const s3 = createS3({
    directory: join(directory, 's3'),
    clock,
    region: 'eu-central-1',
    mayList: (principal, bucket) => authorizer.allows({ principal, action: 's3:ListBucket', resource: `arn:aws:s3:::${bucket}` }),
  });
  for (const { name, versioned } of bucketsOf(template)) s3.createBucket({ name, versioned, cors: [] });
  const secrets = createSecrets(join(directory, 'secrets.json'));
  secrets.adopt(secretsOf(template));
  const deadLetters = openDeadLetters(':memory:');
  const faults = new Faults({ names: namesOf(template), tell: () => undefined });
  let url = '';
  let calls = 0;
  const functions = createFunctions({
    functions: functionsOf(template).map((declaration) => ({ ...declaration, directory })),
    region: 'eu-central-1',
    gatewayUrl: () => url,
    clock,
    deadLetters,
    onLog: () => undefined,
    onCall: () => (calls += 1),
    isDown: (functionName) => faults.isDown(functionName),
    isDoubled: (functionName) => faults.strikes('doubledInvocations', 'lambda', functionName),
  });
  const reached: WireRequest[] = [];
  const note = (request: WireRequest): Promise<{ status: number; headers: Record<string, string>; body: string }> => {
    reached.push(request);
    return Promise.resolve({ status: 200, headers: { 'content-type': 'application/json' }, body: '{}' });
  };
  const gateway = createGateway({
    place: template.place,
    authorizer,
    principalOf: (key) => (key === KEYS.role ? ROLE : functions.principalOf(key)),
    machineOfToken: (token) => (token === 'issued' ? 'arn:aws:states:eu-central-1:000000000000:stateMachine:release' : undefined),
    engines: unkindEngines(faults, { dynamodb: dynamoDb.service, s3: s3.service, lambda: functions.service, secretsmanager: secrets.service, states: note, cloudfront: note }),
  });
  const server = await serve(gateway.service);
  url = `http://127.0.0.1:${server.port}`;
  return {
    url,
    gateway,
    functions,
    invoker: createInvoker(template.place, authorizer, functions, invocationFaults(faults)),
    activity: clock.activity,
    calls: () => calls,
    faults,
    bucket: bucketsOf(template)[0]!.name,
    secretArn: secretsOf(template)[0]!.arn,
    reached,
    as: (who) => ({ endpoint: url, region: 'eu-central-1', maxAttempts: 1, credentials: { accessKeyId: KEYS[who], secretAccessKey: 'none' } }),
    close: async () => {
      faults.letGo();
      await server.close();
      await functions.close();
      await dynamoDb.close();
      s3.close();
      deadLetters.close();
      clock.close();
      rmSync(directory, { recursive: true });
    },
  };
}

/** The fixture's role with these statements instead of its own. */
export function granting(...Statement: object[]): Record<string, TemplateResource> {
  const { Grants } = withoutCycle();
  return { Grants: { ...Grants!, Properties: { ...Grants!.Properties, PolicyDocument: { Statement } } } };
}

