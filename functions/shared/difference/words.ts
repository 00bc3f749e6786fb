const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** The smallest parts that are compared: a tag, a Chinese or other word, a mark, the end of a line. Joined, they are the text. */
export function wordsOf(text: string): string[] {
  return text.split(/(<[^>]*>|\n)/).flatMap((part, index) => (index % 2 === 1 ? [part] : Array.from(segmenter.segment(part), ({ segment }) => segment)));
}
