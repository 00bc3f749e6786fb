import { describe, expect, it } from 'vitest';
import { loadTemplate } from '../../../local/template/load-template.ts';
import { findReferenceCycles } from '../../../local/template/references.ts';
import type { TemplateResource } from '../../../local/template/template.ts';
import { assemblyOf, load, resources, withoutCycle } from './template-fixture.ts';

describe('a template that the laptop refuses', () => {
  it('has a resource type that is not served, by its name and construct', () => {
    const Stream = { Type: 'AWS::Kinesis::Stream', Metadata: { 'aws:cdk:path': 'Fabu/Stream/Resource' } };
    expect(() => load({ Stream })).toThrow('Stream (Fabu/Stream/Resource) is an AWS::Kinesis::Stream, which the laptop does not serve.');
  });

  it('has a property of a served type that is not served', () => {
    const { Content } = withoutCycle();
    expect(() => load({ Content: { ...Content!, Properties: { ReplicationConfiguration: {} } } })).toThrow('Content (Fabu/Content/Resource) has the property ReplicationConfiguration, which the laptop does not serve for an AWS::S3::Bucket.');
  });

  it('has such a property deep inside, also behind a condition', () => {
    const { Author } = withoutCycle();
    const Code = { 'Fn::If': ['Always', { S3Key: 'author.zip' }, { ImageUri: 'x' }] };
    expect(() => load({ Author: { ...Author!, Properties: { ...Author!.Properties, Code } } })).toThrow(/has the property Code\.ImageUri/);
  });

  it('refers to something that it does not have', () => {
    const Policy = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Absent' }, PolicyDocument: { 'Fn::Sub': '${Gone.Arn}' } }, DependsOn: 'Lost' };
    expect(() => load({ Policy })).toThrow(/Policy refers to Lost[^]*Policy refers to Absent[^]*Policy refers to Gone/);
  });

  it('has a cycle of references, told by its chain', () => {
    expect(() => loadTemplate(assemblyOf({ Resources: resources() }))).toThrow('The references Grants -> Live -> Author -> Grants are a cycle.');
  });

  it('has a section that is not served', () => {
    expect(() => loadTemplate(assemblyOf({ Resources: withoutCycle(), ...{ Transform: 'AWS::Include' } }))).toThrow("The template's section Transform is not served.");
  });
});

describe('findReferenceCycles', () => {
  const secret = (value: unknown, DependsOn?: string): TemplateResource => ({ Type: 'X', Properties: { value }, ...(DependsOn === undefined ? {} : { DependsOn }) });

  it.each([
    ['Ref', { A: secret({ Ref: 'B' }), B: secret({ Ref: 'A' }) }],
    ['Fn::GetAtt', { A: secret({ 'Fn::GetAtt': ['B', 'Arn'] }), B: secret({ 'Fn::GetAtt': 'A.Arn' }) }],
    ['Fn::Sub', { A: secret({ 'Fn::Sub': 'x${B.Arn}' }), B: secret({ 'Fn::Sub': ['${V}', { V: { Ref: 'A' } }] }) }],
    ['DependsOn', { A: secret(1, 'B'), B: secret(1, 'A') }],
  ])('finds one over %s', (_by, Resources) => {
    expect(findReferenceCycles({ Resources })).toEqual([['A', 'B', 'A']]);
  });

  it('finds none in a tree, nor over a variable of Fn::Sub that has a resource’s name', () => {
    expect(findReferenceCycles({ Resources: { A: secret({ 'Fn::Sub': ['${B}${!B}', { B: 'own' }] }), B: secret({ Ref: 'A' }) } })).toEqual([]);
    expect(findReferenceCycles({ Resources: withoutCycle() })).toEqual([]);
  });
});
