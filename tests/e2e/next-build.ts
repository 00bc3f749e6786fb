import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder.ts';

const repository = join(import.meta.dirname, '..', '..');

/** What an assembly is made from. */
const sources = ['bin', 'lib', 'domain', 'functions', 'statemachines', 'web', 'package.json', 'package-lock.json', 'cdk.json', 'tsconfig.json'];

/** The application with some of its sources changed, synthesised as a deployment would be. Answers its cloud assembly. */
export function nextBuild(changes: Readonly<Record<string, (text: string) => string>>): string {
  const folder = temporaryFolder('fabu-next-');
  for (const source of sources) cpSync(join(repository, source), join(folder, source), { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  for (const [file, change] of Object.entries(changes)) {
    const before = readFileSync(join(folder, file), 'utf8');
    const after = change(before);
    if (after === before) throw new Error(`Nothing was changed in ${file}.`);
    writeFileSync(join(folder, file), after);
  }
  const assembly = join(folder, 'cdk.out');
  const { status, stderr } = spawnSync(process.execPath, ['bin/app.ts'], { cwd: folder, env: { ...process.env, FABU_STAGE: 'laptop', CDK_OUTDIR: assembly }, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The next build could not be synthesised: ${stderr}`);
  return assembly;
}
