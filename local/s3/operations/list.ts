import type { WireResponse } from '../../wire/wire.ts';
import { xmlAnswer, type Call } from '../context.ts';
import { notServed, S3Error } from '../errors.ts';
import type { Listing, ListingQuery } from '../store/listing.ts';
import type { Version } from '../store/version.ts';
import type { XmlValue } from '../xml.ts';

const MOST = 1000;

interface Asked extends ListingQuery {
  readonly get: (name: string) => string;
  /** Keys travel percent-encoded when the client asks so. */
  readonly shown: (key: string) => string;
}

export function listObjects(call: Call): WireResponse {
  const asked = askedOf(call);
  if (asked.get('list-type') !== '2') throw notServed(`S3's list-type ${asked.get('list-type')}`);
  const token = asked.get('continuation-token');
  const after = token === '' ? asked.get('start-after') : keyOf(token);
  const listing = asked.limit === 0 ? EMPTY : call.store.listings.objects(call.bucket.name, asked, after);
  return xmlAnswer('ListBucketResult', {
    ...common(call, asked, listing),
    KeyCount: listing.versions.length + listing.commonPrefixes.length,
    StartAfter: asked.get('start-after') === '' ? undefined : asked.shown(asked.get('start-after')),
    ContinuationToken: token === '' ? undefined : token,
    NextContinuationToken: listing.next === undefined ? undefined : Buffer.from(listing.next).toString('base64url'),
    Contents: listing.versions.map((version) => described(version, asked)),
    CommonPrefixes: listing.commonPrefixes.map((Prefix) => ({ Prefix: asked.shown(Prefix) })),
  });
}

export function listObjectVersions(call: Call): WireResponse {
  const asked = askedOf(call);
  const [key, version] = [asked.get('key-marker'), asked.get('version-id-marker')];
  if (key === '' && version !== '') throw new S3Error('InvalidArgument', { message: 'A version-id marker cannot be specified without a key marker.' });
  const listing = asked.limit === 0 ? EMPTY : call.store.listings.history(call.bucket.name, asked, key, version);
  const shown = (one: Version): XmlValue => ({ ...described(one, asked), VersionId: one.versionId, IsLatest: one.isLatest });
  return xmlAnswer('ListVersionsResult', {
    ...common(call, asked, listing),
    KeyMarker: asked.shown(key),
    VersionIdMarker: version,
    NextKeyMarker: listing.next === undefined ? undefined : asked.shown(listing.next),
    NextVersionIdMarker: listing.nextVersionId,
    Version: listing.versions.filter((one) => !one.isDeleteMarker).map(shown),
    DeleteMarker: listing.versions.filter((one) => one.isDeleteMarker).map(shown),
    CommonPrefixes: listing.commonPrefixes.map((Prefix) => ({ Prefix: asked.shown(Prefix) })),
  });
}

const EMPTY: Listing = { versions: [], commonPrefixes: [] };

function askedOf({ request }: Call): Asked {
  const get = (name: string): string => request.query.get(name) ?? '';
  const limit = Number(request.query.get('max-keys') ?? MOST);
  if (!Number.isInteger(limit) || limit < 0) throw new S3Error('InvalidArgument', { message: 'Argument maxKeys must be an integer between 0 and 2147483647' });
  const shown = get('encoding-type') === 'url' ? urlEncoded : (key: string) => key;
  return { prefix: get('prefix'), delimiter: get('delimiter'), limit: Math.min(limit, MOST), get, shown };
}

function urlEncoded(key: string): string {
  return encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');
}

function keyOf(token: string): string {
  const key = Buffer.from(token, 'base64url').toString();
  if (key === '') throw new S3Error('InvalidArgument', { message: 'The continuation token provided is incorrect' });
  return key;
}

function common({ bucket }: Call, asked: Asked, listing: Listing): Record<string, XmlValue> {
  return {
    Name: bucket.name,
    Prefix: asked.shown(asked.prefix),
    Delimiter: asked.delimiter === '' ? undefined : asked.shown(asked.delimiter),
    MaxKeys: asked.limit,
    EncodingType: asked.get('encoding-type') === '' ? undefined : asked.get('encoding-type'),
    IsTruncated: listing.next !== undefined,
  };
}

function described(version: Version, asked: Asked): Record<string, XmlValue> {
  const key = { Key: asked.shown(version.key), LastModified: new Date(version.modified).toISOString() };
  if (version.isDeleteMarker) return key;
  return { ...key, ETag: `"${version.etag}"`, Size: version.size, StorageClass: 'STANDARD' };
}
