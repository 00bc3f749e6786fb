import type { InvocationFaults } from '../faults/invocations.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import type { Functions } from '../lambda/create-functions.ts';
import { InvocationRefused, type InvocationRequest, type InvocationResult } from '../lambda/invocation.ts';
import { parseFunctionName } from '../lambda/names.ts';
import type { Place } from '../template/resolver.ts';
import type { Principal } from '../wire/wire.ts';
import { functionArn } from './required-actions.ts';

/** Invokes functions on behalf of engines: machines, rules, schedules and the HTTP API, each held to its grants. */
export interface Invoker {
  /** @throws AccessDenied, InvocationRefused */
  invoke(principal: Principal, request: InvocationRequest): Promise<InvocationResult>;
  /** Accepts an event that nobody waits for and answers its request id. @throws AccessDenied, InvocationRefused */
  enqueue(principal: Principal, request: InvocationRequest): string;
}

export function createInvoker(place: Place, authorizer: Authorizer, functions: Functions, faults?: InvocationFaults): Invoker {
  const authorize = (principal: Principal, request: InvocationRequest): void => {
    const parsed = parseFunctionName(request.functionName);
    if (parsed === undefined) throw new InvocationRefused('ResourceNotFoundException', 404, `Function not found: ${request.functionName}`);
    authorizer.authorize({ principal, action: 'lambda:InvokeFunction', resource: functionArn(place, parsed.name, parsed.qualifier ?? request.qualifier) });
    faults?.before(parsed.name);
  };
  return {
    invoke: async (principal, request) => {
      authorize(principal, request);
      const answered = await functions.invoke(request);
      faults?.after(request.functionName);
      return answered;
    },
    enqueue: (principal, request) => {
      authorize(principal, request);
      return functions.enqueue(request);
    },
  };
}
