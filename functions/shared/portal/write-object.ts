import { createHash } from 'node:crypto';
import { logInfo } from '../log.ts';
import type { PortalBucket, PortalFile, StoredObject } from './portal-bucket.ts';

/** What an object has to say, read from the record: a page or a file, or null where nothing may be online. */
export type Rendering = ({ readonly html: string | null } | { readonly file: PortalFile | null }) & {
  /** Of the record that was read. An object of this version or a later one says everything that this one would. */
  readonly version: number;
};

export interface PortalObject {
  readonly key: string;
  render(): Promise<Rendering>;
  /** The version of the record now. */
  version(): Promise<number>;
}

/** Beyond this many rounds something other than haste is wrong; the machine tries again later. */
const ROUNDS = 50;

export interface Bringing {
  /** `leave`: who may not remove an object is told by undefined that nothing of it may be online. */
  readonly whatMustGo?: 'remove' | 'leave';
  /**
   * The version of the change that has to show, for objects that are never removed: whoever changes the record later
   * sees to it that the later version shows. Without it the record is asked again after writing.
   */
  readonly atLeast?: number;
}

/**
 * Brings one object up to the record: takes its ETag, reads the record, renders, writes over exactly what was seen, and
 * reads the record once more; when that has moved on, or somebody else has written, goes round again. So a slow or dying
 * publish can never bring back what was withdrawn, and of many writers at once one write serves all. Answers the version
 * that shows.
 */
export async function bringUpToDate(bucket: PortalBucket, object: PortalObject, { whatMustGo = 'remove', atLeast }: Bringing = {}): Promise<number | undefined> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const seen = await bucket.head(object.key);
    if (seen !== undefined && seen.version >= (atLeast ?? (await object.version()))) return seen.version;
    const rendering = await object.render();
    if (bodyOf(rendering) === null && whatMustGo === 'leave') return undefined;
    if (!(await write(bucket, object.key, rendering, seen))) {
      await bucket.pause();
      continue;
    }
    const shown = atLeast === undefined ? (await object.version()) === rendering.version : rendering.version >= atLeast;
    if (shown) return rendering.version;
  }
  throw new Error(`The object ${object.key} kept moving on.`);
}

/**
 * Writes an object whatever version it claims to be of: a new template shows the same record in another way. Answers the
 * version that shows; undefined where nothing may be online, and then removes nothing itself.
 */
export async function writeAnew(bucket: PortalBucket, object: PortalObject): Promise<number | undefined> {
  const seen = await bucket.head(object.key);
  const rendering = await object.render();
  if (bodyOf(rendering) !== null) await write(bucket, object.key, rendering, seen);
  return bringUpToDate(bucket, object, { whatMustGo: 'leave' });
}

async function write(bucket: PortalBucket, key: string, rendering: Rendering, seen: StoredObject | undefined): Promise<boolean> {
  const body = bodyOf(rendering);
  if (body === null) {
    if (seen === undefined) return true;
    if (!(await bucket.remove(key, seen))) return false;
    logInfo('PAGE_REMOVED', { key });
    return true;
  }
  if (seen !== undefined && shows(seen, body)) return true;
  const { version } = rendering;
  if (!(await bucket.put(key, body, version, seen))) return false;
  logInfo('PAGE_WRITTEN', { key, version });
  return true;
}

function bodyOf(rendering: Rendering): string | PortalFile | null {
  return 'html' in rendering ? rendering.html : rendering.file;
}

/** The same bytes are not written twice: S3 names an object by their MD5, we name a file by its sha256. */
function shows(seen: StoredObject, body: string | PortalFile): boolean {
  return typeof body === 'string' ? seen.etag === `"${createHash('md5').update(body).digest('hex')}"` : seen.fileHash === body.hash;
}
