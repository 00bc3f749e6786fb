import { newIntent, type Intent } from '../../api/client.ts';
import { ownWords, Refused, type ProblemWords } from '../../api/problem.ts';
import type { Release } from '../../api/types.ts';
import type { ProseEditor } from '../../editor/create-editor.ts';
import { createStore } from '../../store/store.ts';
import { say } from '../../text/text.ts';
import { serverNow } from '../../time/server-clock.ts';
import { bindFile, create, readRelease, removeFile, save as saveDraft, type Arrived, type Attachment, type Bound } from './calls.ts';
import { contentOf, draftOf, emptyDraft, isBegun, isEnough, saysTheSame, textOf, type Draft } from './draft.ts';
import { forgetTyped, holdForm, keepTyped, type Typed } from './typed.ts';

/**
 * Where what is on the form stands. `kept`: in this browser, not enough of it for the server yet. `nowhere`: the same, in
 * a browser that keeps nothing. `refused`: in this browser, and the server says why it does not take it. `conflict`:
 * somebody has saved a newer version meanwhile.
 */
export type SaveState =
  | { readonly name: 'untouched' | 'kept' | 'nowhere' | 'waiting' | 'saving' }
  | { readonly name: 'saved'; readonly at: number }
  | { readonly name: 'refused'; readonly problem: ProblemWords }
  | { readonly name: 'conflict'; readonly theirs: Release };

/** The browser has what was typed a moment ago, also while the typing goes on; the server is asked when it pauses. */
const KEEP_AFTER_MS = 250;
const SAVE_AFTER_MS = 1500;

export type Writing = ReturnType<typeof openWriting>;

