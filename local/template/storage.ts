import type { BucketSettings, CorsRule } from '../s3/store/buckets.ts';
import { lockModeNamed } from '../s3/operations/locks.ts';
import { propertiesOf } from './compute.ts';
import type { ResolvedTemplate } from './load-template.ts';
import type { Properties } from './read-properties.ts';

export interface BucketDeclaration {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly versioned: boolean;
  /** Undefined without Object Lock. */
  readonly objectLock: BucketSettings['objectLock'];
  /** Which browsers' pages may call it. */
  readonly cors: readonly CorsRule[];
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface BucketDeploymentDeclaration {
  readonly logicalId: string;
  readonly bucket: string;
  /** Ends in a slash, or is empty. */
  readonly keyPrefix: string;
  /** The asset folders, copied in this order. */
  readonly directories: readonly string[];
  readonly prune: boolean;
  /** Headers such as `cache-control` that every copied object gets. */
  readonly systemMetadata: Readonly<Record<string, unknown>>;
}

export interface TableDeclaration {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** The properties that CreateTable takes as they are: keys, attributes, indexes. */
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface NamedResource {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
}

export interface SecretDeclaration {
  readonly logicalId: string;
  readonly arn: string;
  readonly generate: Readonly<Record<string, unknown>>;
}

export function bucketsOf(template: ResolvedTemplate): BucketDeclaration[] {
  return template.ofType('AWS::S3::Bucket').map((logicalId) => {
    const properties = propertiesOf(template, logicalId);
    return {
      logicalId,
      name: template.ref(logicalId),
      arn: template.attribute(logicalId, 'Arn'),
      versioned: properties.block('VersioningConfiguration').optionalText('Status') === 'Enabled',
      objectLock: properties.flag('ObjectLockEnabled', false) ? objectLock(properties.block('ObjectLockConfiguration')) : undefined,
      cors: properties.block('CorsConfiguration').blocks('CorsRules').map(corsRule),
      properties: properties.raw,
    };
  });
}

const DAYS_OF_A_YEAR = 365;

function objectLock(configuration: Properties): NonNullable<BucketSettings['objectLock']> {
  const retention = configuration.block('Rule').block('DefaultRetention');
  const mode = retention.optionalText('Mode');
  if (mode === undefined) return {};
  const days = retention.optionalInteger('Days') ?? (retention.optionalInteger('Years') ?? 0) * DAYS_OF_A_YEAR;
  return { defaultRetention: { mode: lockModeNamed(mode), days } };
}

function corsRule(rule: Properties): CorsRule {
  const exposedHeaders = rule.texts('ExposedHeaders');
  const maxAgeSeconds = rule.optionalInteger('MaxAge');
  return {
    allowedOrigins: rule.texts('AllowedOrigins'),
    allowedMethods: rule.texts('AllowedMethods'),
    allowedHeaders: rule.texts('AllowedHeaders'),
    ...(exposedHeaders.length === 0 ? {} : { exposedHeaders }),
    ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }),
  };
}

export function bucketDeploymentsOf(template: ResolvedTemplate): BucketDeploymentDeclaration[] {
  return template.ofType('Custom::CDKBucketDeployment').map((logicalId) => {
    const properties = propertiesOf(template, logicalId);
    const prefix = properties.optionalText('DestinationBucketKeyPrefix') ?? '';
    return {
      logicalId,
      bucket: properties.text('DestinationBucketName'),
      keyPrefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`,
      directories: properties.texts('SourceObjectKeys').map((key) => template.assetPath(key)),
      prune: properties.flag('Prune', true),
      systemMetadata: properties.block('SystemMetadata').raw,
    };
  });
}

export function tablesOf(template: ResolvedTemplate): TableDeclaration[] {
  return template.ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map((logicalId) => ({
    logicalId,
    name: template.ref(logicalId),
    arn: template.attribute(logicalId, 'Arn'),
    properties: propertiesOf(template, logicalId).raw,
  }));
}

export function queuesOf(template: ResolvedTemplate): NamedResource[] {
  return template.ofType('AWS::SQS::Queue').map((logicalId) => ({ logicalId, name: template.attribute(logicalId, 'QueueName'), arn: template.attribute(logicalId, 'Arn') }));
}

export function secretsOf(template: ResolvedTemplate): SecretDeclaration[] {
  return template.ofType('AWS::SecretsManager::Secret').map((logicalId) => ({
    logicalId,
    arn: template.ref(logicalId),
    generate: propertiesOf(template, logicalId).block('GenerateSecretString').raw,
  }));
}
