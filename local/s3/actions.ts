import type { WireRequest } from '../wire/wire.ts';
import { copySourceOf } from './request/copy-source.ts';
import { headerOf } from './request/headers.ts';
import { formOf } from './request/post-form.ts';
import { S3Error } from './errors.ts';
import { targetOf, type Target } from './router.ts';
import { allOf, parseXml, textOf } from './xml.ts';

/** One thing IAM has to allow before a call may be made. Without a key it is about the bucket itself. */
export interface S3Action {
  /** As policies write it: `s3:GetObject`. */
  readonly action: string;
  readonly bucket: string;
  readonly key?: string;
}

/** Operations that ask for one action on the bucket. */
const ON_BUCKET: Readonly<Record<string, string>> = {
  GetBucketLocation: 's3:GetBucketLocation',
  GetBucketVersioning: 's3:GetBucketVersioning',
  HeadBucket: 's3:ListBucket',
  ListObjectVersions: 's3:ListBucketVersions',
  ListObjectsV2: 's3:ListBucket',
};

/** Operations that ask for actions on the one object they name. */
const ON_OBJECT: Readonly<Record<string, (request: WireRequest) => string[]>> = {
  AbortMultipartUpload: () => ['s3:AbortMultipartUpload'],
  CompleteMultipartUpload: written,
  CreateMultipartUpload: written,
  DeleteObject: deleted,
  GetObject: read,
  GetObjectLegalHold: () => ['s3:GetObjectLegalHold'],
  GetObjectRetention: () => ['s3:GetObjectRetention'],
  HeadObject: read,
  ListParts: () => ['s3:ListMultipartUploadParts'],
  PutObject: written,
  PutObjectLegalHold: () => ['s3:PutObjectLegalHold'],
  PutObjectRetention: (request) => ['s3:PutObjectRetention', ...bypassing(request)],
  UploadPart: written,
};

/** What a call does, for IAM. Empty for a preflight, and for what the service itself refuses. */
export function s3ActionsOf(request: WireRequest): S3Action[] {
  try {
    return actionsAt(targetOf(request), request);
  } catch (error) {
    if (error instanceof S3Error) return [];
    throw error;
  }
}

function actionsAt(target: Target, request: WireRequest): S3Action[] {
  const { operation, bucket, key } = target;
  const onBucket = ON_BUCKET[operation];
  if (onBucket !== undefined) return [{ action: onBucket, bucket }];
  const onObject = ON_OBJECT[operation];
  if (onObject !== undefined) return onObject(request).map((action) => ({ action, bucket, key }));
  if (operation === 'CopyObject') return [...copied(request), ...written(request).map((action) => ({ action, bucket, key }))];
  if (operation === 'DeleteObjects') return deletedTogether(request, bucket);
  if (operation === 'PostObject') return [{ action: 's3:PutObject', bucket, key: formOf(request).key }];
  return [];
}

function read(request: WireRequest): string[] {
  return [request.query.has('versionId') ? 's3:GetObjectVersion' : 's3:GetObject'];
}

function written(request: WireRequest): string[] {
  const actions = ['s3:PutObject'];
  if (headerOf(request, 'if-match') !== undefined) actions.push('s3:GetObject');
  if (headerOf(request, 'x-amz-object-lock-mode') !== undefined) actions.push('s3:PutObjectRetention');
  if (headerOf(request, 'x-amz-object-lock-legal-hold') !== undefined) actions.push('s3:PutObjectLegalHold');
  return actions;
}

function deleted(request: WireRequest): string[] {
  const actions = [request.query.has('versionId') ? 's3:DeleteObjectVersion' : 's3:DeleteObject'];
  if (headerOf(request, 'if-match') !== undefined) actions.push('s3:GetObject');
  return [...actions, ...bypassing(request)];
}

function bypassing(request: WireRequest): string[] {
  return headerOf(request, 'x-amz-bypass-governance-retention') === 'true' ? ['s3:BypassGovernanceRetention'] : [];
}

function copied(request: WireRequest): S3Action[] {
  const source = copySourceOf(request);
  const action = source.versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  return [{ action, bucket: source.bucket, key: source.key }];
}

function deletedTogether(request: WireRequest, bucket: string): S3Action[] {
  return allOf(parseXml(request.body.toString()), 'Object').flatMap((object) => {
    const key = textOf(object, 'Key') ?? '';
    const versioned = textOf(object, 'VersionId') !== undefined;
    const conditional = textOf(object, 'ETag') !== undefined;
    const actions = [versioned ? 's3:DeleteObjectVersion' : 's3:DeleteObject', ...(conditional ? ['s3:GetObject'] : []), ...bypassing(request)];
    return actions.map((action) => ({ action, bucket, key }));
  });
}
