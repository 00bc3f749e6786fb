import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as functions from './assertions/functions.ts';
import { danglingReferences, referenceCycle } from './assertions/references.ts';
import { at, flatten, isCdkOwn, list, ofType, only, type Template } from './assertions/template.ts';
import { openWorkshop, planted, synthesiseIn } from './fixture.ts';

const workshop = openWorkshop();
let template: Template;

beforeAll(async () => {
  template = await synthesiseIn(workshop, 'laptop');
});
afterAll(() => workshop.clear());

describe('the template', () => {
  test('has no circle of references', () => {
    expect(referenceCycle(template)).toBeUndefined();
  });
  test('control: a circle over Ref, GetAtt, Sub and DependsOn is found and named', () => {
    const circle: Template = {
      Resources: {
        A: { Type: 'X', Properties: { To: { Ref: 'B' } } },
        B: { Type: 'X', Properties: { To: [{ 'Fn::GetAtt': ['C', 'Arn'] }] } },
        C: { Type: 'X', Properties: { To: { 'Fn::Sub': 'arn:${D.Arn}/${AWS::Region}/${!Literal}' } } },
        D: { Type: 'X', DependsOn: 'A' },
      },
    };
    expect(referenceCycle(circle)).toEqual(['A', 'B', 'C', 'D', 'A']);
    expect(referenceCycle({ Resources: { ...circle.Resources, D: { Type: 'X' } } })).toBeUndefined();
  });
  test('control: the circle that the fixed names of machines prevent is found', () => {
    const [machine] = ofType(template, 'AWS::StepFunctions::StateMachine').find(([id]) => id.startsWith('ReleaseWorkflow'))!;
    const [id, relay] = ofType(template, 'AWS::Lambda::Function').find(([each]) => each.startsWith('Relay'))!;
    const knowing = { ...relay, Properties: { ...relay.Properties, Environment: { Variables: { RELEASE_MACHINE: { Ref: machine } } } } };
    expect(referenceCycle(planted(template, id, knowing))).toContain(machine);
  });
  test('refers to nothing that it does not have', () => {
    expect(danglingReferences(template)).toEqual([]);
    expect(danglingReferences(planted(template, 'Planted', { Type: 'X', Properties: { To: { Ref: 'Gone' } } }))).toEqual(['Planted -> Gone']);
  });
  test('names no partition', () => {
    const ours = Object.entries(template.Resources).filter(([id]) => !isCdkOwn(id));
    expect(ours.filter(([, resource]) => /arn:aws[a-z-]*:/.test(JSON.stringify(resource))).map(([id]) => id)).toEqual([]);
  });
  test('takes the public origin as a parameter', () => {
    expect(template.Parameters?.['PublicOrigin']).toMatchObject({ Type: 'String', Default: 'http://127.0.0.1:8080' });
  });
  test('answers what operators and the laptop ask for', () => {
    expect(Object.keys(template.Outputs ?? {}).sort()).toEqual([
      'AdoptRulesFunction', 'ContentBucket', 'DeadLetterQueue', 'DeadLettersFunction', 'DeadlineMachine', 'DistributionDomain', 'EnrolPeopleFunction', 'IssuerUrl',
      'PausePublishingFunction', 'PortalBucket', 'PublicOrigin', 'RebuildSiteFunction', 'RecordsTable', 'ReleaseMachine', 'RestartMachinesFunction', 'SealsBucket', 'UserPoolClientId', 'UserPoolId', 'WebhookSecret',
    ]);
  });
  test('gives one origin secret to the distribution and to every function of the API', () => {
    const secret = '{{resolve:secretsmanager:<OriginSecret>:SecretString:::}}';
    const given = functions.functionsOf(template).filter(([path]) => path.startsWith('DeskApi')).map(([path]) => functions.environmentOf(template, path)['ORIGIN_SECRET']);
    const origins = list(at(only(template, 'AWS::CloudFront::Distribution').Properties, 'DistributionConfig', 'Origins'));
    const sent = origins.flatMap((origin) => list(at(origin, 'OriginCustomHeaders'))).map((header) => flatten(at(header, 'HeaderValue')));
    expect(given.length).toBeGreaterThan(0);
    expect(new Set(given)).toEqual(new Set([secret]));
    expect(sent).toEqual([secret, secret]);
  });
});
