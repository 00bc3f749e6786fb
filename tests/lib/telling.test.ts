import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stageNamed, type Stage } from '../../lib/stages.ts';
import { grantsOf, whoMay } from './assertions/access.ts';
import * as functions from './assertions/functions.ts';
import { at, ofType, only, type Template } from './assertions/template.ts';
import { openWorkshop, synthesiseIn } from './fixture.ts';

const workshop = openWorkshop();
let laptop: Template;
let silent: Template;

beforeAll(async () => {
  laptop = await synthesiseIn(workshop, 'laptop', { schemaCheck: true });
  silent = await synthesiseIn(workshop, 'dev');
});
afterAll(() => workshop.clear());

const SES = 'arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:';

describe('a stage with mail', () => {
  test('lets the relay alone send, from one domain and by one configuration set', () => {
    const sends = grantsOf(laptop).filter(({ action }) => action.startsWith('ses:'));
    expect(sends.map(({ role, action }) => `${role} ${action}`)).toEqual(['RelayRole ses:SendEmail', 'RelayRole ses:SendEmail']);
    expect(sends.map(({ resource }) => resource).sort()).toEqual([`${SES}configuration-set/<MailConfiguration>`, `${SES}identity/fabu.example`]);
    expect(whoMay(laptop, /^ses:/, `${SES}identity/fabu.example`)).toEqual(['Relay']);
  });
  test('signs for its domain, asks receivers for TLS, and writes to no address that bounced', () => {
    expect(at(only(laptop, 'AWS::SES::EmailIdentity').Properties, 'EmailIdentity')).toBe('fabu.example');
    const set = only(laptop, 'AWS::SES::ConfigurationSet').Properties;
    expect(at(set, 'DeliveryOptions', 'TlsPolicy')).toBe('REQUIRE');
    expect(at(set, 'SuppressionOptions', 'SuppressedReasons')).toEqual(['BOUNCE', 'COMPLAINT']);
  });
  test('has its digests made by a function that cannot send', () => {
    const may = grantsOf(laptop).filter(({ role }) => role === 'DigestRole').map(({ action }) => action);
    expect(may).toContain('lambda:InvokeFunction');
    expect(may.filter((action) => action.startsWith('ses:'))).toEqual([]);
  });
});

describe('a webhook', () => {
  test('is signed with a secret that only the relay gets', () => {
    const holders = functions.functionsOf(laptop).filter(([path]) => JSON.stringify(functions.environmentOf(laptop, path)).includes('WebhookSecret')).map(([path]) => path);
    expect(holders).toEqual(['Relay']);
  });
  test('has the address of the stage, or asks for one that is encrypted', async () => {
    expect(laptop.Parameters?.['WebhookUrl']).toMatchObject({ AllowedPattern: expect.stringMatching(/^https:/) as unknown });
    const dev = stageNamed('dev');
    const stage: Stage = { ...dev, configuration: { ...dev.configuration, webhook: { url: 'https://duty.example/fabu' } } };
    const template = await synthesiseIn(workshop, 'dev', { stage });
    expect(template.Parameters?.['WebhookUrl']).toBeUndefined();
    const [relay] = functions.functionsOf(template).find(([path]) => path === 'Relay')!;
    expect(functions.environmentOf(template, relay)).toMatchObject({ WEBHOOK_URL: 'https://duty.example/fabu', MAIL_SENDER: 'none' });
  });
  test('over plain HTTP is refused', () => {
    expect(() => stageNamed('x', { x: { ...stageNamed('dev').configuration, webhook: { url: 'http://duty.example/fabu' } } })).toThrow(/webhook/);
  });
});

test('a stage without either has nothing of them, so that it deploys where there is no SES', () => {
  for (const type of ['AWS::SES::EmailIdentity', 'AWS::SES::ConfigurationSet']) expect(ofType(silent, type)).toEqual([]);
  expect(grantsOf(silent).filter(({ action }) => action.startsWith('ses:'))).toEqual([]);
  expect(Object.keys(silent.Resources).filter((id) => /^(Digest|Webhook|Mail)/.test(id))).toEqual([]);
  const [relay] = functions.functionsOf(silent).find(([path]) => path === 'Relay')!;
  expect(functions.environmentOf(silent, relay)).toMatchObject({ MAIL_SENDER: 'none', MAIL_CONFIGURATION: 'none', WEBHOOK_URL: 'none', WEBHOOK_SECRET: 'none' });
});
