/** Words to look for, as they are typed, in a form in which full-width and capital letters make no difference. */
export type Words = readonly string[];

/** What is typed, cut at blanks; none where it is blank. */
export function wordsOf(typed: string): Words {
  return plain(typed).split(/\s+/).filter((word) => word !== '');
}

/** Whether a title has all the words in it, in any order. */
export function hasWords(title: string, words: Words): boolean {
  const text = plain(title);
  return words.every((word) => text.includes(word));
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
