import { refuseUnknown, refuseUnless, UnsupportedInTemplate, type Properties } from '../wire/known-properties.ts';
import type { Metric } from './metric.ts';
import { whyUnserved } from './served-metrics.ts';
import { STATISTICS, type Statistic } from './statistics.ts';

/**
 * Namespace, name and dimensions among the properties of an alarm or of a metric of its own.
 * @throws UnsupportedInTemplate for a metric that the laptop never measures
 */
export function readMetric(where: string, properties: Properties): Metric {
  const [namespace, name] = [properties['Namespace'], properties['MetricName']];
  if (typeof namespace !== 'string' || typeof name !== 'string') throw new UnsupportedInTemplate(where, 'Namespace and MetricName are needed.');
  const dimensions = (properties['Dimensions'] ?? []) as readonly Properties[];
  for (const dimension of dimensions) refuseUnknown(`${where}.Dimensions`, dimension, ['Name', 'Value']);
  const metric = { namespace, name, dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [String(Name), String(Value)])) };
  const fault = whyUnserved(metric);
  if (fault !== undefined) throw new UnsupportedInTemplate(where, fault);
  return metric;
}

export function statisticNamed(where: string, name: unknown): Statistic {
  refuseUnless(where, 'Statistic', name, STATISTICS);
  return name as Statistic;
}
