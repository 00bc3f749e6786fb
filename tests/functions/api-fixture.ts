import type { ApiEvent, ApiResult } from '../../functions/shared/http/endpoint.ts';
import { serve, type RunningServer } from '../../local/wire/serve.ts';
import type { Role } from '../../domain/people/person.ts';
import { personIdFor } from '../../functions/shared/record/keys.ts';
import { enrolPerson } from '../../functions/shared/record/enrol-person.ts';
import { tuesday } from '../domain/release/sample.ts';
import { CONTENT, PORTAL, SEALS, startEngines, type Engines } from './engines.ts';

export const ISSUER = 'https://issuer.example/pool';
export const SECRET = 'origin-secret-of-the-test';

export interface Deployed extends Engines {
  /** What the functions asked the relay to look at. */
  readonly relayed: { readonly pk: string; readonly checkMachine?: boolean; readonly at?: string }[];
}

/** The engines, with the environment that handlers read as they are imported: import them after this. */
export async function deploy(): Promise<Deployed> {
  const engines = await startEngines();
  const relayed: { pk: string; checkMachine?: boolean; at?: string }[] = [];
  const lambda: RunningServer = await serve((request) => {
    relayed.push(JSON.parse(request.body.toString()) as { pk: string });
    return Promise.resolve({ status: 202, headers: {}, body: '' });
  });
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${engines.ports.dynamodb}`,
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${engines.ports.s3}`,
    AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${lambda.port}`,
    RECORDS_TABLE: 'Records',
    CONTENT_BUCKET: CONTENT,
    PORTAL_BUCKET: PORTAL,
    SEALS_BUCKET: SEALS,
    RELAY_FUNCTION: 'relay',
    ORIGIN_SECRET: SECRET,
    PUBLIC_ORIGIN: 'https://portal.example',
    STYLESHEET: '/assets/portal.css',
  });
  return {
    ...engines,
    relayed,
    close: async () => {
      await lambda.close();
      await engines.close();
    },
  };
}

export async function enrol(engines: Engines, subject: string, ...roles: readonly (readonly [Role, string])[]): Promise<void> {
  const held = roles.map(([role, unit]) => ({ role, unit, since: '2025-01-01T00:00:00.000Z' }));
  await enrolPerson(engines.table, { id: personIdFor(ISSUER, subject), name: subject, site: 'zhejiang', roles: held }, tuesday);
}

export interface Call {
  readonly as?: string;
  readonly body?: unknown;
  /** Sent as it is, where what is sent is no JSON. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Parameters of the path beside the item's. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly claims?: Readonly<Record<string, string>>;
  readonly at?: number;
}

/** What API Gateway hands to a function (payload 2.0) for `POST /api/releases/{id}/recall` and a path such as `x`. */
export function eventOf(routeKey: string, parameter: string | undefined, call: Call): ApiEvent {
  const text = call.text ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
  const parameters = parameter === undefined ? {} : { pathParameters: { [routeKey.includes('{proxy+}') ? 'proxy' : 'id']: parameter, ...call.parameters } };
  return {
    version: '2.0',
    routeKey,
    headers: { 'x-fabu-origin-secret': SECRET, ...call.headers },
    ...parameters,
    ...(call.query === undefined ? {} : { queryStringParameters: call.query }),
    requestContext: {
      timeEpoch: call.at ?? tuesday,
      requestId: 'r',
      authorizer: { jwt: { claims: { iss: ISSUER, sub: call.as ?? 'nobody', token_use: 'access', ...call.claims }, scopes: [] } },
    },
    isBase64Encoded: false,
    ...(text === undefined ? {} : { body: text }),
  } as unknown as ApiEvent;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Record<string, unknown>;
}

export type Handler = (event: ApiEvent, context: never) => Promise<ApiResult>;

export async function ask(handler: Handler, routeKey: string, parameter: string | undefined, call: Call): Promise<Answer> {
  const { statusCode, headers, body } = await handler(eventOf(routeKey, parameter, call), {} as never);
  const isJson = String(headers?.['content-type']).includes('json');
  return { status: statusCode ?? 0, headers: headers ?? {}, body: isJson ? (JSON.parse(body ?? '{}') as Record<string, unknown>) : { text: body } };
}

/** The faults of a problem, as `pointer code`. */
export function faultsOf({ body }: Answer): string[] {
  return ((body['errors'] ?? []) as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`);
}
