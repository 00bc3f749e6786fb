import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { text } from './words.ts';

/** The sizes of text: the class that `portal.js` puts on html, and what the reader reads. */
const sizes = [
  ['', text['portal.text-size-standard']],
  ['large', text['portal.text-size-large']],
  ['larger', text['portal.text-size-larger']],
] as const;

/** Text size, contrast and print. The stylesheet shows them only where the script that makes them work has run. */
export function readingTools(): Markup {
  return markup`<div class="tools" role="group" aria-label="${text['portal.tools']}">
<span role="group" aria-label="${text['portal.text-size']}"><span aria-hidden="true">${text['portal.text-size']}</span>${sizes.map(
    ([size, name]) => markup`<button type="button" data-size="${size}" aria-pressed="${size === '' ? 'true' : 'false'}">${name}</button>`,
  )}</span>
<button type="button" data-contrast aria-pressed="false">${text['portal.contrast']}</button>
<button type="button" data-print>${text['portal.print']}</button>
</div>`;
}
