import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expecting } from '../../local/demonstration/api-client.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { bringToApproved, castOf, goodRelease, publishNow, type Cast } from '../support/release-line.ts';
import { changedAssembly, resourceIn, takeOut, type Template } from './changed-assembly.ts';
import { moveBy, readPage, readRelease } from './observe.ts';

const HOUR = 3_600_000;
const POLICY = 'AWS::IAM::Policy';

/** One item that waits for its publisher and one that is online: every case begins with a copy of them. */
let prepared: string;
let approved: string;
let published: string;
const copies: string[] = [];

beforeAll(async () => {
  prepared = mkdtempSync(join(tmpdir(), 'fabu-prepared-'));
  const laptop = await startTestLaptop({ data: prepared });
  const cast = await castOf(laptop);
  published = await bringToApproved(cast);
  await publishNow(cast, published);
  approved = await bringToApproved(cast);
  await laptop.cloud.clock.activity.quiet();
  await laptop.stop();
});
afterAll(() => {
  for (const folder of [prepared, ...copies]) rmSync(folder, { recursive: true, force: true });
});

interface Stage {
  readonly laptop: TestLaptop;
  readonly cast: Cast;
}

/** What people want done; answers whether it was. Enough time passes for every retry. */
const flows = {
  async create({ cast }: Stage): Promise<boolean> {
    return (await cast.submitter.call('POST', '/releases', goodRelease)).status === 201;
  },
  async publish({ laptop, cast }: Stage): Promise<boolean> {
    await cast.publisher.call('POST', `/releases/${approved}/publication`, {});
    await moveBy(laptop, HOUR);
    const { state, url } = await readRelease(cast.submitter, approved);
    return state === 'published' && (await readPage(laptop, url)).status === 200;
  },
  async withdraw({ laptop, cast }: Stage): Promise<boolean> {
    await cast.publisher.call('POST', `/releases/${published}/withdrawal`, { reason: '数据有误' });
    await moveBy(laptop, HOUR);
    const { url, withdrawal } = await readRelease(cast.submitter, published);
    return JSON.stringify(withdrawal ?? '').includes('takenDownAt') && (await readPage(laptop, url)).status === 410;
  },
} as const;

interface Outcome {
  readonly done: readonly boolean[];
  /** What the laptop says was denied. */
  readonly denials: string;
  readonly data: string;
}

async function play(assembly: string | undefined, ...names: readonly (keyof typeof flows)[]): Promise<Outcome> {
  const data = mkdtempSync(join(tmpdir(), 'fabu-copy-'));
  copies.push(data, ...(assembly === undefined ? [] : [assembly]));
  cpSync(prepared, data, { recursive: true });
  const log = join(data, 'logs', 'access-denied.log');
  rmSync(log, { force: true });
  const laptop = await startTestLaptop({ data, ...(assembly === undefined ? {} : { assembly }) });
  const done: boolean[] = [];
  try {
    const stage = { laptop, cast: await castOf(laptop) };
    for (const name of names) done.push(await flows[name](stage));
  } finally {
    await laptop.stop();
  }
  return { done, denials: existsSync(log) ? readFileSync(log, 'utf8') : '', data };
}

it.each(['create', 'publish', 'withdraw'] as const)('with every grant of the template, “%s” is done and nothing is denied', async (flow) => {
  expect(await play(undefined, flow)).toMatchObject({ done: [true], denials: '' });
});

it('an assembly that was changed in nothing denies nothing either', async () => {
  expect(await play(changedAssembly(() => undefined), 'create')).toMatchObject({ done: [true], denials: '' });
});

type Case = readonly [taken: string, flow: keyof typeof flows, change: (template: Template) => void, denial: RegExp];

