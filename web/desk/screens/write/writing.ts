import { Refused } from '../../api/problem.ts';
import type { Release } from '../../api/types.ts';
import { serverNow } from '../../time/server-clock.ts';
import { readRelease, type Arrived } from './calls.ts';
import { draftOf, emptyDraft, saysTheSame, type Draft } from './draft.ts';
import { openItemFiles } from './item-files.ts';
import { openKeeping } from './keeping.ts';
import { openRecorded } from './recorded.ts';
import { openSaving } from './saving.ts';
import { openText } from './text-on-form.ts';
import { forgetTyped, type Typed } from './typed.ts';

export type Writing = ReturnType<typeof openWriting>;

/** One open form: what is on it, and how it gets to the server without anything being lost or written over. */
export function openWriting(person: string, release?: Release) {
  const form = openText(release === undefined ? emptyDraft : draftOf(release));
  const keeping = openKeeping(unsaved);
  const recorded = openRecorded(release, keeping.now);
  const { item, version } = recorded;
  const saving = openSaving({ form, recorded, keeping, catchUp });
  const { state, isChanged, touched, save, inTurn } = saving;
  const { files, bind, remove } = openItemFiles(recorded, release?.attachments ?? [], catchUp);

  function unsaved(): Omit<Typed, 'key'> | undefined {
    if (!isChanged()) return undefined;
    return { person, item: item.get(), version: version(), unanswered: recorded.unanswered(), at: serverNow(), draft: form.current() };
  }

  /**
   * There is a newer version. Where nothing was typed here it is simply taken; where it has other files only, what was typed
   * goes on from it; else somebody has written, and it is shown beside ours. Throws where it is.
   */
  async function catchUp(error: unknown): Promise<void> {
    const id = item.get();
    if (!(error instanceof Refused) || error.problem.type !== 'stale-version' || id === undefined) throw error;
    const theirs = await readRelease(id).catch(() => undefined);
    if (theirs === undefined) throw error;
    const text = draftOf(theirs);
    if (!isChanged() || saysTheSame(text, form.current())) return load(theirs);
    if (!recorded.isOurs(text)) {
      state.set({ name: 'conflict', theirs });
      throw error;
    }
    goOnFrom(theirs);
    touched();
  }

  /** Their version is what the record has; what is on the form stays, to become the one after it. */
  function goOnFrom(theirs: Release): void {
    recorded.take(theirs);
    files.set(theirs.attachments ?? []);
  }

  /** The record's version comes onto the form; what was there goes. */
  function load(theirs: Release): void {
    form.put(draftOf(theirs));
    goOnFrom(theirs);
    saving.settled();
  }

  return {
    draft: form.draft,
    state,
    item,
    files,
    current: form.current,
    useEditor: form.useEditor,
    version,
    isChanged,
    touched,
    save,
    load,
    set(change: Partial<Draft>): void {
      form.draft.set({ ...form.current(), ...change });
      touched();
    },
    bind: (name: string, arrived: Arrived) => inTurn(() => bind(name, arrived)),
    remove: (name: string) => inTurn(() => remove(name)),
    /**
     * Takes up what another form has left behind, while what was typed on this one is left behind in its turn; nothing where
     * it cannot be. A version that is older than the record's comes to a conflict by itself.
     */
    async takeUp(typed: Typed): Promise<void> {
      if (typed.item !== item.get()) return;
      if (!(await keeping.aside())) return state.set({ name: 'nowhere' });
      form.put({ ...emptyDraft, ...typed.draft });
      recorded.goOnFrom(typed.version, typed.unanswered);
      await keeping.now();
      await forgetTyped(typed.key);
      void save();
    },
    /** Mine becomes the version after theirs. */
    keepMine(theirs: Release): Promise<boolean> {
      goOnFrom(theirs);
      state.set({ name: 'waiting' });
      return save();
    },
    /** The page is being left or closed: the browser has it first, then the server is asked. */
    async leave(): Promise<void> {
      await keeping.now();
      await save();
    },
    async close(): Promise<void> {
      await keeping.now();
      if (isChanged()) await save();
      saving.stop();
      keeping.letGo();
    },
  };
}
