import type { Authorizer } from '../iam/authorizer.ts';
import type { Functions } from '../lambda/create-functions.ts';
import type { InvokeFunction } from '../step-functions/engine.ts';
import type { Principal } from '../wire/wire.ts';

export interface Invocation {
  readonly principal: Principal;
  readonly functionArn: string;
  readonly payload: unknown;
}

/** Invocations by AWS services on behalf of a role or a resource, each held to the policies like any other call. */
export interface Invoker {
  /** Waits for the answer. A function that fails rejects with what it said. */
  invoke(invocation: Invocation): Promise<unknown>;
  /** Hands an event over that nobody waits for. */
  enqueue(invocation: Invocation): void;
  readonly forStateMachines: InvokeFunction;
}

class FunctionFailed extends Error {
  override readonly name = 'FunctionFailed';
}

export function createInvoker(functions: Functions, authorizer: Authorizer): Invoker {
  const authorize = ({ principal, functionArn }: Invocation): void => {
    authorizer.authorize({ principal, action: 'lambda:InvokeFunction', resource: functionArn });
  };
  return {
    async invoke(invocation) {
      authorize(invocation);
      const { payload, functionError } = await functions.invoke({ functionName: invocation.functionArn, payload: JSON.stringify(invocation.payload) });
      if (functionError !== undefined) throw new FunctionFailed(payload);
      return JSON.parse(payload) as unknown;
    },
    enqueue(invocation) {
      authorize(invocation);
      functions.enqueue({ functionName: invocation.functionArn, payload: JSON.stringify(invocation.payload) });
    },
    async forStateMachines({ roleArn, functionName, payload }) {
      const principal: Principal = { kind: 'role', roleArn };
      try {
        authorizer.authorize({ principal, action: 'lambda:InvokeFunction', resource: functionName });
      } catch (error) {
        throw Object.assign(new Error((error as Error).message), { name: 'Lambda.AWSLambdaException' });
      }
      const answer = await functions.invoke({ functionName, payload: JSON.stringify(payload) });
      return answerOf(answer.payload, answer.functionError !== undefined, answer.executedVersion);
    },
  };
}

function answerOf(payload: string, failed: boolean, executedVersion: string): Awaited<ReturnType<InvokeFunction>> {
  const value: unknown = JSON.parse(payload);
  if (!failed) return { payload: value, executedVersion };
  return { payload: undefined, executedVersion, functionError: value as { errorType: string; errorMessage: string } };
}
