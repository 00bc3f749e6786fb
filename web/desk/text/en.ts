import { desk } from '../../text/desk/en.ts';
import { words } from '../../text/words/en.ts';

/** What the desk says in English; a chunk of its own. */
export const text = { ...words, ...desk };
