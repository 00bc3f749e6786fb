import type { ReadTips } from '../../../functions/shared/seals/read-tips.ts';
import { HEAD } from '../../../functions/shared/record/keys.ts';
import { gated } from '../../model/actors.ts';
import { theOutside } from '../outside.ts';

export * from '../../../functions/shared/seals/read-tips.ts';

/** Heads of the record, many in one call. */
export function tipReader(): ReadTips {
  return (pks) =>
    gated(() => {
      const rows = pks.map((pk) => theOutside().memory.peek(pk, HEAD)).filter((row) => row !== undefined);
      return Promise.resolve(new Map(rows.map(({ pk, seq, lastHash }) => [String(pk), { pk: String(pk), seq: Number(seq), hash: String(lastHash) }])));
    });
}
