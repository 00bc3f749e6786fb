import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { createEditor, type ProseEditor } from '../../editor/create-editor.ts';
import { say as sayNow, useSay } from '../../text/text.ts';
import { addressOfFile, suggest } from './calls.ts';
import { DifferenceView } from './differences.tsx';
import { localDifference } from './local-difference.ts';
import { useItemAct, type ItemActing } from './use-item-act.ts';

/** A fix as far as it was typed. */
export interface Typed {
  readonly title: string;
  readonly body: string;
  readonly remarks: string;
}

export interface SuggestDialogProps {
  readonly acting: ItemActing;
  readonly stage: string;
  readonly seen: string;
  readonly typed: Typed | undefined;
  readonly onType: (typed: Typed) => void;
  readonly onClose: () => void;
  readonly onSent: () => void;
}

/** 建议修改: the text with the fix in it, then what changes, then it goes to the department. */
export function SuggestDialog({ acting, stage, seen, typed, onType, onClose, onSent }: SuggestDialogProps) {
  const say = useSay();
  const { release } = acting;
  // What was opened is what is fixed, whatever comes meanwhile: the hash says so to the server.
  const [base] = useState({ title: release.title, body: release.body });
  const [isChecking, setChecking] = useState(false);
  const fix = typed ?? { ...base, remarks: '' };
  const isChanged = fix.title !== base.title || fix.body !== base.body;
  const { act, busy, problem } = useItemAct<undefined>(
    acting,
    async (_, intent) => {
      const { title, body, remarks } = fix;
      const changed = { ...(title === base.title ? {} : { title }), ...(body === base.body ? {} : { body }) };
      await suggest(release.id, { stage, contentHash: seen, ...changed, ...(remarks.trim() === '' ? {} : { remarks }) }, { intent });
    },
    () => say('desk.suggest.done'),
  );
  const send = async (): Promise<void> => {
    if (!(await act(undefined))) return;
    onClose();
    onSent();
  };
  return (
    <Dialog title={say('desk.suggest.title')} onClose={onClose}>
      <div class="suggest-form">
        <Form problem={problem} onSubmit={() => undefined}>
          {isChecking ? (
            <DifferenceView difference={localDifference(base, fix)} />
          ) : (
            <Field pointer="/title" label={say('desk.item.field.title')}>
              {(control) => <input {...control} type="text" maxLength={200} value={fix.title} onInput={({ currentTarget }) => onType({ ...fix, title: currentTarget.value })} />}
            </Field>
          )}
          {!isChecking && <BodyEditor id={release.id} html={fix.body} onChange={(body) => onType({ ...fix, body })} />}
          <Field pointer="/suggestion/remarks" label={say('desk.suggest.remarks')}>
            {(control) => <textarea {...control} rows={2} maxLength={2000} value={fix.remarks} onInput={({ currentTarget }) => onType({ ...fix, remarks: currentTarget.value })} />}
          </Field>
        </Form>
      </div>
      <div class="dialog-actions">
        {isChecking && <Button onPress={() => setChecking(false)}>{say('desk.suggest.back')}</Button>}
        {isChecking ? (
          <Button kind="main" busy={busy} onPress={() => void send()}>
            {say('desk.suggest.send')}
          </Button>
        ) : (
          <Button kind="main" why={isChanged ? undefined : say('desk.suggest.nothing')} onPress={() => setChecking(true)}>
            {say('desk.suggest.check')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

interface BodyEditorProps {
  readonly id: string;
  readonly html: string;
  readonly onChange: (html: string) => void;
}

/** A small fix is to the words: the editor comes without its tools. */
function BodyEditor({ id, html, onChange }: BodyEditorProps) {
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  const changed = useRef(onChange);
  changed.current = onChange;
  useEffect(() => {
    if (place.current === null) return;
    const show = (name: string): Promise<string | undefined> => addressOfFile(id, name).then(({ url }) => url, () => undefined);
    const editor: ProseEditor = createEditor({ place: place.current, html, label: sayNow('desk.suggest.body'), show, onChange: () => changed.current(editor.html()), onPasted: () => undefined });
    return () => editor.close();
    // The text that it begins with; what is typed later comes from the editor itself.
  }, []);
  return (
    <div class="field">
      <p class="label">{say('desk.suggest.body')}</p>
      <div class="editor">
        <div class="editor-place" ref={place} />
      </div>
    </div>
  );
}
