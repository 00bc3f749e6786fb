import { describe, expect, it } from 'vitest';
import { createAuthorizer, type Authorizer } from '../../../local/iam/authorizer.ts';
import { checkRoles } from '../../../local/iam/check-roles.ts';
import type { TemplateResource } from '../../../local/template/template.ts';
import type { Principal } from '../../../local/wire/wire.ts';
import { load, withoutCycle } from '../template/template-fixture.ts';

const ROLE: Principal = { kind: 'role', roleArn: 'arn:aws:iam::000000000000:role/Fabu-Role' };
const TABLE = 'arn:aws:dynamodb:eu-central-1:000000000000:table/Fabu-Records';
const CONTENT = 'arn:aws:s3:::fabu-content';

/** The fixture's role with these statements instead of its own. */
function withStatements(...Statement: object[]): Record<string, TemplateResource> {
  const { Grants } = withoutCycle();
  return { Grants: { ...Grants!, Properties: { ...Grants!.Properties, PolicyDocument: { Statement } } } };
}
const authorizer = (changes: Record<string, TemplateResource> = {}): Authorizer => createAuthorizer(load(changes));
const allowed = (statements: object[], action: string, resource: string, principal = ROLE): boolean => authorizer(withStatements(...statements)).allows({ principal, action, resource });

describe('a role', () => {
  it('may do what its policies allow', () => {
    expect(() => authorizer().authorize({ principal: ROLE, action: 'dynamodb:GetItem', resource: TABLE })).not.toThrow();
  });

  it('may do nothing else, and the answer names who, what and on what', () => {
    expect(() => authorizer().authorize({ principal: ROLE, action: 'dynamodb:UpdateItem', resource: TABLE })).toThrow(
      `User: arn:aws:sts::000000000000:assumed-role/Fabu-Role/laptop is not authorized to perform: dynamodb:UpdateItem on resource: ${TABLE} because no identity-based policy allows the dynamodb:UpdateItem action`,
    );
  });

  it('may not touch a resource that a policy does not cover', () => {
    expect(authorizer().allows({ principal: ROLE, action: 's3:GetObject', resource: `${CONTENT}/content/a` })).toBe(true);
    expect(authorizer().allows({ principal: ROLE, action: 's3:GetObject', resource: `${CONTENT}/secret/a` })).toBe(false);
    expect(authorizer().allows({ principal: ROLE, action: 'lambda:InvokeFunction', resource: 'arn:aws:lambda:eu-central-1:000000000000:function:Fabu-Author' })).toBe(false);
  });

  it('is stopped by an explicit deny, whatever else allows', () => {
    const deny = [{ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 'dynamodb:Delete*', Resource: '*' }];
    expect(allowed(deny, 'dynamodb:GetItem', TABLE)).toBe(true);
    expect(() => authorizer(withStatements(...deny)).authorize({ principal: ROLE, action: 'dynamodb:DeleteItem', resource: TABLE })).toThrow(/dynamodb:DeleteItem on resource: .*Fabu-Records with an explicit deny in an identity-based policy/);
  });

  it.each([
    ['an action in other letters', { Action: 'DynamoDB:getitem', Resource: '*' }, true],
    ['a resource in other letters', { Action: 'dynamodb:GetItem', Resource: TABLE.toLowerCase() }, false],
    ['one character by ?', { Action: 'dynamodb:GetIte?', Resource: '*' }, true],
    ['a point that is no wildcard', { Action: 'dynamodb.GetItem', Resource: '*' }, false],
    ['NotAction of another', { NotAction: 'dynamodb:PutItem', Resource: '*' }, true],
    ['NotAction of itself', { NotAction: ['dynamodb:Get*'], Resource: '*' }, false],
    ['NotResource of another', { Action: '*', NotResource: 'arn:aws:s3:::*' }, true],
    ['NotResource of itself', { Action: '*', NotResource: TABLE }, false],
  ])('is matched by %s', (_what, statement, expected) => {
    expect(allowed([{ Effect: 'Allow', ...statement }], 'dynamodb:GetItem', TABLE)).toBe(expected);
  });

  it('has what its managed policies allow, and an unknown one is refused', () => {
    const { Role } = withoutCycle();
    const managed = (name: string): Record<string, TemplateResource> => ({ Role: { ...Role!, Properties: { ...Role!.Properties, ManagedPolicyArns: [`arn:aws:iam::aws:policy/${name}`] } } });
    expect(authorizer(managed('service-role/AWSLambdaBasicExecutionRole')).allows({ principal: ROLE, action: 'logs:PutLogEvents', resource: 'x' })).toBe(true);
    expect(() => authorizer(managed('AdministratorAccess'))).toThrow('Role has the managed policy arn:aws:iam::aws:policy/AdministratorAccess, whose content the laptop does not know.');
  });

  it('that is not in the template may do nothing; the account may do everything', () => {
    expect(authorizer().allows({ principal: { kind: 'role', roleArn: 'arn:other' }, action: 'dynamodb:GetItem', resource: TABLE })).toBe(false);
    expect(authorizer().allows({ principal: { kind: 'account' }, action: 'dynamodb:DeleteTable', resource: TABLE })).toBe(true);
  });
});

