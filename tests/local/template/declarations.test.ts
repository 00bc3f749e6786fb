import { describe, expect, it } from 'vitest';
import { aliasesOf, functionsOf, permissionsOf, stateMachinesOf } from '../../../local/template/compute.ts';
import { rulesOf, schedulesOf } from '../../../local/template/events.ts';
import { rolesOf } from '../../../local/template/policies.ts';
import { bucketDeploymentsOf, bucketsOf, queuesOf, tablesOf } from '../../../local/template/storage.ts';
import type { TemplateResource } from '../../../local/template/template.ts';
import { distributionsOf, httpApisOf, userPoolsOf } from '../../../local/template/web.ts';
import { load, withoutCycle } from './template-fixture.ts';

const machine = (definition: string, substitutions: Record<string, unknown>): Record<string, TemplateResource> => ({
  Release: { Type: 'AWS::StepFunctions::StateMachine', Properties: { DefinitionString: definition, DefinitionSubstitutions: substitutions, RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
});

describe('what the template says about functions', () => {
  it('is read with defaults, environment, folder and aliases', () => {
    expect(functionsOf(load())).toEqual([
      {
        logicalId: 'Author',
        functionName: 'Fabu-Author',
        arn: 'arn:aws:lambda:eu-central-1:000000000000:function:Fabu-Author',
        handler: 'index.handler',
        directory: '/assets/author.zip',
        environment: { RECORDS_TABLE: 'Fabu-Records' },
        roleArn: 'arn:aws:iam::000000000000:role/Fabu-Role',
        timeoutSeconds: 3,
        memoryMegabytes: 128,
        aliases: ['live'],
        asynchronous: {},
      },
    ]);
    expect(aliasesOf(load())).toMatchObject([{ functionName: 'Fabu-Author', name: 'live', arn: 'arn:aws:lambda:eu-central-1:000000000000:function:Fabu-Author:live' }]);
  });

  it('includes how asynchronous events are tried again, and the dead-letter queue', () => {
    const { Author } = withoutCycle();
    const [author] = functionsOf(
      load({
        Dead: { Type: 'AWS::SQS::Queue' },
        Author: { ...Author!, Properties: { ...Author!.Properties, Timeout: '15', DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] } } } },
        Tries: { Type: 'AWS::Lambda::EventInvokeConfig', Properties: { FunctionName: { Ref: 'Author' }, Qualifier: 'live', MaximumRetryAttempts: 1 } },
      }),
    );
    expect(author).toMatchObject({ timeoutSeconds: 15, deadLetterArn: 'arn:aws:sqs:eu-central-1:000000000000:Fabu-Dead', asynchronous: { live: { maximumRetryAttempts: 1, maximumEventAgeSeconds: 21_600 } } });
  });

  it('is refused for another runtime, and for a property of the wrong kind', () => {
    const { Author } = withoutCycle();
    const changed = (properties: object): ReturnType<typeof load> => load({ Author: { ...Author!, Properties: { ...Author!.Properties, ...properties } } });
    expect(() => functionsOf(changed({ Runtime: 'python3.13' }))).toThrow('Author (Fabu/Author/Resource) runs on python3.13; the laptop runs Node only.');
    expect(() => functionsOf(changed({ Timeout: 'soon' }))).toThrow('Author (Fabu/Author/Resource).Timeout should be a whole number, not "soon".');
  });

  it('names the ARN that a permission opens', () => {
    const permission = (FunctionName: unknown): object => ({ Action: 'lambda:InvokeFunction', FunctionName, Principal: 'events.amazonaws.com', SourceArn: 'arn:aws:events:x' });
    const template = load({ A: { Type: 'AWS::Lambda::Permission', Properties: { ...permission({ Ref: 'Live' }) } }, B: { Type: 'AWS::Lambda::Permission', Properties: { ...permission({ Ref: 'Author' }) } } });
    expect(permissionsOf(template).map(({ resourceArn }) => resourceArn)).toEqual(['arn:aws:lambda:eu-central-1:000000000000:function:Fabu-Author:live', 'arn:aws:lambda:eu-central-1:000000000000:function:Fabu-Author']);
  });
});

describe('what the template says about state machines', () => {
  it('is read with the placeholders of the definition filled in', () => {
    const [release] = stateMachinesOf(load(machine('{"Resource":"arn:${Partition}:states","Name":"${Author}"}', { Partition: { Ref: 'AWS::Partition' }, Author: { Ref: 'Live' } })));
    expect(release).toMatchObject({ name: 'Fabu-Release', type: 'STANDARD', definition: '{"Resource":"arn:aws:states","Name":"arn:aws:lambda:eu-central-1:000000000000:function:Fabu-Author:live"}' });
  });

  it('is refused when a placeholder has no substitution', () => {
    expect(() => stateMachinesOf(load(machine('${Author}', {})))).toThrow('Release has no substitution for the placeholder Author of its definition.');
  });
});

