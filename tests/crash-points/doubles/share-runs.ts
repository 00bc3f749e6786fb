import { shareRuns as shared, type Share } from '../../../functions/shared/share-runs.ts';
import { theOutside } from '../outside.ts';

export type { Share } from '../../../functions/shared/share-runs.ts';

/** The product's own, among the calls of one process and not beyond. */
export function shareRuns<Result>(): Share<Result> {
  const known = new WeakMap<object, Share<Result>>();
  return (key, work) => {
    const { environment } = theOutside();
    const mine = known.get(environment) ?? shared<Result>();
    known.set(environment, mine);
    return mine(key, work);
  };
}
