import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Copies the portal's stylesheet into the emptied folder of assets under a name that carries its hash,
 * so that browsers may keep it for ever. Answers with the name.
 */
export function hashStylesheet(source: string, assets: string): string {
  const css = readFileSync(source);
  const hash8 = createHash('sha256').update(css).digest('hex').slice(0, 8);
  const name = `portal.${hash8}.css`;
  rmSync(assets, { recursive: true, force: true });
  mkdirSync(assets, { recursive: true });
  writeFileSync(join(assets, name), css);
  return name;
}
