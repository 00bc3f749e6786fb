import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alarmIds, catalogue } from '../../lib/alarms/catalogue.ts';
import { at, flatten, list, ofType, only, type Template } from './assertions/template.ts';
import { openWorkshop, synthesiseIn } from './fixture.ts';

const repository = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(repository, path), 'utf8');
const runbook = read('docs/runbook.md');

const workshop = openWorkshop();
let template: Template;
beforeAll(async () => {
  template = await synthesiseIn(workshop, 'dev', { schemaCheck: false });
});
afterAll(() => workshop.clear());

/** A heading's anchor, as GitHub makes it. */
const anchorOf = (heading: string): string => heading.toLowerCase().replace(/[^\p{L}\p{N} -]/gu, '').replaceAll(' ', '-');
const anchorsIn = (text: string): readonly string[] => [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading!));
const sectionOf = (id: string): string => runbook.split(/^## /m).find((section) => section.startsWith(`${id}\n`)) ?? '';
const named = (pattern: RegExp, text = runbook): readonly string[] => [...new Set([...text.matchAll(pattern)].map(([, name]) => name!))];

describe('the alarms of the template', () => {
  const alarms = (): readonly Record<string, unknown>[] => ofType(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties ?? {});
  test('are those of the catalogue and no others', () => {
    expect(alarms().map(({ AlarmName }) => AlarmName).sort()).toEqual(alarmIds.map((id) => `fabu-dev-${id}`).sort());
  });
  test.each(alarmIds)('%s says what people suffer and links to its section', (id) => {
    const alarm = alarms().find(({ AlarmName }) => AlarmName === `fabu-dev-${id}`)!;
    expect(alarm['AlarmDescription']).toBe(`${catalogue[id].suffers} What to do: docs/runbook.md#${id}`);
    expect(String(alarm['AlarmDescription']).length).toBeLessThanOrEqual(1024);
  });
  test('tell the operators when they go off and when they are over', () => {
    for (const alarm of alarms()) {
      expect(list(alarm['AlarmActions']).map(flatten)).toEqual(['<AlarmsOperatorsTopic>']);
      expect(alarm['OKActions']).toEqual(alarm['AlarmActions']);
    }
  });
  test('watch only what functions measure, by stage, and what AWS does', () => {
    const metrics = alarms().flatMap((alarm) => (alarm['Metrics'] === undefined ? [alarm] : list(alarm['Metrics']).map((each) => at(each, 'MetricStat', 'Metric')).filter((each) => each !== undefined)));
    const own = metrics.filter((metric) => at(metric, 'Namespace') === 'Fabu');
    const source = read('functions/shared/metrics.ts');
    const measured = named(/^ {2}([A-Z]\w+): '/gm, source);
    expect(own.length).toBe(measured.length);
    expect([...new Set(own.map((metric) => at(metric, 'MetricName')))].sort()).toEqual([...measured].sort());
    for (const metric of own) expect(at(metric, 'Dimensions')).toEqual([{ Name: 'Stage', Value: 'dev' }]);
  });
  test('are silent about missing data only where nothing is what is hoped for', () => {
    const without = Object.fromEntries(alarms().map(({ AlarmName, TreatMissingData }) => [String(AlarmName).replace('fabu-dev-', ''), TreatMissingData]));
    expect(Object.keys(without).filter((id) => without[id] === 'breaching').sort()).toEqual(['public-site-not-answering', 'seal-missing', 'sweeper-silent']);
    expect(Object.keys(without).filter((id) => without[id] === 'notBreaching').sort()).toEqual(['api-errors', 'executions-failed']);
  });
  test('stand on the dashboard, all of them', () => {
    const body = JSON.stringify(only(template, 'AWS::CloudWatch::Dashboard').Properties?.['DashboardBody']);
    const shown = ofType(template, 'AWS::CloudWatch::Alarm').filter(([id]) => !body.includes(`"${id}"`));
    expect(shown).toEqual([]);
  });
  test('reach the operators encrypted, over TLS, and from CloudWatch of this account alone', () => {
    const topic = only(template, 'AWS::SNS::Topic').Properties;
    expect(at(topic, 'KmsMasterKeyId')).toBeDefined();
    const statements = list(at(only(template, 'AWS::SNS::TopicPolicy').Properties, 'PolicyDocument', 'Statement'));
    expect(statements.some((each) => at(each, 'Effect') === 'Deny' && at(each, 'Condition', 'Bool', 'aws:SecureTransport') === 'false')).toBe(true);
    const lets = statements.filter((each) => at(each, 'Effect') === 'Allow');
    expect(lets).toMatchObject([{ Action: 'sns:Publish', Principal: { Service: 'cloudwatch.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } }]);
  });
});

describe('the runbook', () => {
  test.each(alarmIds)('%s has description, investigation and resolution, in this order', (id) => {
    const parts = named(/\*\*(Description|Investigation|Resolution)\.\*\*/g, sectionOf(id));
    expect(parts).toEqual(['Description', 'Investigation', 'Resolution']);
  });
  test('has no section for an alarm that there is not', () => {
    const sections = named(/^## (.+)$/gm).filter((heading) => /^[a-z-]+$/.test(heading));
    expect(sections).toEqual(alarmIds);
  });
  test('links to headings and files that exist', () => {
    const links = [...runbook.matchAll(/\]\(([^)#\s]*)(?:#([^)]+))?\)/g)].filter(([, path]) => !path!.startsWith('http'));
    expect(links.length).toBeGreaterThan(10);
    const broken = links.filter(([, path, anchor]) => anchor !== undefined && !anchorsIn(path === '' ? runbook : read(join('docs', path!))).includes(anchor));
    expect(broken.map(([link]) => link)).toEqual([]);
  });
  test('names log codes that functions log', () => {
    const codes = named(/^ {2}([A-Z_]+): '/gm, read('functions/shared/log.ts'));
    const asked = named(/\b((?:[A-Z]+_)+[A-Z]+)\b/g, runbook.replaceAll(/TIMED_OUT|SQS_\w+|AWS_\w+/g, ''));
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((code) => !codes.includes(code))).toEqual([]);
  });
  test('names commands of package.json and outputs of the stack', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    expect(named(/npm run (?:-s )?([a-z:-]+)/g).filter((name) => !(name in scripts))).toEqual([]);
    expect(named(/\$\(output (\w+)/g).filter((name) => !(name in (template.Outputs ?? {})))).toEqual([]);
  });
  test('names functions by words that find their logs', () => {
    const groups = ofType(template, 'AWS::Logs::LogGroup').filter(([, { Properties }]) => Properties?.['LogGroupName'] === undefined).map(([id]) => id);
    const words = named(/\blines (\w+) [A-Z]/g);
    expect(words.length).toBeGreaterThan(4);
    expect(words.filter((word) => !groups.some((id) => id.includes(word)))).toEqual([]);
  });
  test('says of every function that leaves dead letters what is lost with one', () => {
    const leaving = ofType(template, 'AWS::Lambda::Function').filter(([, { Properties }]) => Properties?.['DeadLetterConfig'] !== undefined).map(([id]) => id);
    const rows = named(/^\| .* \| `(\w+)` \| .+ \| .+ \|$/gm);
    expect(leaving.length).toBeGreaterThan(3);
    expect(leaving.filter((id) => !rows.some((word) => id.includes(word)))).toEqual([]);
  });
  test('tries every alarm out', () => {
    expect([...named(/^\| `([a-z-]+)` \|/gm)].sort()).toEqual([...alarmIds].sort());
  });
  test('names metrics that are measured', () => {
    const measured = named(/^ {2}([A-Z]\w+): '/gm, read('functions/shared/metrics.ts'));
    expect(named(/lines SweeperSweep ([A-Z][a-z]\w+)/g).filter((name) => !measured.includes(name))).toEqual([]);
  });
});
