import type { Assembly } from '../../../local/template/assembly.ts';
import { loadTemplate, type LoadOptions, type ResolvedTemplate } from '../../../local/template/load-template.ts';
import type { Template, TemplateResource } from '../../../local/template/template.ts';

export const TRUST = (service: string): object => ({ Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] });

/** A small stack that boots: a function with its alias, role and grants, a table, a bucket. Tests change one thing in it. */
export function resources(): Record<string, TemplateResource> {
  return {
    Records: { Type: 'AWS::DynamoDB::Table', Properties: { KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }], BillingMode: 'PAY_PER_REQUEST' } },
    Content: { Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration: { Status: 'Enabled' } }, Metadata: { 'aws:cdk:path': 'Fabu/Content/Resource' } },
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST('lambda.amazonaws.com') } },
    Grants: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'Grants',
        Roles: [{ Ref: 'Role' }],
        PolicyDocument: {
          Statement: [
            { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: { 'Fn::GetAtt': ['Records', 'Arn'] } },
            { Effect: 'Allow', Action: ['s3:GetObject*', 's3:PutObject'], Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Content', 'Arn'] }, '/content/*']] } },
            { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: { Ref: 'Live' } },
          ],
        },
      },
    },
    Author: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}' }, S3Key: 'author.zip' },
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Environment: { Variables: { RECORDS_TABLE: { Ref: 'Records' } } },
      },
      DependsOn: ['Grants', 'Role'],
      Metadata: { 'aws:cdk:path': 'Fabu/Author/Resource' },
    },
    Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Author' } } },
    Live: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'Author' }, FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] }, Name: 'live' } },
  };
}

/** The fixture's policy refers to the alias, and the function waits for its policy: a deploy would be circular. */
export function withoutCycle(): Record<string, TemplateResource> {
  const made = resources();
  const { DependsOn: _waits, ...author } = made.Author!;
  return { ...made, Author: author };
}

export function assemblyOf(template: Template): Assembly {
  return { directory: '/nowhere', stackName: 'Fabu', template, assetPath: (key) => `/assets/${key}` };
}

export function load(changes: Record<string, TemplateResource> = {}, rest: Omit<Template, 'Resources'> = {}, options: LoadOptions = {}): ResolvedTemplate {
  return loadTemplate(assemblyOf({ Resources: { ...withoutCycle(), ...changes }, ...rest }), options);
}

/** Resolves one value in the fixture's surroundings. */
export function resolveValue(value: unknown, rest: Omit<Template, 'Resources'> = {}, options: LoadOptions = {}): unknown {
  return load({ Probe: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'probe', GenerateSecretString: { value } } } }, rest, options).resolved('Probe').GenerateSecretString;
}
