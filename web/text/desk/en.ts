import { shell } from './en/shell.ts';
import { signIn } from './en/signIn.ts';
import { worklist } from './en/worklist.ts';
import { item } from './en/item.ts';
import { sent } from './en/sent.ts';
import { write } from './en/write.ts';
import type { desk as zhCN } from './zh-CN.ts';

export const desk: Readonly<Record<keyof typeof zhCN, string>> = {
  ...shell,
  ...signIn,
  ...worklist,
  ...sent,
  ...write,
  ...item,
};
