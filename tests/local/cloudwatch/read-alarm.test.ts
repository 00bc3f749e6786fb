import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../../local/cloudwatch/expression.ts';
import { readAlarm } from '../../../local/cloudwatch/read-alarm.ts';
import { readTopics } from '../../../local/cloudwatch/topics.ts';
import type { Properties } from '../../../local/wire/known-properties.ts';
import { declared, theGoodAlarm, TOPIC } from './fixture.ts';

const read = (changes: Properties) => readAlarm(declared('Silent', { ...theGoodAlarm, ...changes }), [TOPIC]);
const without = (...names: readonly string[]): Properties => Object.fromEntries(Object.entries(theGoodAlarm).filter(([name]) => !names.includes(name)));

const stat = (Id: string, changes: Properties = {}): Properties => ({
  Id,
  MetricStat: { Metric: { Namespace: 'Fabu', MetricName: Id, Dimensions: [{ Name: 'Stage', Value: 'laptop' }] }, Period: 300, Stat: 'Maximum', ...changes },
  ReturnData: false,
});
const math = (Expression: string, ...stats: readonly Properties[]) =>
  readAlarm(declared('Silent', { ...without('Namespace', 'MetricName', 'Dimensions', 'Statistic', 'Period'), Metrics: [{ Id: 'sum', Expression, ReturnData: true }, ...stats] }), [TOPIC]);

describe('an alarm', () => {
  it('is read with its limit, its periods and whom it tells', () => {
    expect(read({})).toMatchObject({ name: 'Silent', periodMs: 60_000, evaluationPeriods: 5, datapointsToAlarm: 5, missing: 'breaching', limit: '< 1', actions: { ALARM: [TOPIC], OK: [TOPIC], INSUFFICIENT_DATA: [] } });
  });

  it.each([
    ['LessThanThreshold', [true, false, false]],
    ['LessThanOrEqualToThreshold', [true, true, false]],
    ['GreaterThanThreshold', [false, false, true]],
    ['GreaterThanOrEqualToThreshold', [false, true, true]],
  ])('%s', (ComparisonOperator, expected) => {
    expect([0, 1, 2].map(read({ ComparisonOperator }).breaches)).toEqual(expected);
  });

  it('asks for all periods where it says nothing, and for missing data likewise', () => {
    expect(readAlarm(declared('Silent', without('DatapointsToAlarm', 'TreatMissingData')), [TOPIC])).toMatchObject({ datapointsToAlarm: 5, missing: 'missing' });
  });

  it.each([false, 'false'])('tells nobody where its actions are switched off (%j)', (ActionsEnabled) => {
    expect(read({ ActionsEnabled }).actions.ALARM).toEqual([]);
  });

  it.each([
    ['ExtendedStatistic', { ExtendedStatistic: 'p99' }, /Silent: property ExtendedStatistic/],
    ['a statistic', { Statistic: 'p99' }, /Silent: Statistic "p99"/],
    ['a property', { EvaluateLowSampleCountPercentile: 'ignore' }, /property EvaluateLowSampleCountPercentile/],
    ['a comparison', { ComparisonOperator: 'GreaterThanUpperThreshold' }, /Silent: ComparisonOperator/],
    ['a treatment', { TreatMissingData: 'maybe' }, /Silent: TreatMissingData "maybe"/],
    ['an action', { AlarmActions: ['arn:aws:automate:eu-central-1:ec2:stop'] }, /AlarmActions arn:aws:automate.* is no topic/],
    ['a period', { Period: 30 }, /Silent: Period 30/],
    ['no period', { Period: undefined }, /Silent: Period undefined/],
    ['a count', { EvaluationPeriods: 0 }, /EvaluationPeriods 0/],
    ['more data points than periods', { DatapointsToAlarm: 6 }, /DatapointsToAlarm 6 is more/],
    ['a threshold', { Threshold: 'many' }, /Threshold "many" is no number/],
    ['a namespace of AWS', { Namespace: 'AWS/EC2' }, /nothing of AWS\/EC2/],
    ['a metric of AWS', { Namespace: 'AWS/Lambda', MetricName: 'Duration' }, /AWS\/Lambda Duration is not measured/],
    ['a dimension of AWS', { Namespace: 'AWS/Lambda', MetricName: 'Errors', Dimensions: [{ Name: 'Resource', Value: 'act:live' }] }, /by FunctionName on the laptop, not by Resource/],
    ['a metric without a name', { MetricName: undefined }, /Namespace and MetricName are needed/],
  ])('that the laptop would get wrong is refused by name: %s', (_what, changes, message) => {
    expect(() => read(changes)).toThrow(message);
  });
});

