import { DamagedObjectsError } from '../errors.ts';
import { Blobs } from './blobs.ts';
import { Buckets } from './buckets.ts';
import { openDatabase } from './database.ts';
import { Listings } from './listing.ts';
import { Uploads } from './uploads.ts';
import { Versions } from './versions.ts';

/** Everything that is kept in one folder. */
export interface ObjectStore {
  readonly blobs: Blobs;
  readonly buckets: Buckets;
  readonly listings: Listings;
  readonly uploads: Uploads;
  readonly versions: Versions;
  close(): void;
}

/** Opens the folder and sweeps the files of writes that were cut off. Throws `DamagedObjectsError`. */
export function openObjectStore(directory: string): ObjectStore {
  const database = openDatabase(directory);
  try {
    const blobs = new Blobs(directory);
    const known = database.prepare('SELECT blob FROM versions WHERE blob IS NOT NULL UNION SELECT blob FROM parts').all();
    blobs.sweep(new Set(known.map((row) => row['blob'] as string)));
    return {
      blobs,
      buckets: new Buckets(database),
      listings: new Listings(database),
      uploads: new Uploads(database, blobs),
      versions: new Versions(database, blobs),
      close: () => database.close(),
    };
  } catch (error) {
    database.close();
    throw new DamagedObjectsError(directory, error);
  }
}
