import { refuseUnknown, refuseUnless, type Properties } from '../wire/known-properties.ts';

/** AWS::CloudFront::Distribution, as far as the laptop serves it, in the words of CloudFormation. */
export interface DistributionConfig {
  readonly DefaultRootObject?: string;
  readonly Origins: readonly OriginProperties[];
  readonly OriginGroups?: { readonly Items?: readonly OriginGroupProperties[] };
  readonly DefaultCacheBehavior: BehaviourProperties;
  readonly CacheBehaviors?: readonly BehaviourProperties[];
  readonly CustomErrorResponses?: readonly { readonly ErrorCode: number; readonly ErrorCachingMinTTL?: number }[];
}

export interface OriginProperties {
  readonly Id: string;
  readonly DomainName: string;
  readonly OriginPath?: string;
  readonly OriginCustomHeaders?: readonly { readonly HeaderName: string; readonly HeaderValue: string }[];
  readonly S3OriginConfig?: unknown;
  readonly OriginAccessControlId?: string;
}

export interface OriginGroupProperties {
  readonly Id: string;
  readonly FailoverCriteria: { readonly StatusCodes: { readonly Items: readonly number[] } };
  readonly Members: { readonly Items: readonly { readonly OriginId: string }[] };
}

export interface BehaviourProperties {
  readonly PathPattern?: string;
  readonly TargetOriginId: string;
  readonly AllowedMethods?: readonly string[];
  readonly Compress?: boolean;
  readonly CachePolicyId: string;
  readonly OriginRequestPolicyId?: string;
  readonly ResponseHeadersPolicyId?: string;
  readonly FunctionAssociations?: readonly { readonly EventType: string; readonly FunctionARN: string }[];
}

/** Without meaning on loopback: certificates, names, logs, prices, protocols. */
const HARMLESS = ['Aliases', 'Comment', 'Enabled', 'HttpVersion', 'IPV6Enabled', 'Logging', 'PriceClass', 'Restrictions', 'ViewerCertificate', 'WebACLId'];
const SERVED = ['DefaultRootObject', 'Origins', 'OriginGroups', 'DefaultCacheBehavior', 'CacheBehaviors', 'CustomErrorResponses'];

/** Checks that nothing is asked for that the laptop would answer otherwise than AWS. */
export function readDistribution(where: string, properties: Properties): DistributionConfig {
  refuseUnknown(where, properties, ['DistributionConfig', 'Tags']);
  const config = properties['DistributionConfig'] as DistributionConfig & Properties;
  refuseUnknown(where, config, [...SERVED, ...HARMLESS]);
  refuseUnless(where, 'Enabled', config['Enabled'], [true]);
  for (const origin of config.Origins) readOrigin(`${where} origin ${origin.Id}`, origin);
  for (const group of config.OriginGroups?.Items ?? []) {
    refuseUnless(`${where} origin group ${group.Id}`, 'number of members', group.Members.Items.length, [2]);
  }
  for (const behaviour of [config.DefaultCacheBehavior, ...(config.CacheBehaviors ?? [])]) {
    readBehaviour(`${where} behaviour ${behaviour.PathPattern ?? '(default)'}`, behaviour);
  }
  for (const response of config.CustomErrorResponses ?? []) {
    refuseUnknown(`${where} error response ${response.ErrorCode}`, { ...response }, ['ErrorCode', 'ErrorCachingMinTTL']);
  }
  return config;
}

function readOrigin(where: string, origin: OriginProperties): void {
  refuseUnknown(where, { ...origin }, [
    ...['Id', 'DomainName', 'OriginPath', 'OriginCustomHeaders', 'S3OriginConfig', 'OriginAccessControlId', 'CustomOriginConfig'],
    ...['ConnectionAttempts', 'ConnectionTimeout', 'OriginShield'],
  ]);
  const reached = origin.S3OriginConfig === undefined || Boolean(origin.OriginAccessControlId);
  refuseUnless(where, 'an S3 origin with OriginAccessControlId', reached, [true]);
}

function readBehaviour(where: string, behaviour: BehaviourProperties): void {
  refuseUnknown(where, { ...behaviour }, [
    ...['PathPattern', 'TargetOriginId', 'AllowedMethods', 'CachedMethods', 'Compress', 'CachePolicyId', 'OriginRequestPolicyId'],
    ...['ResponseHeadersPolicyId', 'FunctionAssociations', 'ViewerProtocolPolicy', 'SmoothStreaming', 'FieldLevelEncryptionId'],
  ]);
  for (const { EventType } of behaviour.FunctionAssociations ?? []) refuseUnless(where, 'EventType', EventType, ['viewer-request']);
}
