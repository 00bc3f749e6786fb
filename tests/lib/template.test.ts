import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { grantsOf, rolesWithManagedPolicies, whoMay, wildcardActions, wildcardResources } from './assertions/access.ts';
import * as functions from './assertions/functions.ts';
import { unmatchedSubstitutions } from './assertions/machines.ts';
import * as storage from './assertions/storage.ts';
import { at, flatten, list, ofType, only, pathOf, type Template } from './assertions/template.ts';
import { handlerNames } from '../../lib/handlers.ts';
import { openWorkshop, synthesiseIn, planted } from './fixture.ts';

const workshop = openWorkshop();
let template: Template;

beforeAll(async () => {
  template = await synthesiseIn(workshop, 'laptop');
});
afterAll(() => workshop.clear());

const portal = '<PortalSitePortal.Arn>';
const sealed = '<SealsSealed.Arn>';

describe('storage', () => {
  test('every bucket is private', () => {
    expect(storage.publicBuckets(template)).toEqual([]);
  });
  test('control: a public bucket is found', () => {
    const open = { Type: 'AWS::S3::Bucket', Properties: { PublicAccessBlockConfiguration: { BlockPublicAcls: true } } };
    expect(storage.publicBuckets(planted(template, 'Planted', open))).toEqual(['Planted']);
  });
  test('every bucket is encrypted', () => {
    expect(storage.unencryptedBuckets(template)).toEqual([]);
    expect(storage.unencryptedBuckets(planted(template, 'Planted', { Type: 'AWS::S3::Bucket' }))).toEqual(['Planted']);
  });
  test('every bucket refuses requests without TLS', () => {
    expect(storage.bucketsWithoutTls(template)).toEqual([]);
    expect(storage.bucketsWithoutTls(planted(template, 'Planted', { Type: 'AWS::S3::Bucket' }))).toEqual(['Planted']);
  });
  test('bucket policies let in services for a named resource only', () => {
    expect(storage.openBucketPolicies(template)).toEqual([]);
    const everybody = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };
    const open = { Type: 'AWS::S3::BucketPolicy', Properties: { PolicyDocument: { Statement: [everybody] } } };
    expect(storage.openBucketPolicies(planted(template, 'Planted', open))).toEqual(['Planted']);
  });
  test('content, portal and seals keep versions', () => {
    const versioned = ofType(template, 'AWS::S3::Bucket').filter(([, { Properties }]) => at(Properties, 'VersioningConfiguration', 'Status') === 'Enabled');
    expect(versioned.map(([id]) => flatten({ Ref: id })).sort()).toEqual(['<ContentStoreContent>', '<PortalSitePortal>', '<SealsSealed>']);
  });
  test('only the seals are locked, in the mode that the owner cannot lift either', () => {
    const lock = { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 1 } } };
    expect(storage.lockedBuckets(template)).toEqual([['SealsSealed', lock]]);
    const governed = { Type: 'AWS::S3::Bucket', Properties: { ObjectLockEnabled: true, ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE' } } } } };
    expect(storage.lockedBuckets(planted(template, 'Planted00000000', governed))).toHaveLength(2);
  });
  test('the policy of the seals refuses every deletion, whoever asks', () => {
    expect(storage.deletionsRefusedOn(template, 'SealsSealed')).toEqual(['s3:DeleteObject', 's3:DeleteObjectVersion']);
    expect(storage.deletionsRefusedOn(template, 'PortalSitePortal')).toEqual([]);
  });
  test('the distribution may read and list the portal, so that 404 means missing', () => {
    expect(storage.distributionActionsOn(template, 'PortalSitePortal')).toEqual(['s3:GetObject', 's3:ListBucket']);
  });
  test('the distribution may only read the assets', () => {
    expect(storage.distributionActionsOn(template, 'PortalSiteSiteAssets')).toEqual(['s3:GetObject']);
  });
  test('every log group keeps a year', () => {
    expect(storage.forgetfulLogGroups(template)).toEqual([]);
  });
  test('control: a log group without retention, or with half a year, is found', () => {
    const planting = (properties: Record<string, unknown>): string[] =>
      storage.forgetfulLogGroups(planted(template, 'Planted', { Type: 'AWS::Logs::LogGroup', Properties: properties }));
    expect(planting({})).toEqual(['Planted']);
    expect(planting({ RetentionInDays: 180 })).toEqual(['Planted']);
  });
});

