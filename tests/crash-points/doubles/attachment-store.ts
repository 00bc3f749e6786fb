import type { AttachmentStore } from '../../../functions/shared/content/attachment-store.ts';
import { gated } from '../../model/actors.ts';
import { theOutside } from '../outside.ts';

export type { AttachmentStore, StoredUpload } from '../../../functions/shared/content/attachment-store.ts';

export function openAttachmentStore(): AttachmentStore {
  return {
    keep: (_, hash) => gated(() => Promise.resolve(void theOutside().files.add(hash))),
    linkTo: ({ hash }) => Promise.resolve(`https://bucket.example/${hash}`),
  };
}
