import { describe, expect, it } from 'vitest';
import { load, resolveValue } from './template-fixture.ts';

const resolved = (value: unknown, ...rest: [] | [object] | [object, object]): unknown => (resolveValue(value, ...rest) as { value: unknown }).value;

describe('a value of the template', () => {
  it.each([
    ['Ref to a resource', { Ref: 'Records' }, 'Fabu-Records'],
    ['Ref to an alias', { Ref: 'Live' }, 'arn:aws:lambda:eu-central-1:000000000000:function:Fabu-Author:live'],
    ['Ref to a pseudo parameter', { Ref: 'AWS::Partition' }, 'aws'],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Records', 'Arn'] }, 'arn:aws:dynamodb:eu-central-1:000000000000:table/Fabu-Records'],
    ['Fn::GetAtt with a dot', { 'Fn::GetAtt': 'Content.Arn' }, 'arn:aws:s3:::fabu-content'],
    ['Fn::Sub', { 'Fn::Sub': '${AWS::Region}/${Records}/${Content.Arn}/${!Kept}' }, 'eu-central-1/Fabu-Records/arn:aws:s3:::fabu-content/${Kept}'],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${Who}@${AWS::AccountId}', { Who: { Ref: 'Records' } }] }, 'Fabu-Records@000000000000'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::URLSuffix' }, 3]] }, 'a-amazonaws.com-3'],
    ['Fn::Select of Fn::Split', { 'Fn::Select': [2, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Records', 'Arn'] }] }] }, 'dynamodb'],
    ['AWS::NoValue', { kept: 1, dropped: { Ref: 'AWS::NoValue' }, list: [{ Ref: 'AWS::NoValue' }, 2] }, { kept: 1, list: [2] }],
  ])('is worked out for %s', (_what, value, expected) => {
    expect(resolved(value)).toEqual(expected);
  });

  it('follows a condition', () => {
    const conditions = {
      Laptop: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] },
      China: { 'Fn::Not': [{ Condition: 'Laptop' }] },
      Either: { 'Fn::Or': [{ Condition: 'China' }, { Condition: 'Laptop' }] },
      Both: { 'Fn::And': [{ Condition: 'China' }, { Condition: 'Laptop' }] },
    };
    const chosen = ['Laptop', 'China', 'Either', 'Both'].map((name) => resolved({ 'Fn::If': [name, 'yes', 'no'] }, { Conditions: conditions }));
    expect(chosen).toEqual(['yes', 'no', 'yes', 'no']);
  });

  it('takes a parameter: the given value before the default', () => {
    const Parameters = { Origin: { Type: 'String', Default: 'http://default' } };
    expect(resolved({ Ref: 'Origin' }, { Parameters })).toBe('http://default');
    expect(resolved({ Ref: 'Origin' }, { Parameters }, { parameters: { Origin: 'http://given' } })).toBe('http://given');
  });

  it('takes a name that only an engine knows before the table', () => {
    const identityOf = (logicalId: string): { ref: string } | undefined => (logicalId === 'Records' ? { ref: 'another' } : undefined);
    expect(resolved({ Ref: 'Records' }, {}, { identityOf })).toBe('another');
  });
});

describe('a dynamic reference', () => {
  const reference = (key = ''): object => ({ 'Fn::Join': ['', ['{{resolve:secretsmanager:', { 'Fn::Sub': 'arn:${AWS::Partition}:secretsmanager:x:1:secret:Origin-abc' }, `:SecretString:${key}::}}`]] });
  const secretOf = (id: string): string | undefined => (id.endsWith(':secret:Origin-abc') ? '{"user":"portal"}' : undefined);

  it('is replaced by the secret, or by one of its keys', () => {
    expect(resolved(reference(), {}, { secretOf })).toBe('{"user":"portal"}');
    expect(resolved(reference('user'), {}, { secretOf })).toBe('portal');
  });

  it.each([
    ['a secret that is not there', reference(), () => undefined, /names a secret that the template does not make/],
    ['a key that is not there', reference('password'), secretOf, /names the key password/],
    ['another service', '{{resolve:ssm:/a/b:1}}', secretOf, /asks ssm/],
  ])('is refused for %s', (_what, value, lookup, message) => {
    expect(() => resolved(value, {}, { secretOf: lookup })).toThrow(message);
  });
});

describe('a value that cannot be worked out', () => {
  it.each([
    ['another stack', { 'Fn::ImportValue': 'x' }, /Probe: Fn::ImportValue is not served: it reads another stack/],
    ['a stack output', { 'Fn::GetStackOutput': {} }, /Fn::GetStackOutput is not served: it reads another stack/],
    ['an unknown function', { 'Fn::Cidr': [] }, /Fn::Cidr is not served/],
    ['an unknown attribute', { 'Fn::GetAtt': ['Content', 'WebsiteURL'] }, /The attribute WebsiteURL of Content \(Fabu\/Content\/Resource\), an AWS::S3::Bucket, is not served/],
    ['a part that is not there', { 'Fn::Select': [9, ['a']] }, /Fn::Select finds no item 9/],
    ['an unknown condition', { 'Fn::If': ['Absent', 1, 2] }, /The condition Absent is not in the template/],
  ])('is refused: %s', (_what, value, message) => {
    expect(() => resolved(value)).toThrow(message);
  });

  it('is refused where its condition leaves the resource out', () => {
    const Conditions = { Never: { 'Fn::Equals': [1, 2] } };
    const template = load({ Optional: { Type: 'AWS::S3::Bucket', Condition: 'Never' }, Probe: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Optional' } } } }, { Conditions });
    expect(template.ofType('AWS::S3::Bucket')).toEqual(['Content']);
    expect(() => template.resolved('Probe')).toThrow(/Optional is referred to, but its condition Never leaves it out/);
  });
});

describe('parameters', () => {
  const Parameters = { Origin: { Type: 'String', AllowedPattern: 'http://.+' } };
  it('are refused when missing, undeclared or against their rule', () => {
    expect(() => load({}, { Parameters })).toThrow('The parameter Origin has no default and was given no value.');
    expect(() => load({}, { Parameters }, { parameters: { Origin: 'http://x', Other: 'y' } })).toThrow('The template declares no parameter Other.');
    expect(() => load({}, { Parameters }, { parameters: { Origin: 'ftp://x' } })).toThrow('The parameter Origin does not match http://.+.');
  });
});

describe('outputs', () => {
  it('are resolved by name', () => {
    const Outputs = { Table: { Value: { Ref: 'Records' } }, Never: { Value: 'x', Condition: 'No' } };
    expect(load({}, { Outputs, Conditions: { No: { 'Fn::Equals': ['a', 'b'] } } }).outputs()).toEqual({ Table: 'Fabu-Records' });
  });
});