describe('metric math', () => {
  it('sums up what is there, and fills what is not', () => {
    const alarm = math('SUM([FILL(m0, 0), m1])', stat('m0'), stat('m1'));
    expect(alarm.inputs.map(({ metric }) => metric.name)).toEqual(['m0', 'm1']);
    expect([alarm.combine([2, 3]), alarm.combine([undefined, 3]), alarm.combine([2, undefined]), alarm.combine([undefined, undefined])]).toEqual([5, 3, 2, 0]);
  });

  it.each([
    ['a + b * 2', 7],
    ['(a + b) * 2', 8],
    ['b - a / 2', 2.5],
    ['b / (a - a)', undefined],
    ['a + none', undefined],
    ['MAX([a, b, none])', 3],
    ['MIN([a, b])', 1],
    ['SUM([none])', undefined],
    ['FILL(none, 4) + a', 5],
    ['10 - 2 - 3', 5],
  ])('%s', (expression, expected) => {
    const values: Readonly<Record<string, number>> = { a: 1, b: 3 };
    expect(parseExpression('Silent', expression, ['a', 'b', 'none'])((id) => values[id])).toBe(expected);
  });

  it.each(['RATE(a)', 'SUM(a)', 'a +', 'a b', 'unknown', 'a ? b', 'FILL(a, REPEAT)', 'IF(a > b, 1, 0)', 'SUM([a)', ''])('refuses %j by the name of the alarm', (expression) => {
    expect(() => parseExpression('Silent.Metrics.e', expression, ['a', 'b'])).toThrow(/^Silent\.Metrics\.e: the expression/);
  });

  it.each([
    ['periods that differ', () => math('m0 + m1', stat('m0'), stat('m1', { Period: 60 })), /different periods/],
    ['two that return data', () => math('m0', { ...stat('m0'), ReturnData: true }), /one of Metrics has to return data/],
    ['a statistic', () => math('m0', stat('m0', { Stat: 'p99' })), /Silent\.Metrics\.m0: Statistic "p99"/],
    ['a unit', () => math('m0', stat('m0', { Unit: 'Count' })), /Silent\.Metrics\.m0: property Unit/],
    ['another account', () => math('m0', { ...stat('m0'), AccountId: '1' }), /property AccountId/],
    ['an expression that asks for itself', () => math('sum + m0', stat('m0')), /Silent: the expressions .* themselves/],
  ])('refuses %s', (_what, attempt, message) => {
    expect(attempt).toThrow(message);
  });
});

describe('a topic', () => {
  const topics = [declared(TOPIC, {})];
  const subscription = { Protocol: 'email', TopicArn: TOPIC, Endpoint: 'operators@x.example' };

  it('tells its subscribers', () => {
    expect(readTopics(topics, [declared('One', subscription)]).get(TOPIC)).toEqual(['operators@x.example']);
  });

  it.each([
    ['a protocol', () => readTopics(topics, [declared('One', { ...subscription, Protocol: 'sms' })]), /One: Protocol "sms"/],
    ['a topic that is not there', () => readTopics(topics, [declared('One', { ...subscription, TopicArn: 'x' })]), /One: TopicArn "x"/],
    ['the key of AWS', () => readTopics([declared(TOPIC, { KmsMasterKeyId: 'alias/aws/sns' })], []), /alias\/aws\/sns is the key of AWS/],
  ])('refuses %s', (_what, attempt, message) => {
    expect(attempt).toThrow(message);
  });
});
