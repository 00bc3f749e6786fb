import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { CognitoService } from 'cognito-local/lib/services/cognitoService.js';
import type { Services } from 'cognito-local/lib/services/index.js';
import type { JSONWebKeySet } from 'jose';
import { UnsupportedInTemplate, type Declared } from '../wire/known-properties.ts';
import { createHostedLogin } from './hosted/hosted-login.ts';
import { SessionCookie } from './hosted/session-cookie.ts';
import { createListener, listen } from './listener.ts';
import { openPool } from './open-pool.ts';
import { checkUserPool, checkUserPoolClient } from './properties.ts';
import { createRouter, type Logger } from './router.ts';
import { IdentityStore } from './store.ts';
import { TokenSigner } from './tokens.ts';

export interface IdentityOptions {
  /** AWS::Cognito::UserPool; its id must be that of the template's references (see userPoolIdOf). */
  readonly pool: Declared;
  readonly clients: readonly Declared[];
  readonly region: string;
  /** SQLite file in the data folder. */
  readonly file: string;
  /** Loopback port of the hosted login and of the Cognito API; 0 lets the system choose. */
  readonly port?: number;
}

export interface NewUser {
  /** An e-mail address. */
  readonly username: string;
  readonly password: string;
  readonly name: string;
}

export interface RunningIdentity {
  /** As the template has it and as the tokens say it. */
  readonly issuer: string;
  readonly jwks: JSONWebKeySet;
  /** Origin of the hosted login (`/oauth2/authorize`, `/oauth2/token`) and endpoint of the Cognito API. */
  readonly url: string;
  /** Creates who is missing; whoever exists keeps password and subject. */
  ensureUsers(users: readonly NewUser[]): Promise<{ username: string; sub: string }[]>;
  /** An access token of that user, without asking for a password. Rejects with UnknownUser. */
  signIn(username: string): Promise<string>;
  close(): Promise<void>;
}

export class UnknownUser extends Error {
  constructor(username: string) {
    super(`There is no user ${username}.`);
    this.name = 'UnknownUser';
  }
}

/**
 * The user pool of the template. cognito-local runs inside this process: composed from its parts it needs neither the
 * AWS SDK v2 nor a child process, and its state goes to a store that survives a kill.
 */
export async function createIdentity(options: IdentityOptions): Promise<RunningIdentity> {
  checkUserPool(options.pool);
  options.clients.forEach(checkUserPoolClient);
  const [client] = options.clients;
  if (!client) throw new UnsupportedInTemplate(options.pool.logicalId, 'a user pool without a client lets nobody in.');
  const issuer = `https://cognito-idp.${options.region}.amazonaws.com/${options.pool.id}`;
  const logger = silentLogger();
  const store = new IdentityStore(options.file);
  const signer = await TokenSigner.open(issuer, store);
  const cognito = await openPool({ logger }, store, options.pool, options.clients);
  const services = servicesOf(cognito, signer);
  const router = createRouter(services);
  const call = (target: string, input: object): Promise<unknown> => router(target)({ logger }, input);
  const hosted = createHostedLogin({ cognito, signer, sessions: new SessionCookie(store), logger });
  const server = await listen(createListener({ router, logger, services, jwks: signer.jwks, issuer, hosted }), options.port ?? 0);
  const findUser = async (username: string) => (await cognito.getUserPool({ logger }, options.pool.id)).getUserByUsername({ logger }, username);

  const ensureUser = async ({ username, password, name }: NewUser): Promise<{ username: string; sub: string }> => {
    const UserPoolId = options.pool.id;
    if (!(await findUser(username))) {
      const UserAttributes = [{ Name: 'name', Value: name }, { Name: 'email_verified', Value: 'true' }];
      await call('AdminCreateUser', { UserPoolId, Username: username, MessageAction: 'SUPPRESS', UserAttributes });
    }
    // A user whose creation was cut off has no permanent password yet.
    if ((await findUser(username))?.UserStatus !== 'CONFIRMED') {
      await call('AdminSetUserPassword', { UserPoolId, Username: username, Password: password, Permanent: true });
    }
    const user = await findUser(username);
    return { username, sub: user?.Attributes.find((one) => one.Name === 'sub')?.Value ?? '' };
  };

  return {
    issuer,
    jwks: signer.jwks,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ensureUsers: (users) => Promise.all(users.map(ensureUser)),
    async signIn(username) {
      const user = await findUser(username);
      if (!user) throw new UnknownUser(username);
      const AuthParameters = { USERNAME: username, PASSWORD: user.Password };
      const answer = await call('InitiateAuth', { ClientId: client.id, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
      return (answer as { AuthenticationResult: { AccessToken: string } }).AuthenticationResult.AccessToken;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          store.close();
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** pino belongs to cognito-local, which wants one. */
function silentLogger(): Logger {
  const pino = createRequire(createRequire(import.meta.url).resolve('cognito-local'))('pino') as (options: object) => Logger;
  return pino({ level: 'silent' });
}

/** No triggers and no mail: the template has none, and users are made by an administrator. */
function servicesOf(cognito: CognitoService, tokenGenerator: TokenSigner): Services {
  const unused = { enabled: () => false, deliver: () => Promise.resolve() };
  return {
    clock: { get: () => new Date() },
    cognito,
    config: {},
    messages: unused,
    otp: () => '000000',
    tokenGenerator,
    triggers: unused,
  } as unknown as Services;
}
