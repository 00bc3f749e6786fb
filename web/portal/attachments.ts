import { fill } from '../text/index.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { Attachment } from './model.ts';
import { text } from './words.ts';

/** The files of an item, each with its type and size, so that nobody has to open one to know. */
export function attachmentList(attachments: readonly Attachment[]): Markup | null {
  if (attachments.length === 0) return null;
  return markup`<section class="attachments" aria-labelledby="attachments">
<h2 id="attachments">${text['portal.attachments']}</h2>
<ul>${attachments.map(
    ({ name, href, type, bytes }) => markup`
<li><a href="${href}">${name}</a><span>${fill(text['portal.attachment-facts'], { type, size: sizeOf(bytes) })}</span></li>`,
  )}
</ul>
</section>`;
}

/** A size as people say it, in steps of 1024: 812 KB, 1.2 MB. */
function sizeOf(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1024));
  return kilobytes < 1024 ? `${kilobytes} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
