import { newIntent, type Intent } from '../../api/client.ts';
import { Refused } from '../../api/problem.ts';
import type { Release } from '../../api/types.ts';
import { createStore } from '../../store/store.ts';
import { create, save } from './calls.ts';
import { contentOf, draftOf, emptyDraft, saysTheSame, textOf, type Draft } from './draft.ts';

/** A write that was sent and not answered: the record may have taken it. */
export interface Unanswered {
  readonly draft: Draft;
  readonly intent: Intent;
  /** The version that was seen; undefined where it creates the item. */
  readonly ifMatch: number | undefined;
}

export type Recorded = ReturnType<typeof openRecorded>;

/** An item as the record has it, as far as one form knows. `beforeSending` is waited for before each write leaves. */
export function openRecorded(release?: Release, beforeSending: () => Promise<unknown> = () => Promise.resolve()) {
  const item = createStore<string | undefined>(release?.id);
  let version = release?.version;
  /** What `version` says; undefined where only the number is known. */
  let base: Draft | undefined = release === undefined ? emptyDraft : draftOf(release);
  let text = textOf(base);
  let unanswered: Unanswered | undefined;

  async function send(write: Unanswered): Promise<void> {
    unanswered = write;
    await beforeSending();
    try {
      await answered(write);
      unanswered = undefined;
      know(write.draft);
    } catch (error) {
      if (isRefusal(error)) unanswered = undefined;
      throw error;
    }
  }

  function know(draft: Draft): void {
    base = draft;
    text = textOf(draft);
  }

  async function answered({ draft, intent, ifMatch }: Unanswered): Promise<void> {
    const content = contentOf(draft.body === '' ? { ...draft, body: '<p></p>' } : draft);
    const id = item.get();
    if (id !== undefined && ifMatch !== undefined) {
      ({ version } = await save(id, content, { intent, ifMatch }));
      return;
    }
    const made = await create(content, { intent });
    ({ version } = made);
    item.set(made.id);
  }

  return {
    item,
    version: () => version,
    unanswered: () => unanswered,
    has: (draft: Draft): boolean => unanswered === undefined && textOf(draft) === text,
    /** Whether a newer version says what this form goes on from, or what was sent from it: then its text is nobody else's. */
    isOurs: (theirs: Draft): boolean => [base, unanswered?.draft].some((ours) => ours !== undefined && saysTheSame(ours, theirs)),
    /**
     * Until the record has the draft. What was not answered goes first, the same once more under its own intent: so it
     * is done once, whatever was typed since. Throws what `send` throws.
     */
    async write(draft: Draft): Promise<void> {
      if (unanswered !== undefined) await send(unanswered).catch(unlessRefused);
      if (version === undefined || textOf(draft) !== text) await send({ draft, intent: newIntent(), ifMatch: version });
    },
    /** Another version is what the form goes on from. */
    take(theirs: Release): void {
      ({ version } = theirs);
      know(draftOf(theirs));
      unanswered = undefined;
    },
    /** Its files have changed and made a version, and its text has not. */
    goOnTo(next: number): void {
      version = next;
    },
    /** What another form has left behind is to become the version after the one that it had seen. */
    goOnFrom(seen: number | undefined, left: Unanswered | undefined): void {
      if (seen !== version) base = undefined;
      version = seen ?? version;
      unanswered = left;
    },
  };
}

/** Whether the record has clearly not taken it. A failing server, or one with too much to do, may have done so before. */
function isRefusal(error: unknown): boolean {
  return error instanceof Refused && error.status < 500 && error.status !== 429;
}

function unlessRefused(error: unknown): void {
  if (!isRefusal(error)) throw error;
}
