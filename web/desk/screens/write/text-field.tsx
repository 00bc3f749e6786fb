import { Field } from '../../components/field.tsx';
import { useStore } from '../../store/store.ts';
import { useSay } from '../../text/text.ts';
import type { Draft } from './draft.ts';
import type { Writing } from './writing.ts';

export interface TextFieldProps {
  readonly writing: Writing;
  readonly name: keyof Draft;
  readonly pointer: string;
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly early?: string | undefined;
  readonly type?: 'text' | 'date' | 'lines';
  /** Characters that the API takes; from nine tenths on, and for a title always, it is counted. */
  readonly max?: number;
  readonly counted?: boolean;
}

const LONGEST_LINE = 500;

/** One line of text, or several; it is never cut off, and says when it is too long. */
export function TextField({ writing, name, pointer, label, hint, required = false, early, type = 'text', max = LONGEST_LINE, counted = false }: TextFieldProps) {
  const say = useSay();
  const value = useStore(writing.draft)[name];
  const long = value.trim().length;
  const wrong = long > max ? say('desk.write.early.too-long', { count: long - max }) : early;
  const set = (text: string): void => writing.set({ [name]: text });
  return (
    <Field pointer={pointer} label={label} hint={hint} required={required} early={wrong}>
      {(control) => (
        <>
          {type === 'lines' ? (
            <textarea {...control} rows={3} value={value} onInput={({ currentTarget }) => set(currentTarget.value)} onBlur={() => void writing.save()} />
          ) : (
            <input {...control} {...(type === 'date' ? { type: 'date' } : { type: 'text' })} value={value} onInput={({ currentTarget }) => set(currentTarget.value)} onBlur={() => void writing.save()} />
          )}
          {(counted || long > max * 0.9) && <p class="counter quiet">{say('desk.write.counter', { count: long, max })}</p>}
        </>
      )}
    </Field>
  );
}
