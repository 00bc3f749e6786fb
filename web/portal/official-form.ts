import { markup } from './markup.ts';
import type { Markup } from './markup.ts';

/** 主送机关: the first paragraph, when it is a short address that ends with a colon, stands without indent. */
const SALUTATION = /^\s*<p>(?=[^<]{1,200}：<\/p>)/;

/** 落款: the last paragraph, when it is a date, and up to three short lines without a full stop before it. */
const SIGNATURE = /(?:<p>[^<。；！？：]{2,30}<\/p>\s*){0,3}<p>\d{4}年\d{1,2}月\d{1,2}日<\/p>\s*$/;

/**
 * Sets sanitised prose as official documents are set (GB/T 9704: addressee flush left, signature and date at the right).
 * Editors' text has no classes, so its form tells which paragraph is which; in doubt a paragraph stays ordinary.
 */
export function inOfficialForm(sanitised: string): string {
  return sanitised
    .replace(SALUTATION, '<p class="flush">')
    .replace(SIGNATURE, (lines) => lines.replaceAll('<p>', '<p class="signature">'));
}

/** A title in which a number is not parted from its 年, 月, 日 or 号 at the end of a line. */
export function unbroken(title: string): readonly Markup[] {
  return title
    .split(/(\d+[年月日号])/)
    .map((part, index) => (index % 2 === 1 ? markup`<span class="keep">${part}</span>` : markup`${part}`));
}
