import type { DatabaseSync } from 'node:sqlite';
import { S3Error } from '../errors.ts';
import type { LockMode } from './version.ts';

export interface CorsRule {
  /** `*` may stand for any text. */
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  readonly allowedHeaders?: readonly string[];
  readonly exposedHeaders?: readonly string[];
  readonly maxAgeSeconds?: number;
}

export interface BucketSettings {
  readonly name: string;
  readonly versioned: boolean;
  /** Needs versions. `defaultRetention` holds for every new version that brings none of its own. */
  readonly objectLock?: { readonly defaultRetention?: { readonly mode: LockMode; readonly days: number } };
  readonly cors?: readonly CorsRule[];
}

/** The buckets of the template. */
export class Buckets {
  readonly #database: DatabaseSync;
  readonly #all = new Map<string, BucketSettings>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    for (const row of database.prepare('SELECT settings FROM buckets').all()) {
      const settings = JSON.parse(row['settings'] as string) as BucketSettings;
      this.#all.set(settings.name, settings);
    }
  }

  /** Creates the bucket or takes over its changed settings. Throws when that would lose versions or locks. */
  ensure(settings: BucketSettings): void {
    const before = this.#all.get(settings.name);
    if (before?.versioned === true && !settings.versioned) throw new Error(`Bucket ${settings.name} has versions and cannot lose them; start with --fresh.`);
    if (before?.objectLock !== undefined && settings.objectLock === undefined) throw new Error(`Bucket ${settings.name} has Object Lock, which cannot be taken away; start with --fresh.`);
    if (settings.objectLock !== undefined && !settings.versioned) throw new Error(`Bucket ${settings.name} has Object Lock and therefore needs versions.`);
    this.#database.prepare('INSERT OR REPLACE INTO buckets (name, settings) VALUES (?, ?)').run(settings.name, JSON.stringify(settings));
    this.#all.set(settings.name, settings);
  }

  /** Throws NoSuchBucket. */
  named(name: string): BucketSettings {
    const found = this.#all.get(name);
    if (found === undefined) throw new S3Error('NoSuchBucket', { fields: { BucketName: name } });
    return found;
  }
}