const cases: readonly Case[] = [
  [
    'writing to the portal',
    'publish',
    (template) => takeOut(resourceIn(template, POLICY, 'ReleaseWorkflowPublishPageGrants'), 's3:PutObject'),
    /assumed-role\/\S*PublishPage\S* is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::\S*portal\S*\/zhejiang\/art\/\d{4}\/\d{5}\.html because no identity-based policy allows/,
  ],
  [
    'changing the record',
    'publish',
    (template) => takeOut(resourceIn(template, POLICY, 'DeskApiActGrants'), 'dynamodb:UpdateItem'),
    /assumed-role\/\S*DeskApiAct\S* is not authorized to perform: dynamodb:UpdateItem on resource: arn:aws:dynamodb:eu-central-1:000000000000:table\/\S*Records/,
  ],
  [
    'storing contents',
    'create',
    (template) => takeOut(resourceIn(template, POLICY, 'DeskApiAuthorGrants'), 's3:PutObject'),
    /assumed-role\/\S*Author\S* is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::\S*content\S*\/content\/[0-9a-f]{64} /,
  ],
  [
    'the machine’s call of its step',
    'publish',
    (template) => takeOut(resourceIn(template, POLICY, 'ReleaseWorkflowReleaseGrants'), 'lambda:InvokeFunction', 'PublishPage'),
    /is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:eu-central-1:000000000000:function:\S*PublishPage\S*:live /,
  ],
  [
    'the gateway’s call of its function',
    'publish',
    (template) => {
      const [id = ''] = Object.keys(template.Resources).filter((name) => name.startsWith('DeskApiPOSTapireleasesidsubmissionApiPermission'));
      expect(template.Resources[id]?.Type).toBe('AWS::Lambda::Permission');
      delete template.Resources[id];
    },
    /apigateway\.amazonaws\.com \(for arn:aws:execute-api:\S+\/\*?\S*publication\) is not authorized to perform: lambda:InvokeFunction on resource: \S+DeskApiAct\S*:live because no resource-based policy allows/,
  ],
  [
    'the distribution’s reading of the portal',
    'publish',
    (template) => takeOut(resourceIn(template, 'AWS::S3::BucketPolicy', 'PortalSitePortalPolicy'), 's3:GetObject'),
    /cloudfront\.amazonaws\.com \(for arn:aws:cloudfront::000000000000:distribution\/\w+\) is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::\S*portal\S*\/zhejiang\/art\//,
  ],
  [
    'clearing the edge',
    'withdraw',
    (template) => takeOut(resourceIn(template, POLICY, 'ReleaseWorkflowTakeDownPageGrants'), 'cloudfront:CreateInvalidation'),
    /is not authorized to perform: cloudfront:CreateInvalidation on resource: arn:aws:cloudfront::000000000000:distribution\/\w+ /,
  ],
  [
    'anything on a second table',
    'publish',
    (template) => {
      const table = Object.values(template.Resources).find(({ Type }) => Type === 'AWS::DynamoDB::Table');
      template.Resources['Elsewhere'] = { Type: 'AWS::DynamoDB::Table', Properties: { ...table?.Properties, TableName: 'Elsewhere' } };
      const { Environment } = resourceIn(template, 'AWS::Lambda::Function', 'DeskApiActFunction').Properties as { Environment: { Variables: Record<string, unknown> } };
      Environment.Variables['RECORDS_TABLE'] = { Ref: 'Elsewhere' };
    },
    /is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:eu-central-1:000000000000:table\/Elsewhere /,
  ],
];

it.each(cases)('not granted: %s. Then “%s” fails, with a denial that names action and resource', async (_, flow, change, denial) => {
  const { done, denials } = await play(changedAssembly(change), flow);
  expect(done).toEqual([false]);
  expect(denials).toMatch(denial);
});

let unsignalled: string;

it('without signalling machines an item stays where it is', async () => {
  const without = changedAssembly((template) => takeOut(resourceIn(template, POLICY, 'RelayGrants'), 'states:SendTaskSuccess'));
  const { done, denials, data } = await play(without, 'publish');
  expect(done).toEqual([false]);
  expect(denials).toMatch(/assumed-role\/\S*Relay\S* is not authorized to perform: states:SendTaskSuccess on resource: arn:aws:states:eu-central-1:000000000000:stateMachine:fabu-laptop-release /);
  unsignalled = data;
});

it('and goes on once the grant is back', async () => {
  const laptop = await startTestLaptop({ data: unsignalled });
  try {
    await moveBy(laptop, HOUR);
    const { submitter } = await castOf(laptop);
    expect(await expecting(submitter.call('GET', `/releases/${approved}`))).toMatchObject({ state: 'published' });
  } finally {
    await laptop.stop();
  }
});
