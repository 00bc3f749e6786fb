import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stageNamed } from '../../lib/stages.ts';
import { assemble } from '../../lib/synthesise.ts';
import { at, flatten, list, ofType, only, readTemplate, type Template } from './assertions/template.ts';
import { openWorkshop, synthesiseIn } from './fixture.ts';

const workshop = openWorkshop();
let main: Template;
let edge: Template;

beforeAll(async () => {
  main = await synthesiseIn(workshop, 'production', { schemaCheck: false });
  edge = JSON.parse(readFileSync(join(workshop.folder, 'out-production', 'FabuEdge-production.template.json'), 'utf8')) as Template;
});
afterAll(() => workshop.clear());

const rules = (): readonly unknown[] => list(at(only(edge, 'AWS::WAFv2::WebACL').Properties, 'Rules'));
const rule = (name: string): unknown => rules().find((each) => at(each, 'Name') === name);
const distribution = (template: Template): unknown => at(only(template, 'AWS::CloudFront::Distribution').Properties, 'DistributionConfig');

describe('the web ACL', () => {
  test('stands before the distribution, which reads its ARN from the output of the stack in us-east-1', () => {
    expect(at(distribution(main), 'WebACLId')).toEqual({ 'Fn::GetStackOutput': { StackName: 'FabuEdge-production', OutputName: 'WebAclArn', Region: 'us-east-1' } });
    expect(edge.Outputs?.['WebAclArn']?.Value).toEqual({ 'Fn::GetAtt': [ofType(edge, 'AWS::WAFv2::WebACL')[0]![0], 'Arn'] });
    const manifest = JSON.parse(readFileSync(join(workshop.folder, 'out-production', 'manifest.json'), 'utf8')) as { artifacts: Record<string, { environment?: string; dependencies?: string[] }> };
    expect(manifest.artifacts['FabuEdge-production']?.environment).toBe('aws://unknown-account/us-east-1');
    expect(manifest.artifacts['Fabu-production']?.environment).toBe('aws://unknown-account/unknown-region');
    expect(manifest.artifacts['Fabu-production']?.dependencies).toContain('FabuEdge-production');
  });
  test('lets through by default, and only so many requests of one address', () => {
    expect(at(only(edge, 'AWS::WAFv2::WebACL').Properties, 'DefaultAction')).toEqual({ Allow: {} });
    const { webAcl } = stageNamed('production').configuration;
    for (const [name, limit] of [['api-rate', webAcl?.api], ['pages-rate', webAcl?.pages]] as const) {
      expect(at(rule(name), 'Action', 'Block', 'CustomResponse', 'ResponseCode')).toBe(429);
      expect(at(rule(name), 'Statement', 'RateBasedStatement')).toMatchObject({ AggregateKeyType: 'IP', EvaluationWindowSec: 300, Limit: limit });
    }
  });
  test('counts the API and the pages apart: one is what is below /api/, the other all that is not', () => {
    const scope = (name: string): unknown => at(rule(name), 'Statement', 'RateBasedStatement', 'ScopeDownStatement');
    expect(scope('api-rate')).toMatchObject({ ByteMatchStatement: { SearchString: '/api/', PositionalConstraint: 'STARTS_WITH' } });
    expect(scope('pages-rate')).toEqual({ NotStatement: { Statement: scope('api-rate') } });
  });
  test('has AWS’s rules, but lets long texts in HTML come through: none of the rules about bodies blocks', () => {
    const common = at(rule('common'), 'Statement', 'ManagedRuleGroupStatement');
    expect(at(common, 'Name')).toBe('AWSManagedRulesCommonRuleSet');
    const counted = list(at(common, 'RuleActionOverrides')).filter((each) => at(each, 'ActionToUse', 'Count') !== undefined).map((each) => at(each, 'Name'));
    expect(counted).toEqual(['SizeRestrictions_BODY', 'CrossSiteScripting_BODY', 'GenericLFI_BODY', 'GenericRFI_BODY', 'EC2MetaDataSSRF_BODY']);
    expect(at(rule('known-bad-inputs'), 'Statement', 'ManagedRuleGroupStatement', 'Name')).toBe('AWSManagedRulesKnownBadInputsRuleSet');
  });
  test('logs what it turned away for a year, without token and cookie', () => {
    const logging = only(edge, 'AWS::WAFv2::LoggingConfiguration').Properties;
    const group = only(edge, 'AWS::Logs::LogGroup').Properties;
    expect(group).toMatchObject({ LogGroupName: 'aws-waf-logs-fabu-production', RetentionInDays: 365 });
    expect(flatten(list(at(logging, 'LogDestinationConfigs'))[0])).toMatch(/^arn:(aws|<AWS::Partition>):logs:us-east-1:<AWS::AccountId>:log-group:/);
    expect(list(at(logging, 'RedactedFields'))).toEqual(['authorization', 'cookie'].map((Name) => ({ SingleHeader: { Name } })));
    expect(at(logging, 'LoggingFilter', 'DefaultBehavior')).toBe('DROP');
  });
});

describe('a stage without one', () => {
  test('has no second stack, and says why it may be so', async () => {
    const { webAcl: _, ...without } = stageNamed('production').configuration;
    const app = await assemble({ stage: { name: 'bare', configuration: without }, outdir: join(workshop.folder, 'bare'), schemaCheck: false, ...workshop.sources });
    expect(() => app.synth()).not.toThrow();
    expect(app.node.tryFindChild('FabuEdge-bare')).toBeUndefined();
    expect(distribution(readTemplate(app.outdir, 'bare'))).not.toHaveProperty('WebACLId');
  });
  test('the laptop has one stack and no firewall', async () => {
    const app = await assemble({ stage: 'laptop', outdir: join(workshop.folder, 'laptop'), ...workshop.sources });
    expect(app.node.children.map(({ node }) => node.id)).toEqual(['Fabu-laptop']);
  });
  test('a rate of its own is asked for by name', () => {
    const { configuration } = stageNamed('production');
    expect(() => stageNamed('odd', { odd: { ...configuration, webAcl: { pages: 20_000 } } })).toThrow(/webAcl/);
  });
});
