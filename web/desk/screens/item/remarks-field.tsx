import { useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { fieldId } from '../../components/field-id.ts';
import { useSay } from '../../text/text.ts';
import type { FieldsProps } from './decide-fields.tsx';
import { Passages } from './passages.tsx';

const LONGEST = 2000;

/** Remarks, with passages of the text in them. */
export function RemarksField({ draft, change, title, body }: FieldsProps & { readonly title: string; readonly body: string }) {
  const say = useSay();
  const [isQuoting, setQuoting] = useState(false);
  const quote = (passage: string): void => {
    const before = draft.remarks.trimEnd();
    change({ remarks: `${before}${before === '' ? '' : '\n'}${say('desk.decide.quoted', { passage })}\n` });
    setQuoting(false);
    setTimeout(() => document.getElementById(fieldId('/remarks'))?.focus());
  };
  return (
    <>
      <Field pointer="/remarks" label={say('desk.decide.remarks')} hint={say('desk.decide.remarks.hint')}>
        {(control) => <textarea {...control} rows={4} maxLength={LONGEST} value={draft.remarks} onInput={({ currentTarget }) => change({ remarks: currentTarget.value })} />}
      </Field>
      <div class="below-field">
        <Button onPress={() => setQuoting(true)}>{say('desk.decide.quote')}</Button>
      </div>
      {isQuoting && <Passages title={title} body={body} onQuote={quote} onClose={() => setQuoting(false)} />}
    </>
  );
}
