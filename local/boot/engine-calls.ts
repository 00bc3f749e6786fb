import type { Invoker } from '../gateway/create-invoker.ts';
import type { InvokeFunction } from '../step-functions/engine.ts';
import type { Principal } from '../wire/wire.ts';

class FunctionFailed extends Error {
  override readonly name = 'FunctionFailed';
}

/** A function's answer for the HTTP API. One that fails rejects with what it said. */
export async function callForApi(invoker: Invoker, functionArn: string, event: unknown, sourceArn: string): Promise<unknown> {
  const principal: Principal = { kind: 'service', service: 'apigateway.amazonaws.com', sourceArn };
  const { payload, functionError } = await invoker.invoke(principal, { functionName: functionArn, payload: JSON.stringify(event) });
  if (functionError !== undefined) throw new FunctionFailed(payload);
  return JSON.parse(payload) as unknown;
}

/** Tasks of state machines: a refusal by IAM is an error that a machine can catch by name. */
export function callsForMachines(invoker: Invoker): InvokeFunction {
  return async ({ roleArn, functionName, payload }) => {
    const request = { functionName, payload: JSON.stringify(payload) };
    const answer = await invoker.invoke({ kind: 'role', roleArn }, request).catch((error: unknown) => {
      throw Object.assign(error as Error, { name: 'Lambda.AWSLambdaException' });
    });
    const value: unknown = JSON.parse(answer.payload);
    if (answer.functionError === undefined) return { payload: value, executedVersion: answer.executedVersion };
    return { payload: undefined, executedVersion: answer.executedVersion, functionError: value as { errorType: string; errorMessage: string } };
  };
}
