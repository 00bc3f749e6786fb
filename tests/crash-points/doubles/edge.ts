import type { Edge } from '../../../functions/shared/portal/edge.ts';
import { gated } from '../../model/actors.ts';
import { theOutside } from '../outside.ts';

export type { Edge } from '../../../functions/shared/portal/edge.ts';

/** The distribution's caches: an order is done after it has been asked about once, and a reference is of one order. */
export function edgeOf(): Edge {
  return {
    forget: (paths, reference) =>
      gated(() => {
        const { orders } = theOutside();
        const wanted = [...paths].sort().join(' ');
        const before = orders.get(reference);
        if (before !== undefined && before.paths !== wanted) return Promise.reject(new Error('InvalidArgument: the reference was used for other paths.'));
        if (before === undefined) orders.set(reference, { paths: wanted, done: false });
        return Promise.resolve(reference);
      }),
    hasForgotten: (order) =>
      gated(() => {
        const { orders, cached } = theOutside();
        const found = orders.get(order);
        if (found === undefined) return Promise.reject(new Error('NoSuchInvalidation'));
        const { done } = found;
        found.done = true;
        for (const path of found.paths.split(' ')) cached.delete(path);
        return Promise.resolve(done);
      }),
  };
}
