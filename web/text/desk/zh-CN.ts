import { shell } from './zh-CN/shell.ts';
import { signIn } from './zh-CN/signIn.ts';
import { worklist } from './zh-CN/worklist.ts';
import { item } from './zh-CN/item.ts';
import { sent } from './zh-CN/sent.ts';
import { write } from './zh-CN/write.ts';
import { list } from './zh-CN/list.ts';
import { queue } from './zh-CN/queue.ts';
import { search } from './zh-CN/search.ts';
import { columns } from './zh-CN/columns.ts';
import { duties } from './zh-CN/duties.ts';
import { ledger } from './zh-CN/ledger.ts';
import { people } from './zh-CN/people.ts';

/** What the desk says: a file for each screen, and `shell` for what they share. */
export const desk = {
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
} as const;
