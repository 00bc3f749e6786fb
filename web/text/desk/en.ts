import { shell } from './en/shell.ts';
import { signIn } from './en/signIn.ts';
import { worklist } from './en/worklist.ts';
import { item } from './en/item.ts';
import { sent } from './en/sent.ts';
import { write } from './en/write.ts';
import { list } from './en/list.ts';
import { queue } from './en/queue.ts';
import { search } from './en/search.ts';
import { columns } from './en/columns.ts';
import { duties } from './en/duties.ts';
import { ledger } from './en/ledger.ts';
import { people } from './en/people.ts';
import type { desk as zhCN } from './zh-CN.ts';

export const desk: Readonly<Record<keyof typeof zhCN, string>> = {
  ...shell,
  ...signIn,
  ...worklist,
  ...sent,
  ...write,
  ...item,
  ...list,
  ...queue,
  ...search,
  ...columns,
  ...duties,
  ...ledger,
  ...people,
};
