import { beijingDate } from '../../domain/calendar/beijing.ts';
import { fill } from '../text/index.ts';
import { chineseDate } from './dates.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { Correction } from './model.ts';
import { unbroken } from './official-form.ts';
import { text } from './words.ts';

/** 更正: on top of a corrected item, when and why its text is another one than before; the latest first. */
export function correctionNotice(corrections: readonly Correction[]): Markup | null {
  if (corrections.length === 0) return null;
  const sentences = [...corrections].sort((one, other) => other.at - one.at).map(sentenceOf);
  return markup`<section class="corrected" aria-labelledby="corrected">
<h2 id="corrected">${text['portal.corrections']}</h2>
${sentences.length === 1 ? markup`<p>${sentences}</p>` : markup`<ul>${sentences.map((sentence) => markup`<li>${sentence}</li>`)}</ul>`}
</section>`;
}

function sentenceOf({ at, reason }: Correction): Markup {
  const date = chineseDate(beijingDate(at));
  return markup`${unbroken(fill(text['portal.corrected'], { date }))}${reason}`;
}
