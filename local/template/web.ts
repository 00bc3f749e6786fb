import { propertiesOf } from './compute.ts';
import type { ResolvedTemplate } from './load-template.ts';

/** A part of a larger thing: its own id (what others refer to it by) and its resolved properties. */
export interface Part {
  readonly logicalId: string;
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface HttpApiDeclaration extends Part {
  /** `https://ID.execute-api.REGION.amazonaws.com`: how an origin of the distribution names it. */
  readonly endpoint: string;
  readonly authorizers: readonly Part[];
  readonly integrations: readonly Part[];
  readonly routes: readonly Part[];
  readonly stages: readonly Part[];
}

export interface DistributionDeclaration extends Part {
  readonly arn: string;
  readonly domainName: string;
  /** The edge functions; `id` is their ARN. */
  readonly edgeFunctions: readonly Part[];
  readonly cachePolicies: readonly Part[];
  readonly originRequestPolicies: readonly Part[];
  readonly responseHeadersPolicies: readonly Part[];
  readonly originAccessControls: readonly Part[];
}

export interface UserPoolDeclaration extends Part {
  readonly issuer: string;
  readonly clients: readonly Part[];
  readonly domains: readonly Part[];
}

function part(template: ResolvedTemplate, logicalId: string): Part {
  return { logicalId, id: template.ref(logicalId), properties: propertiesOf(template, logicalId).raw };
}

function partsOf(template: ResolvedTemplate, type: string): Part[] {
  return template.ofType(type).map((logicalId) => part(template, logicalId));
}

export function httpApisOf(template: ResolvedTemplate): HttpApiDeclaration[] {
  return template.ofType('AWS::ApiGatewayV2::Api').map((logicalId) => {
    const own = part(template, logicalId);
    const of = (type: string): Part[] => partsOf(template, type).filter((candidate) => candidate.properties.ApiId === own.id);
    return {
      ...own,
      endpoint: template.attribute(logicalId, 'ApiEndpoint'),
      authorizers: of('AWS::ApiGatewayV2::Authorizer'),
      integrations: of('AWS::ApiGatewayV2::Integration'),
      routes: of('AWS::ApiGatewayV2::Route'),
      stages: of('AWS::ApiGatewayV2::Stage'),
    };
  });
}

export function distributionsOf(template: ResolvedTemplate): DistributionDeclaration[] {
  return template.ofType('AWS::CloudFront::Distribution').map((logicalId) => ({
    ...part(template, logicalId),
    arn: template.attribute(logicalId, 'Arn'),
    domainName: template.attribute(logicalId, 'DomainName'),
    edgeFunctions: partsOf(template, 'AWS::CloudFront::Function'),
    cachePolicies: partsOf(template, 'AWS::CloudFront::CachePolicy'),
    originRequestPolicies: partsOf(template, 'AWS::CloudFront::OriginRequestPolicy'),
    responseHeadersPolicies: partsOf(template, 'AWS::CloudFront::ResponseHeadersPolicy'),
    originAccessControls: partsOf(template, 'AWS::CloudFront::OriginAccessControl'),
  }));
}

export function userPoolsOf(template: ResolvedTemplate): UserPoolDeclaration[] {
  return template.ofType('AWS::Cognito::UserPool').map((logicalId) => {
    const own = part(template, logicalId);
    const of = (type: string): Part[] => partsOf(template, type).filter((candidate) => candidate.properties.UserPoolId === own.id);
    return { ...own, issuer: template.attribute(logicalId, 'ProviderURL'), clients: of('AWS::Cognito::UserPoolClient'), domains: of('AWS::Cognito::UserPoolDomain') };
  });
}
