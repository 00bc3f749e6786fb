import type { Editor } from '@tiptap/core';
import { useState } from 'preact/hooks';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Field } from '../components/field.tsx';
import { useSay } from '../text/text.ts';
import { onEnter } from './on-enter.ts';

/** Sets, changes or takes away the link at the cursor. */
export function LinkDialog({ editor, onClose }: { readonly editor: Editor; readonly onClose: () => void }) {
  const say = useSay();
  const present = (editor.getAttributes('link') as { readonly href?: string | null }).href ?? '';
  const needsWords = present === '' && editor.state.selection.empty;
  const [href, setHref] = useState(present);
  const [words, setWords] = useState('');
  const [isTried, setTried] = useState(false);
  const address = addressIn(href);
  const close = (): void => {
    onClose();
    setTimeout(() => editor.view.focus());
  };
  const set = (): void => {
    setTried(true);
    if (address === undefined) return;
    if (needsWords) editor.commands.insertContent({ type: 'text', text: words.trim() === '' ? address : words.trim(), marks: [{ type: 'link', attrs: { href: address } }] });
    else editor.chain().extendMarkRange('link').setLink({ href: address }).run();
    close();
  };
  return (
    <Dialog title={say('desk.editor.link')} onClose={close}>
      <div onKeyDown={onEnter(set)}>
        <Field pointer="/link/href" label={say('desk.editor.link.address')} hint={say('desk.editor.link.hint')} required early={isTried && address === undefined ? say('desk.editor.link.wrong') : undefined}>
          {(control) => <input {...control} type="text" autofocus inputMode="url" value={href} onInput={({ currentTarget }) => setHref(currentTarget.value)} />}
        </Field>
        {needsWords && (
          <Field pointer="/link/words" label={say('desk.editor.link.words')} hint={say('desk.editor.link.words.hint')}>
            {(control) => <input {...control} type="text" value={words} onInput={({ currentTarget }) => setWords(currentTarget.value)} />}
          </Field>
        )}
      </div>
      <p class="dialog-actions">
        {present !== '' && (
          <Button
            kind="danger"
            onPress={() => {
              editor.chain().extendMarkRange('link').unsetLink().run();
              close();
            }}
          >
            {say('desk.editor.link.remove')}
          </Button>
        )}
        <Button kind="main" onPress={set}>
          {say('desk.editor.link.set')}
        </Button>
      </p>
    </Dialog>
  );
}

/** An address that the public site lets through; `www.…` is completed. */
function addressIn(typed: string): string | undefined {
  const text = typed.trim();
  const whole = /^(https?:\/\/|mailto:)/i.test(text) ? text : `https://${text}`;
  return text !== '' && URL.canParse(whole) && (whole.startsWith('mailto:') || new URL(whole).hostname.includes('.')) ? whole : undefined;
}
