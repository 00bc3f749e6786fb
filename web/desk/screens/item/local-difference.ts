import type { Difference } from '../../api/types.ts';
import { linesOf } from '../../editor/paragraph-differences.ts';

interface Text {
  readonly title: string;
  readonly body: string;
}

const OPS = { same: 'same', mine: 'added', theirs: 'removed' } as const;

/** What a fix changes, paragraph by paragraph, before anybody has it but who makes it. */
export function localDifference(from: Text, to: Text): Pick<Difference, 'fields' | 'body' | 'coarse'> {
  const fields = from.title === to.title ? [] : [{ name: 'title', from: from.title, to: to.title }];
  const body = linesOf(to.body, from.body).map(({ op, text }) => ({ op: OPS[op], text: `${text}\n` }));
  return { fields, body, coarse: false };
}
