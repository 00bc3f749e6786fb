import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureAssembly } from '../../local/boot/ensure-assembly.ts';
import { KEPT_FOLDERS } from './folder-with-people.ts';

const repository = join(import.meta.dirname, '..', '..');

/**
 * Synthesises once before any test: two workers that did so at the same time would write over each other's files. Gives
 * the tests' laptops a place for what they have in common, and takes it away.
 */
export default async function prepareTests(): Promise<() => void> {
  await ensureAssembly(repository, join(repository, 'cdk.out'));
  const kept = mkdtempSync(join(tmpdir(), 'fabu-kept-'));
  process.env[KEPT_FOLDERS] = kept;
  return () => rmSync(kept, { recursive: true, force: true });
}
