import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataFolder } from '../../local/boot/data-folder.ts';
import { startCloud } from '../../local/boot/start-cloud.ts';
import { enrolPeople } from '../../local/demonstration/load.ts';

/** Where folders with people lie for as long as the tests run; said by the global set-up. */
export const KEPT_FOLDERS = 'FABU_TEST_FOLDERS';

const MINUTE = 60_000;
const assembly = join(import.meta.dirname, '..', '..', 'cdk.out');

/**
 * A new data folder in which the demonstration's people were enrolled a minute before `now` (epoch milliseconds; real time
 * when undefined). Enrolling them takes most of a first start: it is done once for each moment that tests begin at, and copied.
 */
export async function folderWithPeople(now: number | undefined): Promise<string> {
  const data = mkdtempSync(join(tmpdir(), 'fabu-'));
  const kept = process.env[KEPT_FOLDERS];
  if (kept === undefined) return data;
  const prepared = join(kept, String(now ?? 'today'));
  if (!existsSync(prepared)) await prepare(prepared, now);
  cpSync(prepared, data, { recursive: true });
  return data;
}

/** Two test files may do it at the same time: the first stays. */
async function prepare(prepared: string, now: number | undefined): Promise<void> {
  const made = mkdtempSync(`${prepared}-`);
  const folder = openDataFolder(made, false);
  const cloud = await startCloud({ assembly, folder, publicOrigin: 'http://127.0.0.1', now: now === undefined ? undefined : now - MINUTE });
  await enrolPeople(cloud, folder);
  await cloud.clock.activity.quiet();
  await cloud.close();
  folder.release();
  try {
    renameSync(made, prepared);
  } catch {
    rmSync(made, { recursive: true, force: true });
  }
}
