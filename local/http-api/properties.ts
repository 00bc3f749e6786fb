import { refuseUnknown, refuseUnless, UnsupportedInTemplate, type Declared } from '../wire/known-properties.ts';

/** AWS::ApiGatewayV2::* as far as the laptop serves them, in the words of CloudFormation. */
export interface ApiProperties {
  readonly Name: string;
  readonly CorsConfiguration?: CorsConfiguration;
}

export interface CorsConfiguration {
  readonly AllowCredentials?: boolean;
  readonly AllowHeaders?: readonly string[];
  readonly AllowMethods?: readonly string[];
  readonly AllowOrigins?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  readonly MaxAge?: number;
}

export interface Throttle {
  readonly ThrottlingBurstLimit?: number;
  readonly ThrottlingRateLimit?: number;
}

export interface StageProperties {
  readonly StageName: string;
  readonly AccessLogSettings?: { readonly DestinationArn: string; readonly Format: string };
  readonly DefaultRouteSettings?: Throttle;
  readonly RouteSettings?: Readonly<Record<string, Throttle>>;
  readonly StageVariables?: Readonly<Record<string, string>>;
}

export interface RouteProperties {
  readonly RouteKey: string;
  readonly Target: string;
  readonly AuthorizationType?: 'NONE' | 'JWT';
  readonly AuthorizerId?: string;
  readonly AuthorizationScopes?: readonly string[];
}

export interface IntegrationProperties {
  readonly IntegrationUri: string;
  readonly TimeoutInMillis?: number;
}

export interface AuthorizerProperties {
  readonly Name: string;
  readonly JwtConfiguration: { readonly Audience: readonly string[]; readonly Issuer: string };
}

const CORS = ['AllowCredentials', 'AllowHeaders', 'AllowMethods', 'AllowOrigins', 'ExposeHeaders', 'MaxAge'];
const ROUTE_SETTINGS = ['ThrottlingBurstLimit', 'ThrottlingRateLimit', 'DetailedMetricsEnabled'];

export function readApi({ logicalId, properties }: Declared): ApiProperties {
  refuseUnknown(logicalId, properties, ['Name', 'ProtocolType', 'Description', 'CorsConfiguration', 'DisableExecuteApiEndpoint', 'Tags']);
  refuseUnless(logicalId, 'ProtocolType', properties['ProtocolType'], ['HTTP']);
  const api = properties as unknown as ApiProperties;
  if (api.CorsConfiguration) refuseUnknown(`${logicalId}.CorsConfiguration`, { ...api.CorsConfiguration }, CORS);
  return api;
}

export function readStage({ logicalId, properties }: Declared): StageProperties {
  refuseUnknown(logicalId, properties, [
    ...['ApiId', 'StageName', 'AutoDeploy', 'Description', 'AccessLogSettings', 'DefaultRouteSettings'],
    ...['RouteSettings', 'StageVariables', 'Tags'],
  ]);
  refuseUnless(logicalId, 'StageName', properties['StageName'], ['$default']);
  refuseUnless(logicalId, 'AutoDeploy', properties['AutoDeploy'], [true, 'true']);
  const stage = properties as unknown as StageProperties;
  for (const settings of [stage.DefaultRouteSettings ?? {}, ...Object.values(stage.RouteSettings ?? {})]) {
    refuseUnknown(`${logicalId}.RouteSettings`, { ...settings }, ROUTE_SETTINGS);
  }
  return stage;
}

export function readRoute({ logicalId, properties }: Declared): RouteProperties {
  refuseUnknown(logicalId, properties, [
    ...['ApiId', 'RouteKey', 'Target', 'AuthorizationType', 'AuthorizerId', 'AuthorizationScopes', 'OperationName', 'ApiKeyRequired'],
  ]);
  refuseUnless(logicalId, 'AuthorizationType', properties['AuthorizationType'] ?? 'NONE', ['NONE', 'JWT']);
  refuseUnless(logicalId, 'ApiKeyRequired', properties['ApiKeyRequired'] ?? false, [false]);
  return properties as unknown as RouteProperties;
}

export function readIntegration({ logicalId, properties }: Declared): IntegrationProperties {
  refuseUnknown(logicalId, properties, [
    ...['ApiId', 'IntegrationType', 'IntegrationUri', 'IntegrationMethod', 'PayloadFormatVersion', 'TimeoutInMillis', 'Description'],
  ]);
  refuseUnless(logicalId, 'IntegrationType', properties['IntegrationType'], ['AWS_PROXY']);
  refuseUnless(logicalId, 'PayloadFormatVersion', properties['PayloadFormatVersion'], ['2.0']);
  return properties as unknown as IntegrationProperties;
}

export function readAuthorizer({ logicalId, properties }: Declared): AuthorizerProperties {
  refuseUnknown(logicalId, properties, ['ApiId', 'AuthorizerType', 'IdentitySource', 'JwtConfiguration', 'Name']);
  refuseUnless(logicalId, 'AuthorizerType', properties['AuthorizerType'], ['JWT']);
  refuseUnless(logicalId, 'IdentitySource', String(properties['IdentitySource']), ['$request.header.Authorization']);
  const authorizer = properties as unknown as AuthorizerProperties;
  refuseUnknown(`${logicalId}.JwtConfiguration`, { ...authorizer.JwtConfiguration }, ['Audience', 'Issuer']);
  if (authorizer.JwtConfiguration.Audience.length === 0) throw new UnsupportedInTemplate(logicalId, 'an authorizer needs an audience.');
  return authorizer;
}

/** The function's ARN in an integration's URI, which is either that ARN or the invocation path around it. */
export function functionArnOf(uri: string): string {
  return /\/functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? uri;
}
