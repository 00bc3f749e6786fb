import { join } from 'node:path';
import { ensureAssembly } from '../../local/boot/ensure-assembly.ts';

const repository = join(import.meta.dirname, '..', '..');

/** Synthesises once before any test: two workers that did so at the same time would write over each other's files. */
export default async function prepareAssembly(): Promise<void> {
  await ensureAssembly(repository, join(repository, 'cdk.out'));
}
