import type { App, Stack } from 'aws-cdk-lib/core';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import { Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { assertEnvironment } from '../../lib/handler-function.ts';
import { stageNamed } from '../../lib/stages.ts';
import { assemble } from '../../lib/synthesise.ts';
import { lockedBuckets } from './assertions/storage.ts';
import { at, ofType, only, readTemplate } from './assertions/template.ts';
import { openWorkshop, synthesiseIn } from './fixture.ts';

const workshop = openWorkshop();
afterAll(() => workshop.clear());

const assembled = (name: string): Promise<App> => assemble({ stage: 'laptop', outdir: join(workshop.folder, name), ...workshop.sources });
const stackOf = (app: App): Stack => app.node.findChild('Fabu-laptop') as Stack;

/** What cdk-nag has against the app, which must not be synthesised for it. */
function findingsOf(app: App): string {
  expect(() => app.synth()).toThrow();
  return readFileSync(join(app.outdir, 'validation-report.json'), 'utf8');
}

describe('stages', () => {
  test('an unknown stage fails and lists the known ones', () => {
    expect(() => stageNamed('staging')).toThrow('There is no stage "staging". Known stages: laptop, dev, production');
    expect(() => stageNamed('constructor')).toThrow('There is no stage');
  });
  test('a configuration key that matches nothing fails by name', () => {
    const laptop = stageNamed('laptop').configuration;
    expect(() => stageNamed('odd', { odd: { ...laptop, protectDate: true } })).toThrow(/stage "odd".*\n.*protectDate/);
    expect(() => stageNamed('odd', { odd: { ...laptop, userPool: { ...laptop.userPool, mfa: true } } })).toThrow(/mfa/);
  });
  test('a value of the wrong kind fails by name', () => {
    const laptop = stageNamed('laptop').configuration;
    expect(() => stageNamed('odd', { odd: { ...laptop, publicOrigin: 'https://portal.example/' } })).toThrow(/publicOrigin/);
    expect(() => stageNamed('odd', { odd: { ...laptop, certificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/x' } })).toThrow(/certificate needs an https publicOrigin/);
  });
  test('no stage is deployed with the laptop\'s sign-in', () => {
    for (const name of ['dev', 'production']) expect(stageNamed(name).configuration.userPool).toMatchObject({ passwordSignIn: false });
  });
});

describe('a stage as deployed', () => {
  test('production keeps its data, refuses to be deleted and passes CloudFormation\'s schemas', async () => {
    const template = await synthesiseIn(workshop, 'production', { schemaCheck: true });
    const kept = ['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::Cognito::UserPool', 'AWS::Logs::LogGroup'].flatMap((type) => ofType(template, type));
    expect(kept.filter(([, { DeletionPolicy, UpdateReplacePolicy }]) => DeletionPolicy !== 'Retain' || UpdateReplacePolicy !== 'Retain')).toEqual([]);
    expect(only(template, 'AWS::DynamoDB::Table').Properties?.['DeletionProtectionEnabled']).toBe(true);
    expect(only(template, 'AWS::Cognito::UserPoolClient').Properties?.['ExplicitAuthFlows']).toEqual(['ALLOW_REFRESH_TOKEN_AUTH']);
    expect(only(template, 'AWS::Cognito::UserPool').Properties?.['MfaConfiguration']).toBe('ON');
    const locks = lockedBuckets(template).map(([, lock]) => at(lock, 'Rule', 'DefaultRetention'));
    expect(locks).toEqual([{ Mode: 'COMPLIANCE', Days: 3653 }]);
    const machines = ofType(template, 'AWS::StepFunctions::StateMachine');
    expect(machines.map(([, { Properties }]) => at(Properties, 'LoggingConfiguration', 'IncludeExecutionData'))).toEqual([false, false]);
    expect(template.Parameters?.['PublicOrigin']).not.toHaveProperty('Default');
  });
  test('another issuer and a name of one\'s own take the place of user pool and default certificate', async () => {
    const certificateArn = 'arn:aws:acm:us-east-1:000000000000:certificate/one';
    const userPool = { kind: 'external', issuer: 'https://id.department.example', audience: 'fabu-desk' };
    const known = { own: { ...stageNamed('production').configuration, userPool, certificateArn, publicOrigin: 'https://portal.department.example' } };
    const app = await assemble({ stage: stageNamed('own', known), outdir: join(workshop.folder, 'own'), schemaCheck: false, ...workshop.sources });
    app.synth();
    const template = readTemplate(app.outdir, 'own');
    expect(ofType(template, 'AWS::Cognito::UserPool')).toEqual([]);
    expect(only(template, 'AWS::ApiGatewayV2::Authorizer').Properties?.['JwtConfiguration']).toEqual({ Audience: ['fabu-desk'], Issuer: 'https://id.department.example' });
    const config = at(only(template, 'AWS::CloudFront::Distribution').Properties, 'DistributionConfig');
    expect(at(config, 'Aliases')).toEqual(['portal.department.example']);
    expect(at(config, 'ViewerCertificate')).toMatchObject({ AcmCertificateArn: certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021' });
  });
  test('production is protected from termination', async () => {
    const app = await assemble({ stage: 'production', outdir: join(workshop.folder, 'protected'), ...workshop.sources });
    expect((app.node.findChild('Fabu-production') as Stack).terminationProtection).toBe(true);
  });
  test('the laptop\'s template passes CloudFormation\'s schemas too', async () => {
    await expect(synthesiseIn(workshop, 'laptop', { schemaCheck: true })).resolves.toHaveProperty('Resources');
  });
});

describe('cdk-nag', () => {
  test('control: without a planted fault synthesis goes through', async () => {
    const app = await assembled('sound');
    expect(() => app.synth()).not.toThrow();
  });
  test('a public bucket fails synthesis', async () => {
    const app = await assembled('public-bucket');
    new Bucket(stackOf(app), 'Planted', { blockPublicAccess: BlockPublicAccess.BLOCK_ACLS_ONLY, publicReadAccess: true });
    expect(findingsOf(app)).toMatch(/AwsSolutions-S2\b/);
  });
  test('a wildcard grant fails synthesis, even beside an accepted one', async () => {
    const app = await assembled('wildcard');
    const relay = stackOf(app).node.findChild('Relay').node.findChild('Relay').node;
    const statement = new PolicyStatement({ actions: ['dynamodb:*'], resources: ['*'] });
    new Policy(stackOf(app), 'Planted', { roles: [relay.findChild('Role') as Role], statements: [statement] });
    const findings = findingsOf(app);
    expect(findings).toContain('AwsSolutions-IAM5[Action::dynamodb:*]');
    expect(findings).toContain('AwsSolutions-IAM5[Resource::*]');
  });
});

describe('the environment of a function', () => {
  test('fails on every variable that is missing, empty or not declared, together', () => {
    const given = { RECORDS_TABLE: '', RELAY_FUNKTION: 'x' };
    expect(() => assertEnvironment('scheduled/sweep', given)).toThrow(
      'The environment of scheduled/sweep does not match lib/handlers.ts: RECORDS_TABLE is missing or empty; RELAY_FUNCTION is missing or empty; RELAY_FUNKTION is not declared.',
    );
  });
});
