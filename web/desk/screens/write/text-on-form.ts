import type { ProseEditor } from '../../editor/create-editor.ts';
import { createStore } from '../../store/store.ts';
import type { Draft } from './draft.ts';

export type TextOnForm = ReturnType<typeof openText>;

/** What is on a form: its fields, and the body in the editor as long as that is open. */
export function openText(first: Draft) {
  const draft = createStore<Draft>(first);
  let prose: ProseEditor | undefined;

  function current(): Draft {
    const body = prose?.html();
    if (body !== undefined && body !== draft.get().body) draft.set({ ...draft.get(), body });
    return draft.get();
  }

  return {
    draft,
    current,
    put(next: Draft): void {
      draft.set(next);
      prose?.replace(next.body);
    },
    useEditor: (editor: ProseEditor | undefined): void => {
      current();
      prose = editor;
    },
  };
}
