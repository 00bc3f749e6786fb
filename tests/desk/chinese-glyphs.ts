import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext } from 'playwright-core';

const require = createRequire(import.meta.url);
const WEIGHTS = [400, 600] as const;
const PLACE = '/desk/assets/glyphs-';

const faces = WEIGHTS.map((weight) => `@font-face { font-family: "Noto Sans CJK SC"; font-weight: ${weight}; src: url(${PLACE}${weight}.woff2) format("woff2"); }`).join('\n');

/** Gives the desk's pages the glyphs that their readers' computers have: a machine for tests has none. */
export async function useChineseGlyphs(context: BrowserContext): Promise<void> {
  for (const weight of WEIGHTS) {
    const body = readFileSync(require.resolve(`@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-${weight}-normal.woff2`));
    await context.route(`**${PLACE}${weight}.woff2`, (route) => route.fulfill({ body, contentType: 'font/woff2' }));
  }
  await context.route('**/*.css', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `${faces}\n${await answer.text()}` });
  });
}
