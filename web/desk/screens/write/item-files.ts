import { newIntent, type Sending } from '../../api/client.ts';
import { createStore } from '../../store/store.ts';
import { bindFile, removeFile, type Arrived, type Attachment, type Bound } from './calls.ts';
import type { Recorded } from './recorded.ts';

/**
 * Which files belong to the item; never changed over a version that has not been seen. `catchUp` takes up a newer version
 * that was in the way, after which it is tried once more, or throws.
 */
export function openItemFiles(recorded: Recorded, given: readonly Attachment[], catchUp: (error: unknown) => Promise<void>) {
  const files = createStore(given);

  async function once(work: (id: string, sending: Sending) => Promise<Bound>): Promise<void> {
    const id = recorded.item.get();
    const version = recorded.version();
    if (id === undefined || version === undefined) throw new Error('A file belongs to an item that there is.');
    const bound = await work(id, { intent: newIntent(), ifMatch: version });
    recorded.goOnTo(bound.version);
    files.set(bound.attachments);
  }

  async function change(work: (id: string, sending: Sending) => Promise<Bound>): Promise<void> {
    try {
      await once(work);
    } catch (error) {
      await catchUp(error);
      await once(work);
    }
  }

  return {
    files,
    bind: (name: string, arrived: Arrived) => change((id, sending) => bindFile(id, name, arrived, sending)),
    remove: (name: string) => change((id, sending) => removeFile(id, name, sending)),
  };
}
