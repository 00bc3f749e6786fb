import { fill } from '../../text/fill.ts';
import type { text as zhCN } from './zh-CN.ts';
import { createStore, useStore } from '../store/store.ts';

export type Language = 'zh-CN' | 'en';
export type TextKey = keyof typeof zhCN;
type Dictionary = Readonly<Record<TextKey, string>>;

/** Puts a key into words of the language that is on, with values in its placeholders. */
export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

const KEPT = 'fabu-desk-language';
const dictionaries = { 'zh-CN': () => import('./zh-CN.ts'), en: () => import('./en.ts') };
const spoken = createStore<{ readonly language: Language; readonly say: Say }>({ language: 'zh-CN', say: (key) => key });

/** The language that was chosen here before, else Chinese. */
export function preferredLanguage(): Language {
  return localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh-CN';
}

/** Loads a language and speaks it from now on, here and at the next visit. */
export async function speak(language: Language): Promise<void> {
  const { text } = await dictionaries[language]();
  const dictionary: Partial<Dictionary> = text;
  document.documentElement.lang = language;
  spoken.set({ language, say: (key, values = {}) => fill(dictionary[key] ?? key, values) });
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await speak(language);
}

/** `say` for a component; it is drawn again when the language changes. */
export function useSay(): Say {
  return useStore(spoken).say;
}

export function useLanguage(): Language {
  return useStore(spoken).language;
}

/** Outside of components. */
export const say: Say = (key, values) => spoken.get().say(key, values);
export const language = (): Language => spoken.get().language;

/** Of a name that the site's own data has in both languages. */
export function nameIn(names: { readonly zh: string; readonly en: string }, language: Language): string {
  return language === 'en' ? names.en : names.zh;
}

/** Words of the middle of a sentence, where they stand by themselves. */
export function atBeginning(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
