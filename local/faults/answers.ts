import { randomUUID } from 'node:crypto';
import type { WireRequest, WireResponse } from '../wire/wire.ts';

/** What a service says when it will not or cannot: too many calls, a fault of its own, nothing at the moment. */
export type Trouble = 'throttled' | 'failed' | 'unavailable';

interface Said {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const said = (status: number, code: string, message: string): Said => ({ status, code, message });

const FAILED = said(500, 'InternalServerError', 'Internal server error');
const UNAVAILABLE = said(503, 'ServiceUnavailable', 'Service is unavailable. Please retry.');

/** In each service's own words. */
const WORDS: Readonly<Record<string, Readonly<Record<Trouble, Said>>>> = {
  dynamodb: {
    throttled: said(400, 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException', 'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.'),
    failed: said(500, 'com.amazonaws.dynamodb.v20120810#InternalServerError', 'The request could not be completed due to a server fault'),
    unavailable: said(503, 'com.amazon.coral.availability#ServiceUnavailableException', 'Service Unavailable'),
  },
  s3: {
    throttled: said(503, 'SlowDown', 'Please reduce your request rate.'),
    failed: said(500, 'InternalError', 'We encountered an internal error. Please try again.'),
    unavailable: said(503, 'ServiceUnavailable', 'Service is unable to handle request.'),
  },
  states: { throttled: said(400, 'ThrottlingException', 'Rate exceeded'), failed: said(500, 'InternalFailure', 'Internal failure'), unavailable: UNAVAILABLE },
  secretsmanager: { throttled: said(400, 'ThrottlingException', 'Rate exceeded'), failed: said(500, 'InternalServiceError', 'An error occurred on the server side.'), unavailable: UNAVAILABLE },
  lambda: {
    throttled: said(429, 'TooManyRequestsException', 'Rate Exceeded.'),
    failed: said(500, 'ServiceException', 'An error occurred and the request cannot be processed.'),
    unavailable: said(503, 'ServiceException', 'Service is unavailable. Please retry.'),
  },
  ses: { throttled: said(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.'), failed: said(500, 'InternalServiceErrorException', 'Internal failure'), unavailable: UNAVAILABLE },
  cloudfront: { throttled: said(400, 'Throttling', 'Rate exceeded'), failed: FAILED, unavailable: UNAVAILABLE },
};
const OTHERS: Readonly<Record<Trouble, Said>> = { throttled: said(429, 'TooManyRequestsException', 'Rate exceeded'), failed: FAILED, unavailable: UNAVAILABLE };

type Form = (said: Said, request: WireRequest) => WireResponse;

const json =
  (version: string): Form =>
  ({ status, code, message }) => ({
    status,
    headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amzn-requestid': randomUUID() },
    body: JSON.stringify({ __type: code, message }),
  });

const rest: Form = ({ status, code, message }) => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': code, 'x-amzn-requestid': randomUUID() },
  body: JSON.stringify(code === 'TooManyRequestsException' ? { Reason: 'CallerRateLimitExceeded', Type: 'User', message } : { Type: 'Service', message }),
});

const s3: Form = ({ status, code, message }, { method, path }) => ({
  status,
  headers: { 'content-type': 'application/xml', 'x-amz-request-id': randomUUID() },
  body: method === 'HEAD' ? '' : `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><Resource>${path.replaceAll('&', '&amp;')}</Resource></Error>`,
});

const cloudfront: Form = ({ status, code, message }) => ({
  status,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': randomUUID() },
  body: `<?xml version="1.0"?>\n<ErrorResponse xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
});

const FORMS: Readonly<Record<string, Form>> = { dynamodb: json('1.0'), states: json('1.0'), secretsmanager: json('1.1'), s3, cloudfront };

/** The services whose troubles are told in their own words. */
export const servicesWithFaults: readonly string[] = Object.keys(WORDS);

/** A service's answer in trouble, in its own wire form. */
export function inTrouble(service: string, trouble: Trouble, request: WireRequest): WireResponse {
  return (FORMS[service] ?? rest)((WORDS[service] ?? OTHERS)[trouble], request);
}

/** What S3 answers to a conditional write that meets another one: it may be sent again. */
export function conditionalConflict(request: WireRequest): WireResponse {
  return s3(said(409, 'ConditionalRequestConflict', 'A conflicting operation occurred during the upload of this object.'), request);
}

/** A connection that ends without an answer. */
export const connectionReset: WireResponse = { status: 0, headers: {}, body: '', reset: true };
