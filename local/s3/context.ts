import type { Principal, WireRequest, WireResponse } from '../wire/wire.ts';
import type { ObjectStore } from './store/store.ts';
import type { BucketSettings } from './store/buckets.ts';
import type { SecretFor } from './request/signature.ts';
import { toXml, type XmlValue } from './xml.ts';

export interface S3Settings {
  /** The virtual clock, in epoch milliseconds: ages of objects and retention go by it. */
  readonly clock: { now(): number };
  readonly region: string;
  /** Whether the caller may list the bucket: if not, a missing key answers 403 as on AWS. Everybody may when unset. */
  readonly mayList?: (principal: Principal, bucket: string) => boolean;
  /** When set, presigned URLs and forms are held to the signature of the secret issued with their access key id. */
  readonly secretFor?: SecretFor;
}

/** One call, and what carrying it out needs. */
export interface Call {
  readonly request: WireRequest;
  readonly operation: string;
  readonly bucket: BucketSettings;
  readonly key: string;
  readonly store: ObjectStore;
  readonly settings: S3Settings;
}

/** Carries a call out at once, so that no other call comes in between. Throws `S3Error`. */
export type OperationHandler = (call: Call) => WireResponse;

export function xmlAnswer(root: string, value: XmlValue, headers: Record<string, string> = {}): WireResponse {
  return { status: 200, headers: { 'content-type': 'application/xml', ...headers }, body: toXml(root, value) };
}

export function emptyAnswer(status: number, headers: Record<string, string> = {}): WireResponse {
  return { status, headers, body: '' };
}
