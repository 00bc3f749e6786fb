import { describe, expect, it } from 'vitest';
import { parseEmf } from '../../../local/cloudwatch/emf.ts';

const theGoodLine = {
  _aws: { Timestamp: 1, CloudWatchMetrics: [{ Namespace: 'Fabu', Dimensions: [['Stage']], Metrics: [{ Name: 'Sweeps', Unit: 'Count' }] }] },
  Stage: 'laptop',
  site: 'zhejiang',
  Sweeps: 1,
};
const directive = theGoodLine._aws.CloudWatchMetrics[0];
const parse = (changes: object): unknown => parseEmf(JSON.stringify({ ...theGoodLine, ...changes }));
const withDirective = (changes: object): object => ({ _aws: { Timestamp: 1, CloudWatchMetrics: [{ ...directive, ...changes }] } });
const stage = { Stage: 'laptop' };

describe('a line in the embedded metric format', () => {
  it('holds the metrics it names, by their dimensions', () => {
    expect(parse({})).toEqual([{ metric: { namespace: 'Fabu', name: 'Sweeps', dimensions: stage }, values: [1] }]);
  });

  it.each([
    ['many values', { Sweeps: [1, 2, 3] }, [{ values: [1, 2, 3] }]],
    ['many sets of dimensions', withDirective({ Dimensions: [['Stage'], ['Stage', 'site'], []] }), [{ metric: { dimensions: stage } }, { metric: { dimensions: { Stage: 'laptop', site: 'zhejiang' } } }, { metric: { dimensions: {} } }]],
    ['a metric without a value beside one that has it', withDirective({ Metrics: [{ Name: 'Gone' }, { Name: 'Sweeps' }] }), [{ metric: { name: 'Sweeps' } }]],
    ['a set of dimensions without a value beside one that has it', withDirective({ Dimensions: [['Gone'], ['Stage']] }), [{ metric: { dimensions: stage } }]],
  ])('with %s', (_what, changes, expected) => {
    expect(parse(changes)).toMatchObject(expected);
    expect(parse(changes)).toHaveLength(expected.length);
  });
});

describe('what is no metric', () => {
  it.each([
    ['no time', { _aws: { CloudWatchMetrics: [directive] } }],
    ['a value that is text', { Sweeps: '1' }],
    ['more values than CloudWatch takes', { Sweeps: Array.from({ length: 101 }, () => 1) }],
    ['a dimension that is no text', { Stage: 7 }],
    ['no namespace', withDirective({ Namespace: '' })],
    ['directives that are none', { _aws: { Timestamp: 1, CloudWatchMetrics: [null, 'x', 3] } }],
    ['metrics that are no list', withDirective({ Metrics: { Name: 'Sweeps' } })],
    ['more text than CloudWatch takes', { padding: 'x'.repeat(300_000) }],
  ])('a line with %s', (_what, changes) => {
    expect(parse(changes)).toEqual([]);
  });

  it.each(['', 'plain text', '{"_aws":{"CloudWatchMetrics"', '["CloudWatchMetrics"]', 'null "CloudWatchMetrics"', `{"level":"INFO","message":${JSON.stringify(JSON.stringify(theGoodLine))}}`])('%j', (line) => {
    expect(parseEmf(line)).toEqual([]);
  });
});
