import type { WireRequest } from '../wire/wire.ts';
import { notServed, S3Error } from './errors.ts';
import { headerOf } from './request/headers.ts';
import type { Check } from './store/versions.ts';
import type { Version } from './store/version.ts';

/** `unmodified`: the reader has it already (304). Throws PreconditionFailed. */
export function readPrecondition(request: WireRequest, version: Version): 'read' | 'unmodified' {
  const match = headerOf(request, 'if-match');
  if (match !== undefined && !names(match, version)) throw failed('If-Match');
  if (match === undefined && isModifiedSince(headerOf(request, 'if-unmodified-since'), version) === true) throw failed('If-Unmodified-Since');
  const noneMatch = headerOf(request, 'if-none-match');
  if (noneMatch !== undefined) return names(noneMatch, version) ? 'unmodified' : 'read';
  return isModifiedSince(headerOf(request, 'if-modified-since'), version) === false ? 'unmodified' : 'read';
}

/** What a PUT demands of the current object. A delete marker counts as no object. */
export function writeCheck(request: WireRequest): Check {
  const match = headerOf(request, 'if-match');
  const noneMatch = headerOf(request, 'if-none-match');
  if (noneMatch !== undefined && noneMatch !== '*') throw notServed("S3's If-None-Match on a write with anything but *");
  if (match === '*') throw notServed("S3's If-Match: * on a write");
  return (current) => {
    if (noneMatch !== undefined && current !== undefined) throw failed('If-None-Match');
    if (match === undefined) return;
    if (current === undefined) throw new S3Error('NoSuchKey');
    if (!names(match, current)) throw failed('If-Match');
  };
}

/** What a DELETE demands of the current object: an ETag, or by `*` that there is one. */
export function deleteCheck(match: string | undefined): Check {
  return (current) => {
    if (match === undefined) return;
    if (current === undefined) throw match === '*' ? failed('If-Match') : new S3Error('NoSuchKey');
    if (!names(match, current)) throw failed('If-Match');
  };
}

function names(list: string, version: Version): boolean {
  return list.split(',').some((one) => {
    const tag = one.trim().replace(/^W\//, '').replace(/^"|"$/g, '');
    return tag === '*' || tag === version.etag;
  });
}

/** HTTP dates have whole seconds. */
function isModifiedSince(date: string | undefined, version: Version): boolean | undefined {
  const instant = date === undefined ? NaN : Date.parse(date);
  return Number.isNaN(instant) ? undefined : Math.floor(version.modified / 1000) * 1000 > instant;
}

function failed(condition: string): S3Error {
  return new S3Error('PreconditionFailed', { fields: { Condition: condition } });
}
