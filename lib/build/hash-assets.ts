import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Copies the portal's stylesheet, and the script of the same name beside it, into the emptied folder of assets under a
 * name that carries a hash of both, so that browsers may keep them for ever. Answers with the stylesheet's name; the
 * script's differs from it in the ending only.
 */
export function hashAssets(stylesheet: string, assets: string): string {
  const css = readFileSync(stylesheet);
  const script = readFileSync(stylesheet.replace(/\.css$/, '.js'));
  const hash8 = createHash('sha256').update(css).update(script).digest('hex').slice(0, 8);
  rmSync(assets, { recursive: true, force: true });
  mkdirSync(assets, { recursive: true });
  writeFileSync(join(assets, `portal.${hash8}.css`), css);
  writeFileSync(join(assets, `portal.${hash8}.js`), script);
  return `portal.${hash8}.css`;
}
