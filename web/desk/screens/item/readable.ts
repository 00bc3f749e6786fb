import type { Say, TextKey } from '../../text/text.ts';

const TAG = /<(\/?)([a-z0-9]+)([^>]*)>/g;
const WORDS: Readonly<Record<string, TextKey>> = {
  h2: 'desk.item.tag.heading',
  h3: 'desk.item.tag.heading',
  h4: 'desk.item.tag.heading',
  li: 'desk.item.tag.entry',
  td: 'desk.item.tag.cell',
  th: 'desk.item.tag.cell',
  table: 'desk.item.tag.table',
  strong: 'desk.item.tag.strong',
  em: 'desk.item.tag.emphasis',
  img: 'desk.item.tag.picture',
  video: 'desk.item.tag.film',
  a: 'desk.item.tag.link',
};

/**
 * A stretch of a body for people who read no markup: where nothing changed, the words; where something did, what kind of
 * thing it is too, and the address or description that it carries.
 */
export function readable(text: string, isChanged: boolean, say: Say): string {
  const words = text.replaceAll(TAG, (_, end: string, name: string, attributes: string) => (isChanged && end === '' ? named(name, attributes, say) : ''));
  const lines = words.split('\n').filter((line, index, all) => line.trim() !== '' || index === all.length - 1);
  // A change that has no words, such as the end of a list, is shown as it is written.
  const shown = isChanged && words.trim() === '' ? text : lines.join('\n');
  return shown.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&nbsp;', ' ').replaceAll('&quot;', '"');
}

function named(name: string, attributes: string, say: Say): string {
  const word = WORDS[name];
  const told = attributes.trim();
  if (word === undefined) return told === '' ? '' : `〔${name} ${told}〕`;
  return `〔${say(word)}${told === '' ? '' : ` ${told}`}〕`;
}