/** One open form: what is on it, and how it gets to the server without anything being lost or written over. */
export function openWriting(person: string, release?: Release) {
  const key = crypto.randomUUID();
  const first = release === undefined ? emptyDraft : draftOf(release);
  const draft = createStore<Draft>(first);
  const state = createStore<SaveState>({ name: 'untouched' });
  const item = createStore<string | undefined>(release?.id);
  const files = createStore<readonly Attachment[]>(release?.attachments ?? []);
  let version = release?.version;
  let saved = textOf(first);
  let prose: ProseEditor | undefined;
  let keepTimer: ReturnType<typeof setTimeout> | undefined;
  let saveTimer: ReturnType<typeof setTimeout> | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let creating: { readonly text: string; readonly intent: Intent } | undefined;
  const letGo = holdForm(key);

  /** One call after another: each needs the version that the one before has made. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  }

  function current(): Draft {
    const body = prose?.html();
    if (body !== undefined && body !== draft.get().body) draft.set({ ...draft.get(), body });
    return draft.get();
  }

  const isChanged = (): boolean => textOf(current()) !== saved;

  /** Something was typed. */
  function touched(): void {
    if (state.get().name !== 'conflict' && state.get().name !== 'saving') state.set({ name: 'waiting' });
    keepTimer ??= setTimeout(() => void keepHere(), KEEP_AFTER_MS);
    clearTimeout(saveTimer);
    saveTimer = setTimeout(() => void save(), SAVE_AFTER_MS);
  }

  /** Answers whether the browser has it, where there is anything that the server has not. */
  async function keepHere(): Promise<boolean> {
    clearTimeout(keepTimer);
    keepTimer = undefined;
    return !isChanged() || keepTyped({ key, person, item: item.get(), version, at: serverNow(), draft: current() });
  }

  async function keepUnsent(): Promise<void> {
    const isKept = await keepHere();
    if (isChanged()) state.set({ name: isKept ? 'kept' : 'nowhere' });
    else settled();
  }

  function settled(): boolean {
    if (isChanged()) return false;
    void forgetTyped(key);
    state.set(version === undefined ? { name: 'untouched' } : { name: 'saved', at: serverNow() });
    return true;
  }

  /** Answers whether the server has what is on the form. `begun`: take it with no text yet, since a file wants to belong to it. */
  function save(begun = false): Promise<boolean> {
    clearTimeout(saveTimer);
    return inTurn(async () => {
      if (state.get().name === 'conflict') return false;
      const sent = current();
      if (textOf(sent) === saved && version !== undefined) return state.get().name === 'untouched' || settled();
      if (item.get() === undefined && !(begun ? isBegun(sent) : isEnough(sent))) {
        await keepUnsent();
        return false;
      }
      state.set({ name: 'saving' });
      try {
        await sendDraft(sent.body === '' ? { ...sent, body: '<p></p>' } : sent);
        saved = textOf(sent);
        if (!settled()) touched();
        return !isChanged();
      } catch (error) {
        return refused(error);
      }
    });
  }

  async function sendDraft(sent: Draft): Promise<void> {
    const id = item.get();
    if (id !== undefined && version !== undefined) {
      ({ version } = await saveDraft(id, contentOf(sent), { intent: newIntent(), ifMatch: version }));
      return;
    }
    const text = textOf(sent);
    if (creating?.text !== text) creating = { text, intent: newIntent() };
    const made = await create(contentOf(sent), { intent: creating.intent });
    version = made.version;
    item.set(made.id);
  }

  async function refused(error: unknown): Promise<boolean> {
    await keepHere();
    const problem = error instanceof Refused ? error.problem : ownWords(503, say);
    const id = item.get();
    if (problem.type !== 'stale-version' || id === undefined) state.set({ name: 'refused', problem });
    else await meet(id, problem);
    return false;
  }

  /** Somebody has saved a newer version: where nothing was typed here it is simply taken, else it is shown beside ours. */
  async function meet(id: string, problem: ProblemWords): Promise<void> {
    try {
      const theirs = await readRelease(id);
      if (!isChanged() || saysTheSame(draftOf(theirs), current())) load(theirs);
      else state.set({ name: 'conflict', theirs });
    } catch {
      state.set({ name: 'refused', problem });
    }
  }

  /** The record's version comes onto the form; what was there goes. */
  function load(theirs: Release): void {
    put(draftOf(theirs));
    version = theirs.version;
    saved = textOf(draft.get());
    files.set(theirs.attachments ?? []);
    settled();
  }

  function put(next: Draft): void {
    draft.set(next);
    prose?.replace(next.body);
  }

  function take(bound: Bound): void {
    ({ version } = bound);
    files.set(bound.attachments);
  }

  /** A change of which files belong to the item; never over a version that has not been seen. */
  function changeFiles(work: (id: string, sending: { readonly intent: Intent; readonly ifMatch: number }) => Promise<Bound>): Promise<void> {
    return inTurn(async () => {
      const id = item.get();
      if (id === undefined || version === undefined) throw new Error('A file belongs to an item that there is.');
      try {
        take(await work(id, { intent: newIntent(), ifMatch: version }));
      } catch (error) {
        if (!(error instanceof Refused) || error.problem.type !== 'stale-version') throw error;
        await meet(id, error.problem);
        if (state.get().name === 'conflict' || version === undefined) throw error;
        take(await work(id, { intent: newIntent(), ifMatch: version }));
      }
    });
  }

  return {
    draft,
    state,
    item,
    files,
    current,
    isChanged,
    touched,
    save,
    version: () => version,
    set(change: Partial<Draft>): void {
      draft.set({ ...current(), ...change });
      touched();
    },
    bind: (name: string, arrived: Arrived) => changeFiles((id, sending) => bindFile(id, name, arrived, sending)),
    remove: (name: string) => changeFiles((id, sending) => removeFile(id, name, sending)),
    useEditor(editor: ProseEditor | undefined): void {
      current();
      prose = editor;
    },
    /** Takes up what another form has left behind; a version that is older than the record's comes to a conflict by itself. */
    async takeUp(typed: Typed): Promise<void> {
      put({ ...emptyDraft, ...typed.draft });
      if (typed.item === item.get()) version = typed.version ?? version;
      await keepHere();
      await forgetTyped(typed.key);
      await save();
    },
    load,
    /** Mine becomes the version after theirs. */
    keepMine(theirs: Release): Promise<boolean> {
      version = theirs.version;
      files.set(theirs.attachments ?? []);
      state.set({ name: 'waiting' });
      return save();
    },
    /** The page is being left or closed: the browser has it first, then the server is asked. */
    async leave(): Promise<void> {
      await keepHere();
      await save();
    },
    async close(): Promise<void> {
      await keepHere();
      if (isChanged()) await save();
      clearTimeout(saveTimer);
      letGo();
    },
  };
}
