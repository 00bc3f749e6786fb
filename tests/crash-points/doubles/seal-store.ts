import type { SealStore } from '../../../functions/shared/seals/seal-store.ts';
import { gated } from '../../model/actors.ts';
import { theOutside } from '../outside.ts';

export * from '../../../functions/shared/seals/seal-store.ts';

export function openSealStore(): SealStore {
  return {
    list: (prefix) =>
      gated(() => {
        const keys = [...theOutside().seals.keys()].filter((key) => key.startsWith(prefix)).sort();
        return Promise.resolve(keys.map((key) => ({ key, firstVersion: 'first', laidOver: 0 })));
      }),
    read: ({ key }) => gated(() => Promise.resolve(theOutside().seals.get(key) ?? '')),
    write: (key, text) =>
      gated(() => {
        const { seals } = theOutside();
        if (seals.has(key)) return Promise.resolve(false);
        seals.set(key, text);
        return Promise.resolve(true);
      }),
  };
}
