import { normalised } from './document.ts';

const INLINE = /<\/?(?:a|em|s|span|strong|sub|sup|time|u)\b[^>]*>/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** What a page's `<main>` says, without tags: the text that a reader could select. */
export function textOfPage(html: string): string {
  const main = /<main\b[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? '';
  const plain = main.replace(INLINE, '').replace(/<[^>]*>/g, ' ');
  return normalised(plain.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, character));
}

function character(entity: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
  if (hexadecimal !== undefined) return String.fromCodePoint(Number.parseInt(hexadecimal, 16));
  return NAMED[name ?? ''] ?? entity;
}

/** The lines that the text does not say, or not in their order. The title may stand anywhere before the others. */
export function missingLines(text: string, lines: readonly string[], title: string): string[] {
  const titleAt = lines.indexOf(normalised(title));
  let from = Math.max(text.indexOf(normalised(title)), 0);
  return lines.filter((line, place) => {
    const found = text.indexOf(line, place === titleAt ? 0 : from);
    if (found >= 0 && place !== titleAt) from = found + line.length;
    return found < 0;
  });
}
