import { globSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { DataFolder } from './data-folder.ts';
import { StartupFault } from './options.ts';

/**
 * Looks through every SQLite file of the data folder before an engine opens it: damage would otherwise show in the middle
 * of somebody's work. Throws StartupFault naming the file.
 */
export function checkDatabases(folder: DataFolder): void {
  for (const name of globSync('**/*.sqlite', { cwd: folder.path })) {
    const file = join(folder.path, name);
    const fault = faultIn(file);
    if (fault !== undefined) throw new StartupFault(`${file} is damaged (${fault}). Start with --fresh to clear the data folder, or restore it.`);
  }
}

function faultIn(file: string): string | undefined {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    const found = String(Object.values(database.prepare('PRAGMA quick_check(1)').get() ?? {})[0]);
    return found === 'ok' ? undefined : found.split('\n', 1)[0];
  } catch (error) {
    return (error as Error).message;
  } finally {
    database?.close();
  }
}
