import { refuseUnknown, UnsupportedInTemplate, type Properties } from '../wire/known-properties.ts';
import { parseExpression } from './expression.ts';
import { readMetric, statisticNamed } from './read-metric.ts';
import { periodIn } from './read-numbers.ts';
import type { Watched } from './watched.ts';

interface Query extends Properties {
  readonly Id: string;
}

/**
 * Metric math: the `Metrics` of an alarm, of which one returns data.
 * @throws UnsupportedInTemplate naming the query that the laptop does not serve
 */
export function readMath(logicalId: string, metrics: unknown): Watched {
  const queries = metrics as readonly Query[];
  const stats = queries.filter((query) => query['MetricStat'] !== undefined).map((query) => readStat(`${logicalId}.Metrics.${query.Id}`, query));
  const expressions = queries.filter((query) => query['MetricStat'] === undefined);
  const [returned, ...more] = queries.filter((query) => query['ReturnData'] !== false);
  const periods = [...new Set(stats.map(({ periodMs }) => periodMs))];
  const [periodMs] = periods;
  if (returned === undefined || more.length > 0) throw new UnsupportedInTemplate(logicalId, 'one of Metrics has to return data, and the others have ReturnData false.');
  if (periodMs === undefined || periods.length > 1) throw new UnsupportedInTemplate(logicalId, 'Metrics of different periods are not served on the laptop.');
  for (const query of expressions) refuseUnknown(`${logicalId}.Metrics.${query.Id}`, query, ['Id', 'Expression', 'Label', 'Period', 'ReturnData']);
  const formulas = new Map(expressions.map((query) => [query.Id, parseExpression(`${logicalId}.Metrics.${query.Id}`, String(query['Expression']), queries.map(({ Id }) => Id))]));
  const ids = stats.map(({ id }) => id);
  const combine: Watched['combine'] = (values) => {
    const lookUp = (id: string): number | undefined => formulas.get(id)?.(lookUp) ?? values[ids.indexOf(id)];
    return lookUp(returned.Id);
  };
  refuseCircles(logicalId, combine);
  return { periodMs, inputs: stats, combine };
}

function refuseCircles(logicalId: string, combine: Watched['combine']): void {
  try {
    combine([]);
  } catch (error) {
    if (error instanceof RangeError) throw new UnsupportedInTemplate(logicalId, 'the expressions of Metrics ask for themselves.');
    throw error;
  }
}

function readStat(where: string, query: Query): { readonly id: string; readonly periodMs: number } & Watched['inputs'][number] {
  refuseUnknown(where, query, ['Id', 'Label', 'MetricStat', 'ReturnData']);
  const stat = query['MetricStat'] as Properties;
  refuseUnknown(where, stat, ['Metric', 'Period', 'Stat']);
  const metric = stat['Metric'] as Properties;
  refuseUnknown(where, metric, ['Namespace', 'MetricName', 'Dimensions']);
  return { id: query.Id, periodMs: periodIn(where, stat), metric: readMetric(where, metric), statistic: statisticNamed(where, stat['Stat']) };
}
