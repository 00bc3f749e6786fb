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
  /** What is copied, in this order. */
  readonly sources: readonly DeployedSource[];
  readonly prune: boolean;
  /** Headers such as `cache-control` that every copied object gets. */
  readonly systemMetadata: Readonly<Record<string, unknown>>;
}

export interface DeployedSource {
  readonly directory: string;
  /** Marks in the files, and what stands in their place: what is known at deployment only. */
  readonly markers: Readonly<Record<string, string>>;
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
      sources: sourcesOf(template, properties),
      prune: properties.flag('Prune', true),
      systemMetadata: properties.block('SystemMetadata').raw,
    };
  });
}

/** The lists of markers end where no source after that has any. A value within JSON is escaped as a text of JSON is. */
function sourcesOf(template: ResolvedTemplate, properties: Properties): DeployedSource[] {
  const markers = properties.blocks('SourceMarkers');
  const settings = properties.blocks('SourceMarkersConfig');
  return properties.texts('SourceObjectKeys').map((key, index) => {
    const inJson = settings[index]?.flag('jsonEscape', false) ?? false;
    const values = Object.entries(markers[index]?.raw ?? {}).map(([mark, value]) => [mark, inJson ? JSON.stringify(String(value)).slice(1, -1) : String(value)]);
    return { directory: template.assetPath(key), markers: Object.fromEntries(values) as Record<string, string> };
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
