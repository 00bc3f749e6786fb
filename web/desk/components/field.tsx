import type { ComponentChildren } from 'preact';
import { useSay } from '../text/text.ts';
import { fieldId } from './field-id.ts';
import { useFault } from './form.tsx';

/** What the control of a field has to carry. */
export interface ControlProps {
  readonly id: string;
  readonly name: string;
  readonly required: boolean;
  readonly 'aria-invalid': 'true' | undefined;
  readonly 'aria-describedby': string | undefined;
}

export interface FieldProps {
  /** Where its value stands in what is sent, as a JSON pointer: the server names faults by it. */
  readonly pointer: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly required?: boolean;
  /** What can be said before the server has been asked. */
  readonly early?: string | undefined;
  readonly children: (control: ControlProps) => ComponentChildren;
}

/** Label above, hint below, what is wrong beside it with what to do. */
export function Field({ pointer, label, hint, required = false, early, children }: FieldProps) {
  const say = useSay();
  const wrong = useFault(pointer)?.detail ?? early;
  const id = fieldId(pointer);
  const described = [hint === undefined ? '' : `${id}-hint`, wrong === undefined ? '' : `${id}-error`].filter((one) => one !== '').join(' ');
  return (
    <div class={wrong === undefined ? 'field' : 'field wrong'}>
      <label for={id}>
        {label}
        {required && <span class="quiet">{say('desk.required')}</span>}
      </label>
      {children({ id, name: pointer, required, 'aria-invalid': wrong === undefined ? undefined : 'true', 'aria-describedby': described === '' ? undefined : described })}
      {wrong !== undefined && (
        <p class="field-error" id={`${id}-error`}>
          <span class="unseen">{say('desk.error')}</span>
          {wrong}
        </p>
      )}
      {hint !== undefined && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
