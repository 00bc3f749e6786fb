import type { WireResponse } from '../../wire/wire.ts';
import { emptyAnswer, xmlAnswer, type Call } from '../context.ts';
import { S3Error } from '../errors.ts';
import { uploadOf } from '../request/body.ts';
import type { Lock, Version } from '../store/version.ts';
import { parseXml, textOf } from '../xml.ts';
import { bypassesGovernance, demandLocks, isRetained, legalHoldNamed, refuseLocked, retentionOf } from './locks.ts';
import { readable } from './read.ts';

export function getObjectRetention(call: Call): WireResponse {
  const { mode, retainUntil } = lockable(call);
  if (mode === undefined || retainUntil === undefined) throw new S3Error('NoSuchObjectLockConfiguration');
  return xmlAnswer('Retention', { Mode: mode, RetainUntilDate: new Date(retainUntil).toISOString() });
}

/** A retention may be lengthened; shortened or taken off only under GOVERNANCE, and with the bypass. */
export function putObjectRetention(call: Call): WireResponse {
  const version = lockable(call);
  const asked = parseXml(uploadOf(call.request).bytes.toString());
  const now = call.settings.clock.now();
  const [mode, until] = [textOf(asked, 'Mode'), textOf(asked, 'RetainUntilDate')];
  const retention: Lock = mode === undefined && until === undefined ? {} : retentionOf(mode, until, now);
  const isLonger = retention.mode === version.mode && (retention.retainUntil ?? 0) >= (version.retainUntil ?? 0);
  if (isRetained(version, now) && !isLonger) refuseLocked({ ...version, legalHold: false }, now, bypassesGovernance(call));
  call.store.versions.lock(version, { ...retention, legalHold: version.legalHold === true });
  return emptyAnswer(200);
}

export function getObjectLegalHold(call: Call): WireResponse {
  return xmlAnswer('LegalHold', { Status: lockable(call).legalHold === true ? 'ON' : 'OFF' });
}

export function putObjectLegalHold(call: Call): WireResponse {
  const version = lockable(call);
  const { mode, retainUntil } = version;
  const legalHold = legalHoldNamed(textOf(parseXml(uploadOf(call.request).bytes.toString()), 'Status'));
  const retention = mode === undefined || retainUntil === undefined ? {} : { mode, retainUntil };
  call.store.versions.lock(version, { ...retention, legalHold });
  return emptyAnswer(200);
}

function lockable(call: Call): Version {
  demandLocks(call.bucket);
  return readable(call);
}
