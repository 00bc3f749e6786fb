import type { Invoker } from '../gateway/create-invoker.ts';
import { InvocationRefused } from '../lambda/invocation.ts';
import type { InvokeFunction } from '../step-functions/engine.ts';
import type { Principal } from '../wire/wire.ts';

/** What a machine meets by Lambda's own name for it. */
const PASSING: readonly string[] = ['TooManyRequestsException', 'ServiceException'];

class FunctionFailed extends Error {
  override readonly name = 'FunctionFailed';
}

/** A function's answer for the HTTP API. One that fails rejects with what it said. */
export async function callForApi(invoker: Invoker, functionArn: string, event: unknown, sourceArn: string): Promise<unknown> {
  const principal: Principal = { kind: 'service', service: 'apigateway.amazonaws.com', sourceArn };
  const { payload, functionError } = await invoker.invoke(principal, { functionName: functionArn, payload: JSON.stringify(event) }).catch(nameByCode);
  if (functionError !== undefined) throw new FunctionFailed(payload);
  return JSON.parse(payload) as unknown;
}

/** A refusal of Lambda's goes by the name that the API knows it by. */
function nameByCode(error: unknown): never {
  throw error instanceof InvocationRefused ? Object.assign(error, { name: error.code }) : error;
}

/** Tasks of state machines: a refusal by IAM is an error that a machine can catch by name. */
export function callsForMachines(invoker: Invoker): InvokeFunction {
  return async ({ roleArn, functionName, payload }) => {
    const request = { functionName, payload: JSON.stringify(payload) };
    const answer = await invoker.invoke({ kind: 'role', roleArn }, request).catch((error: unknown) => {
      const code = error instanceof InvocationRefused && PASSING.includes(error.code) ? error.code : 'AWSLambdaException';
      throw Object.assign(error as Error, { name: `Lambda.${code}` });
    });
    const value: unknown = JSON.parse(answer.payload);
    if (answer.functionError === undefined) return { payload: value, executedVersion: answer.executedVersion };
    return { payload: undefined, executedVersion: answer.executedVersion, functionError: value as { errorType: string; errorMessage: string } };
  };
}
