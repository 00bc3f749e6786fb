import { randomUUID } from 'node:crypto';
import type { WireRequest, WireResponse, WireService } from '../wire/wire.ts';
import type { OperationHandler, S3Settings } from './context.ts';
import { corsHeaders, preflight } from './cors.ts';
import { S3Error } from './errors.ts';
import { getBucketLocation, getBucketVersioning, headBucket } from './operations/bucket.ts';
import { deleteObject, deleteObjects } from './operations/delete.ts';
import { listObjects, listObjectVersions } from './operations/list.ts';
import { abortMultipartUpload, completeMultipartUpload, createMultipartUpload, listParts, uploadPart } from './operations/multipart.ts';
import { postObject } from './operations/post.ts';
import { getObject } from './operations/read.ts';
import { getObjectLegalHold, getObjectRetention, putObjectLegalHold, putObjectRetention } from './operations/retention.ts';
import { copyObject, putObject } from './operations/write.ts';
import { refuseStrangeHeaders } from './request/headers.ts';
import { isPresigned, verifyPresigned } from './request/signature.ts';
import { targetOf } from './router.ts';
import type { ObjectStore } from './store/store.ts';
import { toXml } from './xml.ts';

const HANDLERS: Readonly<Record<string, OperationHandler>> = {
  AbortMultipartUpload: abortMultipartUpload,
  CompleteMultipartUpload: completeMultipartUpload,
  CopyObject: copyObject,
  CreateMultipartUpload: createMultipartUpload,
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
  GetBucketLocation: getBucketLocation,
  GetBucketVersioning: getBucketVersioning,
  GetObject: getObject,
  GetObjectLegalHold: getObjectLegalHold,
  GetObjectRetention: getObjectRetention,
  HeadBucket: headBucket,
  HeadObject: getObject,
  ListObjectVersions: listObjectVersions,
  ListObjectsV2: listObjects,
  ListParts: listParts,
  PostObject: postObject,
  Preflight: preflight,
  PutObject: putObject,
  PutObjectLegalHold: putObjectLegalHold,
  PutObjectRetention: putObjectRetention,
  UploadPart: uploadPart,
};

/** Calls whose right to be made is not in an Authorization header. */
const SELF_PROVING = new Set(['PostObject']);

/** S3's wire protocol, path-style, over a folder. Every call is carried out in one go, so it is consistent and in order. */
export function s3Service(store: ObjectStore, settings: S3Settings): WireService {
  return (request) => Promise.resolve().then(() => answer(store, settings, request));
}

function answer(store: ObjectStore, settings: S3Settings, request: WireRequest): WireResponse {
  const requestId = { 'x-amz-request-id': randomUUID() };
  let cors: Record<string, string> = {};
  try {
    const { operation, bucket: name, key } = targetOf(request);
    refuseStrangeHeaders(request);
    authenticate(request, operation, settings);
    const bucket = store.buckets.named(name);
    if (operation !== 'Preflight') cors = corsHeaders(request, bucket);
    const answered = (HANDLERS[operation] as OperationHandler)({ request, operation, bucket, key, store, settings });
    return { ...answered, headers: { ...answered.headers, ...cors, ...requestId } };
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    return { status: error.status, headers: { 'content-type': 'application/xml', ...error.headers, ...cors, ...requestId }, body: faultBody(error, request) };
  }
}

/** Signatures in headers are the gateway's business; a call with none at all is anonymous, and all buckets are private. */
function authenticate(request: WireRequest, operation: string, { secretFor }: S3Settings): void {
  // A browser asks about a signed address without what was signed: it is asked about, not called.
  if (operation === 'Preflight') return;
  if (isPresigned(request)) verifyPresigned(request, Date.now(), secretFor);
  else if (request.headers.authorization === undefined && request.principal.kind !== 'service' && !SELF_PROVING.has(operation)) {
    throw new S3Error('AccessDenied');
  }
}

function faultBody(error: S3Error, request: WireRequest): string {
  if (request.method === 'HEAD') return '';
  return toXml('Error', { Code: error.code, Message: error.message, ...error.fields, Resource: request.path }, false);
}
