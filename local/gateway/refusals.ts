import { randomUUID } from 'node:crypto';
import type { WireRequest, WireResponse } from '../wire/wire.ts';

/** Why the gateway itself answers instead of an engine. */
export type RefusalKind = 'denied' | 'unknown-key' | 'unsigned' | 'unserved';

/** Writes a refusal in the error format of the service that the caller speaks to. */
type Writer = (kind: RefusalKind, message: string, request: WireRequest) => WireResponse;

const JSON_CODES: Readonly<Record<RefusalKind, string>> = {
  denied: 'AccessDeniedException',
  'unknown-key': 'UnrecognizedClientException',
  unsigned: 'MissingAuthenticationTokenException',
  unserved: 'UnknownOperationException',
};

const S3_CODES: Readonly<Record<RefusalKind, string>> = {
  denied: 'AccessDenied',
  'unknown-key': 'InvalidAccessKeyId',
  unsigned: 'AccessDenied',
  unserved: 'NotImplemented',
};

const CLOUDFRONT_CODES: Readonly<Record<RefusalKind, string>> = {
  denied: 'AccessDenied',
  'unknown-key': 'InvalidClientTokenId',
  unsigned: 'MissingAuthenticationToken',
  unserved: 'UnknownOperationException',
};

const json =
  (version: string): Writer =>
  (kind, message) => ({
    status: 400,
    headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amzn-requestid': randomUUID() },
    body: JSON.stringify({ __type: `com.amazon.coral.service#${JSON_CODES[kind]}`, message, Message: message }),
  });

const rest: Writer = (kind, message) => ({
  status: kind === 'unserved' ? 404 : 403,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': JSON_CODES[kind], 'x-amzn-requestid': randomUUID() },
  body: JSON.stringify({ Message: message }),
});

const s3: Writer = (kind, message, request) => ({
  status: kind === 'unserved' ? 501 : 403,
  headers: { 'content-type': 'application/xml', 'x-amz-request-id': randomUUID() },
  body: request.method === 'HEAD' ? '' : `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${S3_CODES[kind]}</Code><Message>${escapeXml(message)}</Message></Error>`,
});

const cloudfront: Writer = (kind, message) => ({
  status: kind === 'unserved' ? 404 : 403,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': randomUUID() },
  body: `<?xml version="1.0"?>\n<ErrorResponse xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Error><Type>Sender</Type><Code>${CLOUDFRONT_CODES[kind]}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
});

const writers: Readonly<Record<string, Writer>> = { dynamodb: json('1.0'), states: json('1.0'), secretsmanager: json('1.1'), lambda: rest, s3, cloudfront };

/** @param service as the credential scope names it; an unknown one is answered as a REST service would */
export function refuse(service: string, kind: RefusalKind, message: string, request: WireRequest): WireResponse {
  return (writers[service] ?? rest)(kind, message, request);
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
