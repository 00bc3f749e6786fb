import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ensureAssembly } from '../../../local/boot/ensure-assembly.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

it('takes away what a synthesis has made on the way that was ended before it could do so', async () => {
  const repository = temporaryFolder('fabu-synthesis-');
  for (const folder of ['bin', 'lib', 'domain', 'functions', 'statemachines', 'web']) mkdirSync(join(repository, folder));
  for (const file of ['package-lock.json', 'cdk.json']) writeFileSync(join(repository, file), '{}');
  writeFileSync(
    join(repository, 'bin', 'app.ts'),
    `import { mkdtempSync, writeFileSync } from 'node:fs';
     import { tmpdir } from 'node:os';
     writeFileSync('begun', mkdtempSync(tmpdir() + '/fabu-build-'));
     process.kill(process.pid, 'SIGTERM');
     setInterval(() => undefined, 1000);`,
  );
  const before = readdirSync(repository);
  await expect(ensureAssembly(repository, join(repository, 'cdk.out'))).rejects.toThrow('The template could not be synthesised');
  expect(existsSync(readFileSync(join(repository, 'begun'), 'utf8'))).toBe(false);
  expect(readdirSync(repository)).toEqual([...before, 'begun'].sort());
});
