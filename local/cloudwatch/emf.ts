import type { Metric } from './metric.ts';

export interface Measured {
  readonly metric: Metric;
  readonly values: readonly number[];
}

/** CloudWatch takes no longer event and no longer list. */
const LONGEST_LINE = 256 * 1024;
const LONGEST_LIST = 100;

type Members = Readonly<Record<string, unknown>>;

/**
 * The metrics in a line of a function's log, if it is in the embedded metric format. Whatever is wrong with a line, it
 * holds no metrics then, as on AWS.
 */
export function parseEmf(line: string): readonly Measured[] {
  if (!line.includes('"CloudWatchMetrics"') || line.length > LONGEST_LINE) return [];
  const root = parsed(line);
  const aws = members(root?.['_aws']);
  if (root === undefined || aws === undefined || !isNumber(aws['Timestamp'])) return [];
  return list(aws['CloudWatchMetrics']).flatMap((directive) => readDirective(members(directive) ?? {}, root));
}

function readDirective(directive: Members, root: Members): Measured[] {
  const namespace = directive['Namespace'];
  if (typeof namespace !== 'string' || namespace === '') return [];
  const dimensionSets = list(directive['Dimensions']).map((names) => dimensionsOf(list(names), root));
  return list(directive['Metrics']).flatMap((metric) => {
    const name = members(metric)?.['Name'];
    const values = typeof name === 'string' ? valuesOf(root[name]) : [];
    if (typeof name !== 'string' || values.length === 0) return [];
    return dimensionSets.flatMap((dimensions) => (dimensions === undefined ? [] : [{ metric: { namespace, name, dimensions }, values }]));
  });
}

/** Each name has to stand in the line as text. */
function dimensionsOf(names: readonly unknown[], root: Members): Record<string, string> | undefined {
  const pairs = names.map((name) => [name, typeof name === 'string' ? root[name] : undefined] as const);
  return pairs.every(([, value]) => typeof value === 'string' && value !== '') ? (Object.fromEntries(pairs) as Record<string, string>) : undefined;
}

function valuesOf(value: unknown): readonly number[] {
  if (isNumber(value)) return [value];
  return Array.isArray(value) && value.length <= LONGEST_LIST && value.every(isNumber) ? value : [];
}

function parsed(line: string): Members | undefined {
  try {
    return members(JSON.parse(line));
  } catch {
    return undefined;
  }
}

const members = (value: unknown): Members | undefined => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
