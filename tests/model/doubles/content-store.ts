import type { ContentStore } from '../../../functions/shared/content/content-store.ts';
import { contentHashOf } from '../../../domain/release/content.ts';
import { gated } from '../actors.ts';
import { theWorld } from './current.ts';

export type { ContentStore } from '../../../functions/shared/content/content-store.ts';

/** Contents by hash, in memory. */
export function openContentStore(): ContentStore {
  return {
    put: (content) =>
      gated(() => {
        theWorld().contents.set(contentHashOf(content), content);
        return Promise.resolve();
      }),
    get: (hash) =>
      gated(() => {
        const content = theWorld().contents.get(hash);
        return content === undefined ? Promise.reject(new Error('There is no such content.')) : Promise.resolve(content);
      }),
  };
}
