import { beijingDate } from '../../domain/calendar/beijing.ts';
import { chineseDate } from './dates.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { ListItem } from './model.ts';

/** Titles with their dates at the right edge. */
export function datedList(items: readonly ListItem[]): Markup {
  return markup`<ul class="list">${items.map(
    ({ title, path, publishedAt }) => markup`
<li><a href="${path}">${title}</a> ${dayElement(publishedAt)}</li>`,
  )}
</ul>`;
}

/** The day of an instant, for people and for machines. */
export function dayElement(instant: number): Markup {
  const day = beijingDate(instant);
  return markup`<time datetime="${day}">${chineseDate(day)}</time>`;
}
