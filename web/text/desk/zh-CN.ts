import { shell } from './zh-CN/shell.ts';
import { signIn } from './zh-CN/signIn.ts';
import { worklist } from './zh-CN/worklist.ts';
import { item } from './zh-CN/item.ts';
import { sent } from './zh-CN/sent.ts';
import { write } from './zh-CN/write.ts';

/** What the desk says: a file for each screen, and `shell` for what they share. */
export const desk = {
  ...shell,
  ...signIn,
  ...worklist,
  ...sent,
  ...write,
  ...item,
} as const;
