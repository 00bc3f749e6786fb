import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { versionOf, type Version, type VersionRow } from './version.ts';

export interface ListingQuery {
  readonly prefix: string;
  readonly delimiter: string;
  readonly limit: number;
}

export interface Listing {
  readonly versions: readonly Version[];
  readonly commonPrefixes: readonly string[];
  /** Where the next page starts, when there is one: the last key or common prefix of this. */
  readonly next?: string;
  /** With versions: the last version of that key. */
  readonly nextVersionId?: string;
}

/** Sorts after every key that begins with the same text. */
const LAST = '\u{10FFFF}';
const PAGE = 200;

/** Lists keys in the order of their UTF-8 bytes, as S3 does. */
export class Listings {
  readonly #current: StatementSync;
  readonly #history: StatementSync;

  constructor(database: DatabaseSync) {
    this.#current = database.prepare(
      `SELECT * FROM versions WHERE bucket = ? AND latest = 1 AND delete_marker = 0 AND key >= ? AND key > ? ORDER BY key LIMIT ${PAGE}`,
    );
    this.#history = database.prepare(
      `SELECT * FROM versions WHERE bucket = ? AND key >= ? AND (key > ? OR (key = ? AND seq < (
         SELECT seq FROM versions WHERE bucket = ? AND key = ? AND version_id = ?)))
       ORDER BY key, seq DESC LIMIT ${PAGE}`,
    );
  }

  /** Current objects whose key comes after `after`. */
  objects(bucket: string, query: ListingQuery, after: string): Listing {
    return page(query, after, (marker) => rows(this.#current.all(bucket, query.prefix, marker)));
  }

  /** All versions and delete markers after a key, or after a version of that key. */
  history(bucket: string, query: ListingQuery, after: string, afterVersion = ''): Listing {
    return page(
      query,
      after,
      (marker, version) => rows(this.#history.all(bucket, query.prefix, marker, marker, bucket, marker, version)),
      afterVersion,
    );
  }
}

function rows(found: readonly unknown[]): Version[] {
  return found.map((row) => versionOf(row as VersionRow));
}

type Fetch = (afterKey: string, afterVersion: string) => readonly Version[];

function page(query: ListingQuery, after: string, fetch: Fetch, afterVersion = ''): Listing {
  const versions: Version[] = [];
  const commonPrefixes: string[] = [];
  let last = { key: after, versionId: afterVersion };
  for (const { version, common } of entries(query, after, fetch, afterVersion)) {
    if (versions.length + commonPrefixes.length >= query.limit) {
      return { versions, commonPrefixes, next: last.key, nextVersionId: last.versionId };
    }
    last = { key: common ?? version.key, versionId: version.versionId };
    if (common === undefined) versions.push(version);
    else commonPrefixes.push(common);
  }
  return { versions, commonPrefixes };
}

interface Entry {
  readonly version: Version;
  /** Set when the entry stands for all keys that begin so. */
  readonly common: string | undefined;
}

/** Versions in order; of those that share a common prefix only the first, and the rest is not even read. */
function* entries({ prefix, delimiter }: ListingQuery, after: string, fetch: Fetch, afterVersion: string): Generator<Entry> {
  // A page that ended on a common prefix goes on behind all its keys.
  let marker = after !== '' && commonPrefixOf(after, prefix, delimiter) === after ? after + LAST : after;
  let versionMarker = afterVersion;
  for (let isMore = true; isMore; ) {
    const fetched = fetch(marker, versionMarker);
    isMore = fetched.length === PAGE;
    for (const version of fetched) {
      if (!version.key.startsWith(prefix)) return;
      const common = commonPrefixOf(version.key, prefix, delimiter);
      yield { version, common };
      marker = common === undefined ? version.key : common + LAST;
      versionMarker = version.versionId;
      isMore ||= common !== undefined;
      if (common !== undefined) break;
    }
  }
}

function commonPrefixOf(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '' || !key.startsWith(prefix)) return undefined;
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}
