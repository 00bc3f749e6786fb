import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DamagedObjectsError } from '../errors.ts';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS buckets (name TEXT PRIMARY KEY, settings TEXT NOT NULL) STRICT;

CREATE TABLE IF NOT EXISTS versions (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  bucket TEXT NOT NULL,
  key TEXT NOT NULL,
  version_id TEXT NOT NULL,
  latest INTEGER NOT NULL,
  delete_marker INTEGER NOT NULL,
  blob TEXT,
  size INTEGER NOT NULL,
  etag TEXT NOT NULL,
  modified INTEGER NOT NULL,
  headers TEXT NOT NULL,
  checksum TEXT,
  lock_mode TEXT,
  retain_until INTEGER,
  legal_hold INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS version_of_key ON versions (bucket, key, version_id);
CREATE UNIQUE INDEX IF NOT EXISTS one_latest ON versions (bucket, key) WHERE latest = 1;
CREATE INDEX IF NOT EXISTS history_of_key ON versions (bucket, key, seq DESC);

CREATE TABLE IF NOT EXISTS uploads (
  upload_id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, headers TEXT NOT NULL, lock TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS parts (
  upload_id TEXT NOT NULL REFERENCES uploads ON DELETE CASCADE,
  number INTEGER NOT NULL,
  blob TEXT NOT NULL,
  size INTEGER NOT NULL,
  etag TEXT NOT NULL,
  checksum TEXT,
  modified INTEGER NOT NULL,
  PRIMARY KEY (upload_id, number)
) STRICT;
`;

/** Opens the index of all objects. Throws `DamagedObjectsError`. */
export function openDatabase(directory: string): DatabaseSync {
  mkdirSync(directory, { recursive: true });
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(join(directory, 'index.sqlite'));
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON');
    database.exec(SCHEMA);
    return database;
  } catch (error) {
    database?.close();
    throw new DamagedObjectsError(directory, error);
  }
}

/** All or nothing. SQLite's calls are synchronous, so nothing else of this process can come in between. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
