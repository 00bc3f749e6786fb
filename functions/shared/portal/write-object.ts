import { createHash } from 'node:crypto';
import { logInfo } from '../log.ts';
import type { PortalBucket, StoredObject } from './portal-bucket.ts';

/** What an object has to say, read from the record: its bytes, or null where nothing may be online. */
export interface Rendering {
  readonly html: string | null;
  /** Of the record that was read. An object of this version or a later one says everything that this one would. */
  readonly version: number;
}

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
    if (rendering.html === null && whatMustGo === 'leave') return undefined;
    if (!(await write(bucket, object.key, rendering, seen))) {
      await bucket.pause();
      continue;
    }
    const shown = atLeast === undefined ? (await object.version()) === rendering.version : rendering.version >= atLeast;
    if (shown) return rendering.version;
  }
  throw new Error(`The object ${object.key} kept moving on.`);
}

/** Writes an object whatever version it claims to be of: a new template shows the same record in another way. Removes nothing. */
export async function writeAnew(bucket: PortalBucket, object: PortalObject): Promise<void> {
  const seen = await bucket.head(object.key);
  const rendering = await object.render();
  if (rendering.html !== null) await write(bucket, object.key, rendering, seen);
  await bringUpToDate(bucket, object, { whatMustGo: 'leave' });
}

async function write(bucket: PortalBucket, key: string, { html, version }: Rendering, seen: StoredObject | undefined): Promise<boolean> {
  if (html === null) {
    if (seen === undefined) return true;
    if (!(await bucket.remove(key, seen))) return false;
    logInfo('PAGE_REMOVED', { key });
    return true;
  }
  if (seen?.etag === etagOf(html)) return true;
  if (!(await bucket.put(key, html, version, seen))) return false;
  logInfo('PAGE_WRITTEN', { key, version });
  return true;
}

/** What S3 calls an object of these bytes: the same bytes are not written twice. */
function etagOf(html: string): string {
  return `"${createHash('md5').update(html).digest('hex')}"`;
}
