import type { WireResponse } from '../../wire/wire.ts';
import { emptyAnswer, xmlAnswer, type Call } from '../context.ts';

export function headBucket({ settings }: Call): WireResponse {
  return emptyAnswer(200, { 'x-amz-bucket-region': settings.region });
}

export function getBucketLocation({ settings }: Call): WireResponse {
  return xmlAnswer('LocationConstraint', settings.region);
}

export function getBucketVersioning({ bucket }: Call): WireResponse {
  return xmlAnswer('VersioningConfiguration', bucket.versioned ? { Status: 'Enabled' } : {});
}
