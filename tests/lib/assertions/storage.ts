import { at, flatten, list, ofType, pathOf, type Template } from './template.ts';

/** Buckets that do not block public access in all four ways. */
export function publicBuckets(template: Template): string[] {
  const blocks = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
  return ofType(template, 'AWS::S3::Bucket')
    .filter(([, { Properties }]) => blocks.some((block) => at(Properties, 'PublicAccessBlockConfiguration', block) !== true))
    .map(([id]) => id);
}

export function unencryptedBuckets(template: Template): string[] {
  return ofType(template, 'AWS::S3::Bucket')
    .filter(([, { Properties }]) => {
      const [rule] = list(at(Properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration'));
      return at(rule, 'ServerSideEncryptionByDefault', 'SSEAlgorithm') === undefined;
    })
    .map(([id]) => id);
}

/** Buckets whose policy does not refuse everything that comes without TLS. */
export function bucketsWithoutTls(template: Template): string[] {
  const refusing = ofType(template, 'AWS::S3::BucketPolicy')
    .filter(([, { Properties }]) =>
      list(at(Properties, 'PolicyDocument', 'Statement')).some(
        (statement) =>
          at(statement, 'Effect') === 'Deny' &&
          at(statement, 'Action') === 's3:*' &&
          at(statement, 'Principal', 'AWS') === '*' &&
          at(statement, 'Condition', 'Bool', 'aws:SecureTransport') === 'false',
      ),
    )
    .map(([, { Properties }]) => at(Properties, 'Bucket', 'Ref'));
  return ofType(template, 'AWS::S3::Bucket').map(([id]) => id).filter((id) => !refusing.includes(id));
}

/** Bucket policies that let in anyone but a service acting for a named resource of this account. */
export function openBucketPolicies(template: Template): string[] {
  return ofType(template, 'AWS::S3::BucketPolicy')
    .filter(([, { Properties }]) =>
      list(at(Properties, 'PolicyDocument', 'Statement')).some(
        (statement) =>
          at(statement, 'Effect') === 'Allow' &&
          (at(statement, 'Principal', 'Service') === undefined || !JSON.stringify(at(statement, 'Condition') ?? {}).toLowerCase().includes('aws:sourcearn')),
      ),
    )
    .map(([id]) => id);
}

/** What CloudFront may do with a bucket. */
export function distributionActionsOn(template: Template, bucketPath: string): readonly unknown[] {
  return ofType(template, 'AWS::S3::BucketPolicy')
    .filter(([, { Properties }]) => flatten(at(Properties, 'Bucket')) === `<${bucketPath}>`)
    .flatMap(([, { Properties }]) => list(at(Properties, 'PolicyDocument', 'Statement')))
    .filter((statement) => at(statement, 'Principal', 'Service') === 'cloudfront.amazonaws.com')
    .flatMap((statement) => list(at(statement, 'Action')));
}

/** Construct paths of the buckets with Object Lock, and how they lock. */
export function lockedBuckets(template: Template): [string, unknown][] {
  return ofType(template, 'AWS::S3::Bucket')
    .filter(([, { Properties }]) => at(Properties, 'ObjectLockEnabled') === true)
    .map(([id, { Properties }]) => [pathOf(id), at(Properties, 'ObjectLockConfiguration')]);
}

/** The deletions of any object that a bucket's policy refuses to everybody. */
export function deletionsRefusedOn(template: Template, bucketPath: string): readonly unknown[] {
  return ofType(template, 'AWS::S3::BucketPolicy')
    .filter(([, { Properties }]) => flatten(at(Properties, 'Bucket')) === `<${bucketPath}>`)
    .flatMap(([, { Properties }]) => list(at(Properties, 'PolicyDocument', 'Statement')))
    .filter((statement) => at(statement, 'Effect') === 'Deny' && at(statement, 'Principal') === '*' && at(statement, 'Condition') === undefined)
    .filter((statement) => flatten(at(statement, 'Resource')) === `<${bucketPath}.Arn>/*`)
    .flatMap((statement) => list(at(statement, 'Action')));
}

const SHORTEST_RETENTION_DAYS = 365;

/** Log groups that keep less than a year, or for ever. */
export function forgetfulLogGroups(template: Template): string[] {
  return ofType(template, 'AWS::Logs::LogGroup')
    .filter(([, { Properties }]) => !(Number(at(Properties, 'RetentionInDays')) >= SHORTEST_RETENTION_DAYS))
    .map(([id]) => id);
}
