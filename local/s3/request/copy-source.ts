import type { WireRequest } from '../../wire/wire.ts';
import { S3Error } from '../errors.ts';
import { headerOf } from './headers.ts';

export interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
}

/** Reads `x-amz-copy-source`: `/bucket/key?versionId=…`, percent-encoded. Throws InvalidArgument. */
export function copySourceOf(request: WireRequest): CopySource {
  const [path = '', query = ''] = (headerOf(request, 'x-amz-copy-source') ?? '').replace(/^\//, '').split('?', 2);
  const slash = path.indexOf('/');
  if (slash <= 0 || slash === path.length - 1) throw new S3Error('InvalidArgument', { message: 'Invalid copy source object key' });
  const versionId = new URLSearchParams(query).get('versionId');
  try {
    return {
      bucket: decodeURIComponent(path.slice(0, slash)),
      key: decodeURIComponent(path.slice(slash + 1)),
      ...(versionId === null ? {} : { versionId }),
    };
  } catch {
    throw new S3Error('InvalidArgument', { message: 'Invalid copy source encoding' });
  }
}
