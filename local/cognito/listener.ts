import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createCognitoServer } from 'cognito-local/lib/server/server.js';
import type { Services } from 'cognito-local/lib/services/index.js';
import type { JSONWebKeySet } from 'jose';
import { refusalOfForeign } from '../wire/loopback.ts';
import type { createHostedLogin } from './hosted/hosted-login.ts';
import type { Logger, Operation } from './router.ts';

export interface ListenerOptions {
  readonly router: (target: string) => Operation;
  readonly logger: Logger;
  readonly services: Services;
  readonly jwks: JSONWebKeySet;
  readonly issuer: string;
  readonly hosted: ReturnType<typeof createHostedLogin>;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;
type CognitoRouter = Parameters<typeof createCognitoServer>[0];

/** The hosted login, and the Cognito API of cognito-local behind what it lacks: a guard, a policy against scripts, true discovery. */
export function createListener({ router, logger, services, jwks, issuer, hosted }: ListenerOptions): Listener {
  const application = createCognitoServer(router as CognitoRouter, logger, {}, services).application as Listener;
  const wellKnown = `${new URL(issuer).pathname}/.well-known`;
  return (request, response) => {
    const refusal = refusalOfForeign(request.method ?? 'GET', request.headers);
    if (refusal !== undefined) {
      response.writeHead(403, { 'content-type': 'text/plain' }).end(refusal);
      return;
    }
    // Nothing on this origin may run a script or be framed.
    response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'");
    if (request.url === `${wellKnown}/jwks.json`) sendJson(response, jwks);
    else if (request.url === `${wellKnown}/openid-configuration`) sendJson(response, discovery(issuer, wellKnown, request));
    else if (!hosted(request, response)) application(request, response);
  };
}

function sendJson(response: ServerResponse, document: object): void {
  response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' }).end(JSON.stringify(document));
}

function discovery(issuer: string, wellKnown: string, { headers }: IncomingMessage): object {
  const origin = `http://${headers.host}`;
  return {
    issuer,
    jwks_uri: `${origin}${wellKnown}/jwks.json`,
    authorization_endpoint: `${origin}/oauth2/authorize`,
    token_endpoint: `${origin}/oauth2/token`,
    revocation_endpoint: `${origin}/oauth2/revoke`,
    end_session_endpoint: `${origin}/logout`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

export function listen(listener: Listener, port: number): Promise<Server> {
  const server = createServer(listener);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
