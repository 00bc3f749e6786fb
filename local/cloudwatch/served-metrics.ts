import type { Metric } from './metric.ts';

/** The metrics that AWS itself measures, as far as the laptop does: names and dimensions by namespace. */
const NATIVE: Readonly<Record<string, { readonly names: readonly string[]; readonly dimension: string }>> = {
  'AWS/ApiGateway': { names: ['4xx', '5xx', 'Count'], dimension: 'ApiId' },
  'AWS/Lambda': { names: ['Errors', 'Invocations', 'Throttles'], dimension: 'FunctionName' },
  'AWS/SQS': { names: ['ApproximateNumberOfMessagesVisible'], dimension: 'QueueName' },
  'AWS/States': { names: ['ExecutionsAborted', 'ExecutionsFailed', 'ExecutionsSucceeded', 'ExecutionsTimedOut'], dimension: 'StateMachineArn' },
};

/** Why a metric is never measured on the laptop; undefined where it is. Other namespaces belong to whoever writes to them. */
export function whyUnserved({ namespace, name, dimensions }: Metric): string | undefined {
  if (!namespace.startsWith('AWS/')) return undefined;
  const native = NATIVE[namespace];
  if (native === undefined) return `nothing of ${namespace} is measured on the laptop (measured: ${Object.keys(NATIVE).join(', ')}).`;
  if (!native.names.includes(name)) return `${namespace} ${name} is not measured on the laptop (measured: ${native.names.join(', ')}).`;
  const given = Object.keys(dimensions);
  return given.length === 1 && given[0] === native.dimension ? undefined : `${namespace} ${name} is measured by ${native.dimension} on the laptop, not by ${given.join(', ') || 'no dimension'}.`;
}

export function lambdaMetric(name: 'Errors' | 'Invocations' | 'Throttles', functionName: string): Metric {
  return { namespace: 'AWS/Lambda', name, dimensions: { FunctionName: functionName } };
}

export function apiMetric(name: '4xx' | '5xx' | 'Count', apiId: string): Metric {
  return { namespace: 'AWS/ApiGateway', name, dimensions: { ApiId: apiId } };
}

const BY_STATUS: Readonly<Record<string, string>> = { ABORTED: 'ExecutionsAborted', FAILED: 'ExecutionsFailed', SUCCEEDED: 'ExecutionsSucceeded', TIMED_OUT: 'ExecutionsTimedOut' };

/** Undefined for an execution that has not ended. */
export function executionsMetric(status: string, stateMachineArn: string): Metric | undefined {
  const name = BY_STATUS[status];
  return name === undefined ? undefined : { namespace: 'AWS/States', name, dimensions: { StateMachineArn: stateMachineArn } };
}
