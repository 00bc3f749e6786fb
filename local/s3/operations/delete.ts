import type { WireResponse } from '../../wire/wire.ts';
import { emptyAnswer, xmlAnswer, type Call } from '../context.ts';
import { S3Error } from '../errors.ts';
import { deleteCheck } from '../preconditions.ts';
import { uploadOf } from '../request/body.ts';
import { headerOf } from '../request/headers.ts';
import { allOf, parseXml, textOf, type XmlElement, type XmlValue } from '../xml.ts';
import { bypassesGovernance, refuseLocked } from './locks.ts';

const MOST_AT_ONCE = 1000;

interface Deletion {
  readonly key: string;
  readonly versionId?: string | undefined;
  readonly match?: string | undefined;
}

interface Deleted {
  readonly marker: boolean;
  readonly versionId?: string;
}

export function deleteObject(call: Call): WireResponse {
  const deleted = carryOut(call, {
    key: call.key,
    versionId: call.request.query.get('versionId') ?? undefined,
    match: headerOf(call.request, 'if-match'),
  });
  return emptyAnswer(204, {
    ...(deleted.marker ? { 'x-amz-delete-marker': 'true' } : {}),
    ...(deleted.versionId === undefined ? {} : { 'x-amz-version-id': deleted.versionId }),
  });
}

/** Each object succeeds or fails for itself; the answer is 200 either way. */
export function deleteObjects(call: Call): WireResponse {
  const root = parseXml(uploadOf(call.request).bytes.toString());
  const objects = allOf(root, 'Object');
  if (root.name !== 'Delete' || objects.length === 0 || objects.length > MOST_AT_ONCE) throw new S3Error('MalformedXML');
  const isQuiet = textOf(root, 'Quiet') === 'true';
  const Deleted: XmlValue[] = [];
  const Errors: XmlValue[] = [];
  for (const object of objects) {
    const deletion = deletionOf(object);
    try {
      const deleted = carryOut(call, deletion);
      if (!isQuiet) Deleted.push(report(deletion, deleted));
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      Errors.push({ Key: deletion.key, VersionId: deletion.versionId, Code: error.code, Message: error.message });
    }
  }
  return xmlAnswer('DeleteResult', { Deleted, Error: Errors });
}

function deletionOf(object: XmlElement): Deletion {
  const key = textOf(object, 'Key');
  if (key === undefined || key === '') throw new S3Error('MalformedXML');
  return { key, versionId: textOf(object, 'VersionId'), match: textOf(object, 'ETag') };
}

function report({ key, versionId }: Deletion, deleted: Deleted): XmlValue {
  return {
    Key: key,
    VersionId: versionId,
    DeleteMarker: deleted.marker ? true : undefined,
    DeleteMarkerVersionId: deleted.marker ? deleted.versionId : undefined,
  };
}

function carryOut(call: Call, { key, versionId, match }: Deletion): Deleted {
  const { store, bucket, settings } = call;
  const now = settings.clock.now();
  if (versionId === undefined) {
    const marker = store.versions.delete(bucket, key, now, deleteCheck(match));
    return marker === undefined ? { marker: false } : { marker: true, versionId: marker.versionId };
  }
  const erased = store.versions.erase(bucket.name, key, versionId, (version) => {
    deleteCheck(match)(version.isDeleteMarker ? undefined : version);
    refuseLocked(version, now, bypassesGovernance(call));
  });
  return { marker: erased?.isDeleteMarker === true, versionId };
}