describe('the record', () => {
  const table = (): unknown => only(template, 'AWS::DynamoDB::Table').Properties;
  test('can be restored to any point in time', () => {
    expect(at(table(), 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled')).toBe(true);
  });
  test('is paid by request and needs no capacity planning', () => {
    expect(at(table(), 'BillingMode')).toBe('PAY_PER_REQUEST');
  });
  test('has its indexes, sparse by their keys', () => {
    const indexes = list(at(table(), 'GlobalSecondaryIndexes')).map((index) => [
      at(index, 'IndexName'),
      ...list(at(index, 'KeySchema')).map((key) => at(key, 'AttributeName')),
      at(index, 'Projection', 'ProjectionType'),
    ]);
    expect(indexes).toEqual([
      ['worklist', 'worklist', 'worklistDue', 'INCLUDE'],
      ['outbox', 'outboxOpen', 'outboxSince', 'KEYS_ONLY'],
      ['duties', 'dutiesOpen', 'dutyDue', 'KEYS_ONLY'],
      ['listing', 'listing', 'listedAt', 'INCLUDE'],
    ]);
  });
});

describe('grants', () => {
  test('no action is a wildcard', () => {
    expect(wildcardActions(template)).toEqual([]);
  });
  test('resources end in a wildcard only for keys and executions', () => {
    expect(wildcardResources(template)).toEqual([]);
  });
  test('control: wildcards in actions and resources are found', () => {
    const statement = { Effect: 'Allow', Action: 'dynamodb:*', Resource: { 'Fn::GetAtt': ['RecordsTable00000000', 'Arn'] } };
    const policy = (Statement: unknown): Template =>
      planted(template, 'Planted', { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'SomeRole00000000' }], PolicyDocument: { Statement } } });
    expect(wildcardActions(policy(statement))).toHaveLength(1);
    expect(wildcardResources(policy({ ...statement, Action: 'dynamodb:GetItem', Resource: '*' }))).toHaveLength(1);
    expect(wildcardResources(policy({ ...statement, Action: 's3:GetObject', Resource: 'arn:x:s3:::fabu-*' }))).toHaveLength(1);
  });
  test('no role carries a policy of AWS', () => {
    expect(rolesWithManagedPolicies(template)).toEqual([]);
  });
  test('only publishing, taking down and rebuilding may write the portal', () => {
    expect(whoMay(template, /^s3:(Put|Delete)/, portal)).toEqual(['OperationsRebuildSite', 'ReleaseWorkflowPublishPage', 'ReleaseWorkflowTakeDownPage']);
  });
  test('only sealing may write a seal, and nobody may delete one, change its lock or go round it', () => {
    expect(whoMay(template, /^s3:Put/, sealed)).toEqual(['SealsSeal']);
    expect(whoMay(template, /^s3:(Delete|Bypass|.*(Retention|LegalHold|LockConfiguration))/, sealed)).toEqual([]);
    expect(whoMay(template, /^s3:/, sealed)).toEqual(['SealsSeal']);
  });
  test('sealing reads the record and writes nothing of it', () => {
    const may = grantsOf(template).filter(({ role, action }) => role === 'SealsSealRole' && action.startsWith('dynamodb:'));
    expect(may.map(({ action, resource }) => `${action} ${resource}`)).toEqual(['dynamodb:BatchGetItem <RecordsTable.Arn>', 'dynamodb:Query <RecordsTable.Arn>/index/listing']);
  });
  test('only those who write items may write content', () => {
    expect(whoMay(template, /^s3:(Put|Delete)/, '<ContentStoreContent.Arn>')).toEqual(['DeskApiAttach', 'DeskApiAuthor', 'DeskApiRevise']);
  });
  test('content is granted below its prefixes only, and each to those who have to do with it', () => {
    const resources = grantsOf(template).filter(({ resource }) => resource.startsWith('<ContentStoreContent.Arn>')).map(({ resource }) => resource);
    const folder = (name: string): string => `<ContentStoreContent.Arn>/${name}/*`;
    expect([...new Set(resources)].sort()).toEqual(['<ContentStoreContent.Arn>', folder('attachments'), folder('content'), folder('uploads')]);
    const attach = ['DeskApiAttach'];
    expect(whoMay(template, /^s3:/, folder('uploads'))).toEqual(attach);
    expect(whoMay(template, /^s3:Put/, folder('attachments'))).toEqual(attach);
    expect(whoMay(template, /^s3:/, folder('attachments'))).toEqual([...attach, 'DeskApiLook', 'OperationsRebuildSite', 'ReleaseWorkflowPublishPage']);
  });
  test('uploads that nobody binds expire within a day, versions too, and only the desk’s own pages may send them', () => {
    const [[, { Properties }] = ['', { Properties: {} }]] = ofType(template, 'AWS::S3::Bucket').filter(([id]) => flatten({ Ref: id }) === '<ContentStoreContent>');
    expect(list(at(Properties, 'LifecycleConfiguration', 'Rules'))).toMatchObject([{ Prefix: 'uploads/', ExpirationInDays: 1, NoncurrentVersionExpiration: { NoncurrentDays: 1 }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' }]);
    expect(list(at(Properties, 'CorsConfiguration', 'CorsRules'))).toMatchObject([{ AllowedOrigins: [{ Ref: 'PublicOrigin' }], AllowedMethods: ['POST', 'PUT', 'GET'], ExposedHeaders: ['x-amz-version-id', 'ETag'] }]);
  });
  test('only the relay may start executions, signal and look at them', () => {
    expect(whoMay(template, /^states:/)).toEqual(['Relay']);
    expect([...new Set(grantsOf(template).filter(({ action }) => action.startsWith('states:')).map(({ action }) => action))].sort()).toEqual([
      'states:DescribeExecution',
      'states:SendTaskSuccess',
      'states:StartExecution',
    ]);
  });
  test('only those who confirm and take down may invalidate, and only this distribution', () => {
    expect(whoMay(template, /^cloudfront:/)).toEqual(['ReleaseWorkflowConfirmOnline', 'ReleaseWorkflowTakeDownPage']);
    const resources = grantsOf(template).filter(({ action }) => action.startsWith('cloudfront:')).map(({ resource }) => resource);
    expect([...new Set(resources)]).toEqual(['arn:<AWS::Partition>:cloudfront::<AWS::AccountId>:distribution/<PortalSiteDistribution>']);
  });
  test('nobody may replace, delete or scan records: one conditional update commits', () => {
    expect(whoMay(template, /^dynamodb:(?!(GetItem|BatchGetItem|UpdateItem|Query)$)/)).toEqual([]);
  });
  test('the canary may do nothing but log: it sees what everybody sees', () => {
    expect(grantsOf(template).filter(({ role, action }) => role === 'CanaryCanaryRole' && !/^(logs|xray):/.test(action))).toEqual([]);
  });
  test('the sweeper sees the sparse indexes and nothing else of the record', () => {
    const sweep = grantsOf(template).filter(({ role, action }) => role === 'SweeperSweepRole' && action.startsWith('dynamodb:'));
    expect(sweep.map(({ action, resource }) => `${action} ${resource}`)).toEqual(
      ['duties', 'listing', 'outbox', 'worklist'].map((index) => `dynamodb:Query <RecordsTable.Arn>/index/${index}`),
    );
  });
  test('functions behind public routes cannot write anything', () => {
    const anonymous = functions.functionsBehind(template, functions.openRoutes(template));
    expect(anonymous).toEqual(['DeskApiMissing', 'DeskApiDescribe']);
    const may = grantsOf(template).filter(({ role, action }) => anonymous.includes(role.replace(/Role$/, '')) && !/^(logs|xray):/.test(action));
    expect(may).toEqual([{ role: 'DeskApiMissingRole', action: 'dynamodb:GetItem', resource: '<RecordsTable.Arn>' }]);
  });
  test('a machine may invoke its own tasks by their aliases and nothing else', () => {
    const invoked = (role: string): string[] =>
      grantsOf(template).filter((grant) => grant.role === role && !/^(logs|xray):/.test(grant.action)).map(({ action, resource }) => `${action} ${resource}`);
    expect(invoked('DeadlinesDeadlineRole')).toEqual(['lambda:InvokeFunction <DeadlinesRingBellLive>']);
    expect(invoked('ReleaseWorkflowReleaseRole').sort()).toEqual(
      ['AwaitDecision', 'BeginPublishing', 'ConfirmOnline', 'PublishPage', 'RecordFailure', 'TakeDownPage'].map((name) => `lambda:InvokeFunction <ReleaseWorkflow${name}Live>`),
    );
  });
});

describe('functions', () => {
  test.each([
    ['run on Node 24', 'nodejs24.x', ['Runtime']],
    ['run on ARM', 'arm64', ['Architectures', 0]],
    ['are traced', 'Active', ['TracingConfig', 'Mode']],
    ['log JSON', 'JSON', ['LoggingConfig', 'LogFormat']],
    ['know their stage', 'laptop', ['Environment', 'Variables', 'STAGE']],
  ])('all %s', (_, expected, property) => {
    expect(functions.functionsOf(template)).toHaveLength(handlerNames.length);
    expect(functions.functionsWithout(template, expected, ...property)).toEqual([]);
  });
  test('control: a function without tracing is found', () => {
    expect(functions.functionsWithout(planted(template, 'PlantedFunction00000000', { Type: 'AWS::Lambda::Function' }), 'Active', 'TracingConfig', 'Mode')).toEqual(['Planted']);
  });
  test('each has timeout and memory of its own choosing', () => {
    const without = functions.functionsOf(template).filter(([, { Properties }]) => at(Properties, 'Timeout') === undefined || at(Properties, 'MemorySize') === undefined);
    expect(without).toEqual([]);
  });
  test('the ones behind the API answer before the gateway gives up after 30 s', () => {
    const slow = functions.functionsOf(template).filter(([path, { Properties }]) => path.startsWith('DeskApi') && Number(at(Properties, 'Timeout')) >= 30);
    expect(slow).toEqual([]);
  });
  test('no two share a role', () => {
    const roles = functions.functionsOf(template).map(([, { Properties }]) => at(Properties, 'Role', 'Fn::GetAtt', 0));
    expect(new Set(roles).size).toBe(roles.length);
  });
  test('each logs to its own group', () => {
    expect(functions.functionsWithoutLogGroup(template)).toEqual([]);
  });
  test('what is invoked asynchronously has a dead-letter queue', () => {
    expect(functions.functionsWithoutDeadLetters(template)).toEqual([]);
    const without = planted(template, 'SweeperSweepFunction00000000', { Type: 'AWS::Lambda::Function', Properties: {} });
    expect(functions.functionsWithoutDeadLetters(without)).toEqual(['SweeperSweep']);
  });
  test('everybody refers to them by alias', () => {
    expect(functions.unqualifiedReferences(template)).toEqual([]);
    expect(ofType(template, 'AWS::Lambda::Alias').every(([, { Properties }]) => at(Properties, 'Name') === 'live')).toBe(true);
  });
  test('versions stay when a deploy replaces them', () => {
    expect(functions.fleetingVersions(template)).toEqual([]);
    expect(functions.fleetingVersions(planted(template, 'Planted', { Type: 'AWS::Lambda::Version' }))).toEqual(['Planted']);
  });
  test('the relay is told to whom it speaks by ARNs of the machines that exist', () => {
    const { RELEASE_MACHINE, DEADLINE_MACHINE } = functions.environmentOf(template, 'Relay');
    const names = ofType(template, 'AWS::StepFunctions::StateMachine').map(([, { Properties }]) => at(Properties, 'StateMachineName') as string);
    const arns = names.map((name) => `arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:stateMachine:${name}`);
    expect([RELEASE_MACHINE, DEADLINE_MACHINE].sort()).toEqual(arns.sort());
  });
  test('RELAY_FUNCTION is the alias of the relay', () => {
    const given = functions.functionsOf(template).map(([path]) => functions.environmentOf(template, path)['RELAY_FUNCTION']).filter((value) => value !== undefined);
    expect([...new Set(given)]).toEqual(['<RelayLive>']);
  });
});

describe('the API', () => {
  test('every route but the public ones asks for a token', () => {
    expect(functions.openRoutes(template)).toEqual(['GET /api/openapi.json', 'GET /missing/{proxy+}', 'HEAD /missing/{proxy+}']);
  });
  test('control: a route without authorizer is found', () => {
    const open = { Type: 'AWS::ApiGatewayV2::Route', Properties: { RouteKey: 'GET /api/secrets', AuthorizationType: 'NONE' } };
    expect(functions.openRoutes(planted(template, 'Planted', open))).toContain('GET /api/secrets');
  });
  test('has no route that catches everything', () => {
    const keys = ofType(template, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => at(Properties, 'RouteKey') as string);
    expect(keys.filter((key) => key === '$default' || key.startsWith('ANY'))).toEqual([]);
  });
  test('takes tokens of the user pool made out for its client', () => {
    const authorizer = only(template, 'AWS::ApiGatewayV2::Authorizer').Properties;
    expect(flatten(at(authorizer, 'JwtConfiguration', 'Issuer'))).toBe('<IdentityUserPool.ProviderURL>');
    expect(list(at(authorizer, 'JwtConfiguration', 'Audience')).map(flatten)).toEqual(['<IdentityClient>']);
  });
  test('throttles', () => {
    const settings = at(only(template, 'AWS::ApiGatewayV2::Stage').Properties, 'DefaultRouteSettings');
    expect(settings).toMatchObject({ ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 2000 });
  });
  test('logs each request as JSON without anything that points to a person', () => {
    const format = at(only(template, 'AWS::ApiGatewayV2::Stage').Properties, 'AccessLogSettings', 'Format') as string;
    expect(Object.keys(JSON.parse(format) as object)).toContain('requestId');
    expect(format).not.toMatch(/identity\.|sourceIp|userAgent|claims|authorizer\.(?!error)|context\.path/);
  });
  test('speaks payload format 2.0', () => {
    expect(ofType(template, 'AWS::ApiGatewayV2::Integration').every(([, { Properties }]) => at(Properties, 'PayloadFormatVersion') === '2.0')).toBe(true);
  });
});

describe('clocks and machines', () => {
  const schedules = (): [string, Record<string, unknown> | undefined][] => ofType(template, 'AWS::Scheduler::Schedule').map(([id, { Properties }]) => [pathOf(id), Properties]);
  test('every schedule says what time it is, and leaves what it cannot deliver with the dead letters, but the canary, whose next call says the same', () => {
    for (const [path, schedule] of schedules()) {
      expect(JSON.parse(at(schedule, 'Target', 'Input') as string)).toEqual({ scheduledTime: '<aws.scheduler.scheduled-time>' });
      expect([path, at(schedule, 'Target', 'DeadLetterConfig', 'Arn') !== undefined]).toEqual([path, path !== 'CanaryEveryFiveMinutes']);
    }
  });
  test('schedules fire and retry as is said here, not 185 times; the night is that of Beijing', () => {
    const said = schedules().map(([path, schedule]) => [path, at(schedule, 'ScheduleExpression'), at(schedule, 'ScheduleExpressionTimezone'), at(schedule, 'Target', 'RetryPolicy')]);
    expect(said).toEqual([
      ['DigestMornings', 'cron(40 8,10 * * ? *)', 'Asia/Shanghai', { MaximumRetryAttempts: 5, MaximumEventAgeInSeconds: 3000 }],
      ['SweeperEveryMinute', 'rate(1 minute)', 'Etc/UTC', { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 300 }],
      ['SealsEveryNight', 'cron(10 0 * * ? *)', 'Asia/Shanghai', { MaximumRetryAttempts: 20, MaximumEventAgeInSeconds: 43_200 }],
      ['CanaryEveryFiveMinutes', 'rate(5 minutes)', 'Etc/UTC', { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 }],
    ]);
  });
  test('the rule sees every execution of both machines that did not end by itself', () => {
    const rule = only(template, 'AWS::Events::Rule').Properties;
    expect(at(rule, 'EventPattern', 'detail', 'status')).toEqual(['FAILED', 'TIMED_OUT', 'ABORTED']);
    expect(list(at(rule, 'EventPattern', 'detail', 'stateMachineArn')).map(flatten)).toEqual(['<ReleaseWorkflowReleaseMachine>', '<DeadlinesDeadlineMachine>']);
    expect(at(rule, 'Targets', 0, 'DeadLetterConfig', 'Arn')).toBeDefined();
  });
  test('a page is taken down again when no publish can be at work any more that began before the withdrawal', () => {
    const [, publish] = functions.functionsOf(template).find(([path]) => path.includes('PublishPage')) ?? [];
    const [, machine] = ofType(template, 'AWS::StepFunctions::StateMachine').find(([, { Properties }]) => at(Properties, 'StateMachineName') === 'fabu-laptop-release') ?? [];
    const { States } = JSON.parse(at(machine?.Properties, 'DefinitionString') as string) as { readonly States: Readonly<Record<string, { readonly Seconds?: number }>> };
    expect(States['Let late pages come']?.Seconds).toBeGreaterThan(Number(at(publish?.Properties, 'Timeout')) + 20);
  });
  test.each(['release', 'deadline'])('the %s machine is readable in the template, with language, timeout and comment inside', (name) => {
    const [, machine] = ofType(template, 'AWS::StepFunctions::StateMachine').find(([, { Properties }]) => at(Properties, 'StateMachineName') === `fabu-laptop-${name}`)!;
    const definition = JSON.parse(at(machine.Properties, 'DefinitionString') as string) as unknown;
    expect(definition).toMatchObject({ QueryLanguage: 'JSONata', TimeoutSeconds: expect.any(Number) as number, Comment: expect.any(String) as string });
  });
  test('machines are logged in full and traced', () => {
    for (const [, { Properties }] of ofType(template, 'AWS::StepFunctions::StateMachine')) {
      expect(at(Properties, 'LoggingConfiguration', 'Level')).toBe('ALL');
      expect(at(Properties, 'TracingConfiguration', 'Enabled')).toBe(true);
    }
  });
  test('the placeholders of each definition are the keys of its substitutions', () => {
    expect(unmatchedSubstitutions(template)).toEqual([]);
  });
  test('control: a missing and an idle substitution are found', () => {
    const Properties = { DefinitionString: '{"FunctionName":"${RingBell}"}', DefinitionSubstitutions: { RingBel: { Ref: 'Alias' } } };
    const faulty = planted(template, 'Planted', { Type: 'AWS::StepFunctions::StateMachine', Properties });
    expect(unmatchedSubstitutions(faulty)).toEqual(['Planted: RingBell', 'Planted: RingBel']);
  });
});
