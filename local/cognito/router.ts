import { InvalidParameterError, InvalidPasswordError, NotAuthorizedError } from 'cognito-local/lib/errors.js';
import { Router } from 'cognito-local/lib/server/Router.js';
import type { createServer } from 'cognito-local/lib/server/server.js';
import type { Context } from 'cognito-local/lib/services/context.js';
import type { Services } from 'cognito-local/lib/services/index.js';

export type Logger = Parameters<typeof createServer>[1];
export type Operation = (context: Context, input: object) => Promise<unknown>;

/** The operations of the Cognito API. cognito-local lets every client use every flow; AWS only those that it was given. */
export function createRouter(services: Services): (target: string) => Operation {
  const route: (target: string) => Operation = Router(services);
  return (target) => {
    const operation = route(target);
    if (target !== 'InitiateAuth') return operation;
    return async (context, input) => {
      const { ClientId, AuthFlow } = input as { ClientId: string; AuthFlow: string };
      const client = await services.cognito.getAppClient(context, ClientId);
      const flow = AuthFlow === 'REFRESH_TOKEN' ? 'REFRESH_TOKEN_AUTH' : AuthFlow;
      if (client && !client.ExplicitAuthFlows?.includes(`ALLOW_${flow}`)) {
        throw new InvalidParameterError(`${flow} flow not enabled for this client`);
      }
      return operation(context, input).catch((error: unknown) => {
        // AWS does not tell a wrong password from an unknown user.
        throw error instanceof InvalidPasswordError ? new NotAuthorizedError() : error;
      });
    };
  };
}
