import { reviewChecks } from '../../../../domain/release/approval.ts';
import { Field } from '../../components/field.tsx';
import { fieldId } from '../../components/field-id.ts';
import { useFault } from '../../components/form.tsx';
import { useSay } from '../../text/text.ts';
import type { Draft, Need } from './decision.ts';

export interface FieldsProps {
  readonly draft: Draft;
  readonly change: (changes: Partial<Draft>) => void;
}

/** What the station needs before it can be passed: the ticks of A-02, the form of A-25, the record of D-01. */
export function DecideFields({ needs, ...rest }: FieldsProps & { readonly needs: readonly Need[] }) {
  return (
    <>
      {needs.includes('checks') && <Ticks {...rest} />}
      {needs.includes('confidentiality') && <ConfidentialityFields {...rest} />}
      {needs.includes('proofread') && <Proofread {...rest} />}
    </>
  );
}

/** 合法、准确、及时、完整、有效、不涉密 */
function Ticks({ draft, change }: FieldsProps) {
  const say = useSay();
  const fault = useFault(`/checks/${reviewChecks.find((check) => draft.checks[check] !== true) ?? ''}`);
  return (
    <fieldset class={fault === undefined ? 'ticks' : 'ticks wrong'}>
      <legend>{say('desk.decide.checks')}</legend>
      {fault !== undefined && <Wrong text={fault.detail} />}
      {reviewChecks.map((check) => (
        <label class="check" key={check}>
          <input id={fieldId(`/checks/${check}`)} type="checkbox" checked={draft.checks[check] === true} onChange={({ currentTarget }) => change({ checks: { ...draft.checks, [check]: currentTarget.checked } })} />
          <span>
            {say(`desk.decide.check.${check}`)} <span class="quiet">{say(`desk.decide.check.${check}.hint`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

const results = ['disclose', 'partial', 'withhold'] as const;

function ConfidentialityFields({ draft, change }: FieldsProps) {
  const say = useSay();
  const fault = useFault('/confidentiality') ?? useFault('/confidentiality/result');
  return (
    <>
      <fieldset class={fault === undefined ? 'ticks' : 'ticks wrong'}>
        <legend>{say('desk.decide.confidentiality')}</legend>
        {fault !== undefined && <Wrong text={fault.detail} />}
        {results.map((result, index) => (
          <label class="check" key={result}>
            <input id={index === 0 ? fieldId('/confidentiality') : undefined} type="radio" name="confidentiality" checked={draft.result === result} onChange={() => change({ result })} />
            <span>
              {say(`desk.decide.result.${result}`)} <span class="quiet">{say(`desk.decide.result.${result}.hint`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {draft.result !== undefined && draft.result !== 'disclose' && (
        <Field pointer="/confidentiality/ground" label={say('desk.decide.ground')} hint={say('desk.decide.ground.hint')} required>
          {(control) => <textarea {...control} rows={2} maxLength={500} value={draft.ground} onInput={({ currentTarget }) => change({ ground: currentTarget.value })} />}
        </Field>
      )}
    </>
  );
}

function Proofread({ draft, change }: FieldsProps) {
  const say = useSay();
  const fault = useFault('/proofread');
  return (
    <fieldset class={fault === undefined || draft.proofread ? 'ticks' : 'ticks wrong'}>
      <legend>{say('desk.decide.proofreading')}</legend>
      {fault !== undefined && !draft.proofread && <Wrong text={fault.detail} />}
      <label class="check">
        <input id={fieldId('/proofread')} type="checkbox" checked={draft.proofread} onChange={({ currentTarget }) => change({ proofread: currentTarget.checked })} />
        <span>
          {say('desk.decide.proofread')} <span class="quiet">{say('desk.decide.proofread.hint')}</span>
        </span>
      </label>
    </fieldset>
  );
}

function Wrong({ text }: { readonly text: string }) {
  const say = useSay();
  return (
    <p class="field-error">
      <span class="unseen">{say('desk.error')}</span>
      {text}
    </p>
  );
}
