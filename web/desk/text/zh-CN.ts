import { desk } from '../../text/desk/zh-CN.ts';
import { words } from '../../text/words/zh-CN.ts';

/** What the desk says in Chinese; a chunk of its own. */
export const text = { ...words, ...desk } as const;