describe('what the template says about events', () => {
  it('is read for a schedule', () => {
    const Target = { Arn: { Ref: 'Live' }, RoleArn: 'role', Input: '{"at":"<aws.scheduler.scheduled-time>"}', RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 300 } };
    const Sweep = { Type: 'AWS::Scheduler::Schedule', Properties: { ScheduleExpression: 'rate(1 minute)', FlexibleTimeWindow: { Mode: 'OFF' }, Target } };
    expect(schedulesOf(load({ Sweep }))).toMatchObject([{ expression: 'rate(1 minute)', enabled: true, maximumRetryAttempts: 0, maximumEventAgeSeconds: 300, arn: 'arn:aws:scheduler:eu-central-1:000000000000:schedule/default/Fabu-Sweep' }]);
    expect(() => schedulesOf(load({ Sweep: { ...Sweep, Properties: { ...Sweep.Properties, FlexibleTimeWindow: { Mode: 'FLEXIBLE' } } } }))).toThrow(/Sweep has a flexible time window/);
  });

  it('is read for a rule, whose deliveries are tried for a day unless it says otherwise', () => {
    const Closed = { Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['aws.states'] }, Targets: [{ Id: 'T', Arn: { Ref: 'Live' } }] } };
    expect(rulesOf(load({ Closed }))).toMatchObject([{ pattern: { source: ['aws.states'] }, targets: [{ id: 'T', maximumRetryAttempts: 185, maximumEventAgeSeconds: 86_400 }] }]);
  });
});

describe('what the template says about storage', () => {
  it('is read for buckets, tables and queues', () => {
    const template = load({ Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } }, Global: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { TableName: 'global', Replicas: [{ Region: 'x', PointInTimeRecoverySpecification: {} }] } } });
    expect(bucketsOf(template)).toMatchObject([{ name: 'fabu-content', versioned: true, objectLock: undefined }]);
    expect(tablesOf(template)).toMatchObject([{ name: 'Fabu-Records', properties: { BillingMode: 'PAY_PER_REQUEST' } }, { name: 'global' }]);
    expect(queuesOf(template)).toMatchObject([{ name: 'dead', arn: 'arn:aws:sqs:eu-central-1:000000000000:dead' }]);
  });

  it('is read for the deployment of assets, whose provider is left alone', () => {
    const template = load({
      CustomCDKBucketDeployment8693: { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'python3.13', Layers: ['x'], Code: { S3Key: 'provider.zip' } } },
      Deployment: { Type: 'Custom::CDKBucketDeployment', Properties: { ServiceToken: { 'Fn::GetAtt': ['CustomCDKBucketDeployment8693', 'Arn'] }, SourceObjectKeys: ['a.zip'], DestinationBucketName: { Ref: 'Content' }, DestinationBucketKeyPrefix: 'assets', Prune: false, SystemMetadata: { 'cache-control': 'immutable' } } },
    });
    expect(bucketDeploymentsOf(template)).toMatchObject([{ bucket: 'fabu-content', keyPrefix: 'assets/', sources: [{ directory: '/assets/a.zip', markers: {} }], prune: false, systemMetadata: { 'cache-control': 'immutable' } }]);
    expect(functionsOf(template).map(({ logicalId }) => logicalId)).toEqual(['Author']);
  });

  it('has the values of what is known at deployment only, escaped within JSON', () => {
    const marker = '<<marker:0xbaba:0>>';
    const properties = { SourceObjectKeys: ['a.zip', 'b.zip'], SourceMarkers: [{}, { [marker]: 'say "so"' }], SourceMarkersConfig: [{}, { jsonEscape: true }], DestinationBucketName: { Ref: 'Content' } };
    const [deployment] = bucketDeploymentsOf(load({ Deployment: { Type: 'Custom::CDKBucketDeployment', Properties: properties } }));
    expect(deployment?.sources).toEqual([{ directory: '/assets/a.zip', markers: {} }, { directory: '/assets/b.zip', markers: { [marker]: 'say \\"so\\"' } }]);
  });
});

describe('what the template says about the web', () => {
  it('groups the parts of an API and of a pool by what they belong to', () => {
    const template = load({
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
      Other: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
      Route: { Type: 'AWS::ApiGatewayV2::Route', Properties: { ApiId: { Ref: 'Api' }, RouteKey: 'GET /' } },
      Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: { Ref: 'Other' }, StageName: '$default' } },
      Pool: { Type: 'AWS::Cognito::UserPool', Properties: {} },
      Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: { Ref: 'Pool' } } },
      Cdn: { Type: 'AWS::CloudFront::Distribution', Properties: { DistributionConfig: { Enabled: true } } },
    });
    const [api, other] = httpApisOf(template);
    expect(api?.endpoint).toMatch(/^https:\/\/[0-9a-f]{10}\.execute-api\.eu-central-1\.amazonaws\.com$/);
    expect([api?.routes.length, api?.stages.length, other?.routes.length, other?.stages.length]).toEqual([1, 0, 0, 1]);
    expect(userPoolsOf(template)).toMatchObject([{ clients: [{ logicalId: 'Client' }], domains: [] }]);
    expect(distributionsOf(template)[0]?.arn).toMatch(/^arn:aws:cloudfront::000000000000:distribution\/E[0-9A-F]{13}$/);
  });
});

describe('what the template says about roles', () => {
  it('joins the policies inside a role with those attached to it', () => {
    const { Role } = withoutCycle();
    const inline = { ...Role!, Properties: { ...Role!.Properties, Policies: [{ PolicyName: 'Inside', PolicyDocument: { Statement: [] } }], ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess'] } };
    expect(rolesOf(load({ Role: inline }))).toMatchObject([{ arn: 'arn:aws:iam::000000000000:role/Fabu-Role', policies: [{ name: 'Role Inside' }, { name: 'Grants' }], managedPolicyArns: ['arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess'] }]);
  });
});
