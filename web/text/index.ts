import { portal as portalEn } from './portal/en.ts';
import { portal } from './portal/zh-CN.ts';
import { problems as problemsEn } from './problems/en.ts';
import { problems } from './problems/zh-CN.ts';
import { words as wordsEn } from './words/en.ts';
import { words } from './words/zh-CN.ts';

export { fill } from './fill.ts';

/*
 * Every sentence that people read, in a folder for each place where it stands, in both languages. What the functions
 * say is put together here; `desk/` (the form that staff work in) and `mail/` (what they are written) are taken by
 * those alone, since a function carries every word that it could say.
 * Placeholders in braces are filled by `fill`; `en.ts` has the same keys and the same placeholders as `zh-CN.ts`.
 */
const zhCN = { ...portal, ...problems, ...words } as const;
const en: Text = { ...portalEn, ...problemsEn, ...wordsEn };

/** A key of the dictionary; every language has exactly these. */
export type TextKey = keyof typeof zhCN;

/** One language's dictionary. */
export type Text = Readonly<Record<TextKey, string>>;

/** A language that has a dictionary, as its BCP 47 tag. */
export type Language = 'zh-CN' | 'en';

type Last<Prefix extends string> = TextKey extends infer K ? (K extends `${Prefix}${infer Name}` ? Name : never) : never;

/** The last part of a problem's `type`, one for each problem of the API. */
export type ProblemName = Last<'problem.title.'>;

/** What can be wrong at one place of a request body. */
export type FaultName = Last<'problem.fault.'>;

const dictionaries: Readonly<Record<Language, Text>> = { 'zh-CN': zhCN, en };

/** The dictionary of a language. */
export function textFor(language: Language): Text {
  return dictionaries[language];
}

/**
 * The language that an `Accept-Language` header prefers among those we have; Chinese when it names none, is absent or
 * is malformed. Quality values count (RFC 9110, 12.5.4); the first named wins a tie.
 */
export function languageOf(acceptLanguage: string | null | undefined): Language {
  let best: { language: Language; quality: number } = { language: 'zh-CN', quality: 0 };
  for (const range of (acceptLanguage ?? '').split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const language = ownLanguage(tag);
    const quality = qualityOf(parameters);
    if (language !== null && quality > best.quality) best = { language, quality };
  }
  return best.language;
}

function ownLanguage(tag: string): Language | null {
  const primary = tag.split('-')[0];
  if (primary === 'zh' || primary === '*') return 'zh-CN';
  return primary === 'en' ? 'en' : null;
}

function qualityOf(parameters: readonly string[]): number {
  const given = parameters.find((parameter) => parameter.startsWith('q='));
  if (given === undefined) return 1;
  const quality = Number(given.slice(2));
  return quality >= 0 && quality <= 1 ? quality : 0;
}
