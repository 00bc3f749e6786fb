import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { WireRequest } from '../../wire/wire.ts';
import { S3Error } from '../errors.ts';
import { headerOf } from './headers.ts';

/** The secret issued with an access key id, or undefined when there is none of that id. */
export type SecretFor = (accessKeyId: string) => string | undefined;

const ALGORITHM = 'AWS4-HMAC-SHA256';
const LONGEST_EXPIRY_SECONDS = 604_800;

export function isPresigned(request: WireRequest): boolean {
  return request.query.has('X-Amz-Signature');
}

/** `AKID/date/region/service/aws4_request`. */
interface Credential {
  readonly accessKeyId: string;
  readonly scope: string;
  readonly parts: readonly string[];
}

function credentialOf(text: string): Credential {
  const [accessKeyId = '', ...parts] = text.split('/');
  if (parts.length !== 4) throw new S3Error('AuthorizationQueryParametersError');
  return { accessKeyId, scope: parts.join('/'), parts };
}

/** Compares with the signature that the issued secret gives. Throws SignatureDoesNotMatch or InvalidAccessKeyId. */
function verify(credential: Credential, toSign: string, signature: string, secretFor: SecretFor): void {
  const secret = secretFor(credential.accessKeyId);
  if (secret === undefined) throw new S3Error('InvalidAccessKeyId');
  const key = credential.parts.reduce<string | Buffer>((under, part) => createHmac('sha256', under).update(part).digest(), `AWS4${secret}`);
  const wanted = Buffer.from(createHmac('sha256', key).update(toSign).digest('hex'));
  const given = Buffer.from(signature);
  if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) throw new S3Error('SignatureDoesNotMatch');
}

/** Checks a presigned URL: its expiry, and its signature when the secrets are known. `realNow`: epoch milliseconds, since clients sign by real time. */
export function verifyPresigned(request: WireRequest, realNow: number, secretFor: SecretFor | undefined): void {
  const get = (name: string): string => request.query.get(`X-Amz-${name}`) ?? '';
  const signedAt = instantOf(get('Date'));
  const expires = Number(get('Expires'));
  const credential = credentialOf(get('Credential'));
  const isValid = get('Algorithm') === ALGORITHM && signedAt !== undefined && expires >= 1 && expires <= LONGEST_EXPIRY_SECONDS;
  if (!isValid) throw new S3Error('AuthorizationQueryParametersError');
  if (realNow > signedAt + expires * 1000) throw new S3Error('AccessDenied', { message: 'Request has expired' });
  if (secretFor === undefined) return;
  const canonical = createHash('sha256').update(canonicalRequest(request, get('SignedHeaders').split(';'))).digest('hex');
  verify(credential, [ALGORITHM, get('Date'), credential.scope, canonical].join('\n'), get('Signature'), secretFor);
}

/** Checks a POST form's signature over its policy. */
export function verifyPolicySignature(field: (name: string) => string | undefined, secretFor: SecretFor): void {
  verify(credentialOf(field('x-amz-credential') ?? ''), field('policy') ?? '', field('x-amz-signature') ?? '', secretFor);
}

function canonicalRequest(request: WireRequest, signedHeaders: readonly string[]): string {
  const query = [...request.query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort();
  const headers = signedHeaders.map((name) => `${name}:${(headerOf(request, name) ?? '').trim().replace(/ +/g, ' ')}\n`);
  const payload = headerOf(request, 'x-amz-content-sha256');
  const hash = payload !== undefined && signedHeaders.includes('x-amz-content-sha256') ? payload : 'UNSIGNED-PAYLOAD';
  return [request.method, request.path, query.join('&'), headers.join(''), signedHeaders.join(';'), hash].join('\n');
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** `20261122T020508Z` as epoch milliseconds. */
function instantOf(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
