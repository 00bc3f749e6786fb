import { AccessDenied, type Authorizer } from '../iam/authorizer.ts';
import type { Place } from '../template/resolver.ts';
import { accountOwner, type Principal, type WireRequest, type WireResponse, type WireService } from '../wire/wire.ts';
import { credentialScopeOf } from './credential-scope.ts';
import { refuse } from './refusals.ts';
import { operationOf, requiredActions, type ActionLookups } from './required-actions.ts';

/** The access key of the laptop's owner: tests, tools and the person at the keyboard. */
export const OWNER_ACCESS_KEY_ID = 'fabu-laptop-owner';

export interface GatewayOptions extends ActionLookups {
  readonly place: Place;
  readonly authorizer: Authorizer;
  /** Whose an access key is; the owner's own key is known here already. */
  readonly principalOf: (accessKeyId: string) => Principal | undefined;
  /** The engines by the service name of SigV4: `dynamodb`, `s3`, `states`, `lambda`, `cloudfront`, `secretsmanager`, `ses`. */
  readonly engines: Readonly<Record<string, WireService>>;
}

export interface Gateway {
  /** For SDK clients: service and caller are told by the signature's credential. */
  readonly service: WireService;
  /** For engines that call another engine on somebody's behalf: the request's principal is the caller. */
  as(service: string): WireService;
}

/**
 * Stands before every engine: knows the caller, asks the policies for each action the call needs, and passes it on only
 * when all are allowed. Signatures are not computed: on loopback the key is the proof.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const forward = (service: string, request: WireRequest): Promise<WireResponse> => authorised(options, service, request);
  return {
    as: (service) => (request) => forward(service, request),
    service: async (request) => {
      const scope = credentialScopeOf(request);
      if (scope === undefined) return unsigned(options, request);
      const principal = scope.accessKeyId === OWNER_ACCESS_KEY_ID ? accountOwner : options.principalOf(scope.accessKeyId);
      if (principal === undefined) return refuse(scope.service, 'unknown-key', unknownKeyMessage(scope.service), request);
      return forward(scope.service, { ...request, principal });
    },
  };
}

async function authorised(options: GatewayOptions, service: string, request: WireRequest): Promise<WireResponse> {
  const engine = options.engines[service];
  const actionsOf = requiredActions[service];
  if (engine === undefined || actionsOf === undefined) return refuse(service, 'unserved', `The laptop does not serve ${service}.`, request);
  const actions = actionsOf(request, options.place, options);
  if (actions === undefined) return refuse(service, 'unserved', `The laptop does not serve ${operationOf(request) || `${request.method} ${request.path}`} of ${service}.`, request);
  try {
    for (const { action, resource } of actions) options.authorizer.authorize({ principal: request.principal, action, resource });
  } catch (error) {
    if (error instanceof AccessDenied) return refuse(service, 'denied', error.message, request);
    throw error;
  }
  return engine(request);
}

/** A browser's preflight carries no signature; whatever else comes without one is refused. */
async function unsigned(options: GatewayOptions, request: WireRequest): Promise<WireResponse> {
  const preflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
  if (preflight && options.engines.s3 !== undefined) return options.engines.s3(request);
  const json = request.headers['x-amz-target'] !== undefined;
  return refuse(json ? 'dynamodb' : 's3', 'unsigned', json ? 'Missing Authentication Token' : 'Access Denied', request);
}

function unknownKeyMessage(service: string): string {
  return service === 's3' ? 'The AWS Access Key Id you provided does not exist in our records.' : 'The security token included in the request is invalid.';
}