describe('a condition', () => {
  const holds = (Condition: object, context: Record<string, string> = {}): boolean =>
    authorizer(withStatements({ Effect: 'Allow', Action: '*', Resource: '*', Condition })).allows({ principal: ROLE, action: 'x:Y', resource: 'z', context });

  it.each([
    ['StringEquals', { StringEquals: { 'aws:PrincipalAccount': ['1', '000000000000'] } }, true],
    ['StringEquals of another', { StringEquals: { 'aws:PrincipalAccount': '1' } }, false],
    ['StringNotEquals', { StringNotEquals: { 'aws:PrincipalAccount': '1' } }, true],
    ['StringLike', { StringLike: { 'aws:PrincipalArn': '*:role/Fabu-*' } }, true],
    ['ArnLike', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Fabu-*' } }, true],
    ['ArnLike over a colon', { ArnLike: { 'aws:PrincipalArn': 'arn:*:role/Fabu-Role' } }, false],
    ['ArnEquals', { ArnEquals: { 'AWS:PrincipalArn': 'arn:aws:iam::000000000000:role/Fabu-Role' } }, true],
    ['Bool', { Bool: { 'aws:SecureTransport': 'false' } }, false],
    ['NumericLessThan', { NumericLessThan: { 's3:TlsVersion': '1.2' } }, false],
    ['Null of a missing key', { Null: { 'aws:SourceArn': 'true' } }, true],
    ['Null of a present key', { Null: { 'aws:PrincipalArn': 'true' } }, false],
    ['a missing key', { StringEquals: { 'aws:SourceAccount': '000000000000' } }, false],
    ['a missing key with IfExists', { StringEqualsIfExists: { 'aws:SourceAccount': '1' } }, true],
    ['two keys of which one fails', { StringEquals: { 'aws:PrincipalAccount': '000000000000' }, Bool: { 'aws:SecureTransport': 'false' } }, false],
  ])('is judged: %s', (_what, condition, expected) => {
    expect(holds(condition)).toBe(expected);
  });

  it('with an operator or key that is not served is refused at boot', () => {
    expect(() => holds({ IpAddress: { 'aws:SourceArn': 'x' } })).toThrow('Grants: the condition operator IpAddress is not served.');
    expect(() => holds({ 'ForAllValues:StringEquals': { 'aws:SourceArn': 'x' } })).toThrow(/ForAllValues:StringEquals is not served/);
    expect(() => holds({ StringEquals: { 'aws:SourceIp': 'x' } })).toThrow('Grants: the condition key aws:SourceIp is not served.');
  });
});

describe('a resource policy', () => {
  const distribution = 'arn:aws:cloudfront::000000000000:distribution/E1';
  const bucketPolicy = (...Statement: object[]): Record<string, TemplateResource> => ({ Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Content' }, PolicyDocument: { Statement } } } });
  const cloudfront = (sourceArn: string): Principal => ({ kind: 'service', service: 'cloudfront.amazonaws.com', sourceArn });
  const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: `${CONTENT}/*`, Principal: { Service: 'cloudfront.amazonaws.com' }, Condition: { StringEquals: { 'AWS:SourceArn': distribution } } };

  it('lets a service in for the one resource that it names', () => {
    const judge = authorizer(bucketPolicy(read));
    expect(judge.allows({ principal: cloudfront(distribution), action: 's3:GetObject', resource: `${CONTENT}/a` })).toBe(true);
    expect(judge.allows({ principal: cloudfront(`${distribution}2`), action: 's3:GetObject', resource: `${CONTENT}/a` })).toBe(false);
    expect(judge.allows({ principal: { ...cloudfront(distribution), service: 'events.amazonaws.com' } as Principal, action: 's3:GetObject', resource: `${CONTENT}/a` })).toBe(false);
    expect(() => judge.authorize({ principal: cloudfront(distribution), action: 's3:PutObject', resource: `${CONTENT}/a` })).toThrow(/cloudfront\.amazonaws\.com .*s3:PutObject on resource: arn:aws:s3:::fabu-content\/a because no resource-based policy/);
  });

  it('denies everybody, and does not where the transport is secure', () => {
    const deny = { Effect: 'Deny', Action: 's3:*', Resource: `${CONTENT}/*`, Principal: { AWS: '*' } };
    const request = { principal: ROLE, action: 's3:GetObject', resource: `${CONTENT}/content/a` };
    expect(() => authorizer(bucketPolicy(deny)).authorize(request)).toThrow(/with an explicit deny in a resource-based policy/);
    expect(authorizer(bucketPolicy({ ...deny, Condition: { Bool: { 'aws:SecureTransport': 'false' } } })).allows(request)).toBe(true);
  });

  it('that names the account allows its roles nothing by itself', () => {
    const root = { Effect: 'Allow', Action: 's3:*', Resource: `${CONTENT}/*`, Principal: { AWS: 'arn:aws:iam::000000000000:root' } };
    expect(authorizer(bucketPolicy(root)).allows({ principal: ROLE, action: 's3:DeleteObject', resource: `${CONTENT}/x` })).toBe(false);
  });
});

describe('a function permission', () => {
  it('opens one function to one source', () => {
    const alias = 'arn:aws:lambda:eu-central-1:000000000000:function:Fabu-Author:live';
    const Permission = { Type: 'AWS::Lambda::Permission', Properties: { Action: 'lambda:InvokeFunction', FunctionName: { Ref: 'Live' }, Principal: 'apigateway.amazonaws.com', SourceArn: 'arn:aws:execute-api:eu-central-1:000000000000:abc/*/*/api/releases' } };
    const invoke = (sourceArn: string, resource = alias): boolean => authorizer({ Permission }).allows({ principal: { kind: 'service', service: 'apigateway.amazonaws.com', sourceArn }, action: 'lambda:InvokeFunction', resource });
    expect(invoke('arn:aws:execute-api:eu-central-1:000000000000:abc/$default/GET/api/releases')).toBe(true);
    expect(invoke('arn:aws:execute-api:eu-central-1:000000000000:abc/$default/GET/api/tasks')).toBe(false);
    expect(invoke('arn:aws:execute-api:eu-central-1:000000000000:abc/$default/GET/api/releases', alias.replace(':live', ''))).toBe(false);
  });
});

describe('roles at boot', () => {
  it('must be open to the service that takes them on', () => {
    const { Role } = withoutCycle();
    const template = load({ Role: { ...Role!, Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }] } } } });
    expect(() => checkRoles(template, createAuthorizer(template))).toThrow('Author (Fabu/Author/Resource) has the role arn:aws:iam::000000000000:role/Fabu-Role, which lambda.amazonaws.com may not take on.');
    expect(() => checkRoles(load(), authorizer())).not.toThrow();
  });

  it('must allow a function to write to its dead-letter queue', () => {
    const { Author } = withoutCycle();
    const Dead = { Type: 'AWS::SQS::Queue' };
    const template = load({ Dead, Author: { ...Author!, Properties: { ...Author!.Properties, DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] } } } } });
    expect(() => checkRoles(template, createAuthorizer(template))).toThrow(/not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-central-1:000000000000:Fabu-Dead/);
  });
});
