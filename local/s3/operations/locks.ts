import { notServed, S3Error } from '../errors.ts';
import type { Call } from '../context.ts';
import type { Checksum } from '../request/checksums.ts';
import { headerOf } from '../request/headers.ts';
import type { BucketSettings } from '../store/buckets.ts';
import type { Lock, LockMode, Version } from '../store/version.ts';

const DAY = 86_400_000;

export function lockModeNamed(name: string | undefined): LockMode {
  if (name !== 'GOVERNANCE' && name !== 'COMPLIANCE') throw new S3Error('InvalidArgument', { message: 'Unknown wormMode directive.' });
  return name;
}

/** The lock of a new version: what its headers ask for, else the bucket's default. */
export function newLock({ request, bucket, settings }: Call): Lock {
  const mode = headerOf(request, 'x-amz-object-lock-mode');
  const until = headerOf(request, 'x-amz-object-lock-retain-until-date');
  const hold = headerOf(request, 'x-amz-object-lock-legal-hold');
  if (mode === undefined && until === undefined && hold === undefined) return defaultLock(bucket, settings.clock.now());
  demandLocks(bucket);
  if ((mode === undefined) !== (until === undefined)) {
    throw new S3Error('InvalidArgument', { message: 'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied' });
  }
  const retention = mode === undefined ? defaultLock(bucket, settings.clock.now()) : retentionOf(mode, until, settings.clock.now());
  return { ...retention, legalHold: hold === 'ON' };
}

/** `until`: an ISO instant in the future of the virtual clock. */
export function retentionOf(mode: string | undefined, until: string | undefined, now: number): Lock {
  const retainUntil = Date.parse(until ?? '');
  if (Number.isNaN(retainUntil) || retainUntil <= now) {
    throw new S3Error('InvalidArgument', { message: 'The retain until date must be in the future!' });
  }
  return { mode: lockModeNamed(mode), retainUntil };
}

export function demandLocks(bucket: BucketSettings): void {
  if (bucket.objectLock === undefined) throw new S3Error('InvalidRequest', { message: 'Bucket is missing Object Lock Configuration' });
}

/** What cannot be taken back has to have arrived whole, by the uploader's own word. */
export function demandChecksum({ request }: Call, lock: Lock, checksum: Checksum | undefined): void {
  const isLocked = lock.mode !== undefined || lock.legalHold === true;
  if (!isLocked || checksum !== undefined || headerOf(request, 'content-md5') !== undefined) return;
  throw new S3Error('InvalidRequest', { message: 'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters' });
}

function defaultLock(bucket: BucketSettings, now: number): Lock {
  const retention = bucket.objectLock?.defaultRetention;
  return retention === undefined ? {} : { mode: retention.mode, retainUntil: now + retention.days * DAY };
}

/** Throws AccessDenied while a version may not be deleted. */
export function refuseLocked(version: Version, now: number, mayBypass: boolean): void {
  if (version.legalHold === true || (isRetained(version, now) && !(version.mode === 'GOVERNANCE' && mayBypass))) {
    throw new S3Error('AccessDenied', { message: 'Access Denied because object protected by object lock.' });
  }
}

export function isRetained(version: Version, now: number): boolean {
  return version.retainUntil !== undefined && version.retainUntil > now;
}

export function bypassesGovernance({ request }: Call): boolean {
  return headerOf(request, 'x-amz-bypass-governance-retention') === 'true';
}

export function legalHoldNamed(status: string | undefined): boolean {
  if (status !== 'ON' && status !== 'OFF') throw notServed(`S3's legal hold ${status ?? 'without a status'}`);
  return status === 'ON';
}
