import { useSurroundings } from '../../app/surroundings.tsx';
import { Field } from '../../components/field.tsx';
import { useStore } from '../../store/store.ts';
import { atBeginning, useSay } from '../../text/text.ts';
import { fieldOfInstant, instantOfField } from './draft.ts';
import { ruleInWords } from './limits.ts';
import { TextField } from './text-field.tsx';
import type { Writing } from './writing.ts';

interface Props {
  readonly writing: Writing;
}

const ATTRIBUTES = ['proactive', 'on-application', 'withheld'] as const;
const URGENCIES = ['ordinary', 'urgent'] as const;

/** 公开属性, with its ground where it is not proactive. */
export function DisclosureFields({ writing }: Props) {
  const say = useSay();
  const { attribute, ground } = useStore(writing.draft);
  const isMissing = attribute !== 'proactive' && ground.trim() === '';
  return (
    <>
      <Field pointer="/disclosure/attribute" label={say('desk.write.disclosure')} required hint={attribute === 'proactive' ? undefined : say('desk.write.disclosure.hint')}>
        {(control) => (
          <select {...control} value={attribute} onChange={({ currentTarget }) => writing.set({ attribute: currentTarget.value })}>
            {ATTRIBUTES.map((one) => (
              <option key={one} value={one} selected={one === attribute}>
                {say(`desk.write.disclosure.${one}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {attribute !== 'proactive' && <TextField writing={writing} name="ground" pointer="/disclosure/ground" label={say('desk.write.ground')} hint={say('desk.write.ground.hint')} required early={isMissing ? say('desk.write.early.ground') : undefined} />}
    </>
  );
}

/** 紧急程度, with its reason, and how fast it goes online. */
export function UrgencyFields({ writing }: Props) {
  const say = useSay();
  const { site } = useSurroundings();
  const { urgency, urgencyReason } = useStore(writing.draft);
  const isMissing = urgency === 'urgent' && urgencyReason.trim() === '';
  const limit = site.publishing[urgency === 'urgent' ? 'urgent' : 'ordinary'];
  return (
    <>
      <Field pointer="/urgency" label={say('desk.write.urgency')} required hint={say('desk.write.urgency.hint', { limit: ruleInWords(limit, say) })}>
        {(control) => (
          <select {...control} value={urgency} onChange={({ currentTarget }) => writing.set({ urgency: currentTarget.value })}>
            {URGENCIES.map((one) => (
              <option key={one} value={one} selected={one === urgency}>
                {atBeginning(say(`urgency.${one}`))}
              </option>
            ))}
          </select>
        )}
      </Field>
      {urgency === 'urgent' && <TextField writing={writing} name="urgencyReason" pointer="/urgencyReason" label={say('desk.write.urgency-reason')} required early={isMissing ? say('desk.write.early.urgency-reason') : undefined} />}
    </>
  );
}

/** 来源: only the Office brings in signed documents, which pass fewer stages on the strength of their signature. */
export function SourceFields({ writing }: Props) {
  const say = useSay();
  const { source, signedAt } = useStore(writing.draft);
  return (
    <>
      <Field pointer="/source" label={say('desk.write.source')} required hint={source === 'docflow' ? say('desk.write.source.hint') : undefined}>
        {(control) => (
          <select {...control} value={source} onChange={({ currentTarget }) => writing.set({ source: currentTarget.value })}>
            {(['submission', 'docflow'] as const).map((one) => (
              <option key={one} value={one} selected={one === source}>
                {say(`desk.write.source.${one}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {source === 'docflow' && (
        <fieldset class="fields">
          <legend id="field-signature" tabIndex={-1}>
            {say('desk.write.signature')}
          </legend>
          <TextField writing={writing} name="signedBy" pointer="/signature/by" label={say('desk.write.signature.by')} required />
          <Field pointer="/signature/at" label={say('desk.write.signature.at')} required>
            {(control) => <input {...control} type="datetime-local" value={fieldOfInstant(signedAt)} onInput={({ currentTarget }) => writing.set({ signedAt: instantOfField(currentTarget.value) })} />}
          </Field>
          <TextField writing={writing} name="signatureReference" pointer="/signature/reference" label={say('desk.write.signature.reference')} hint={say('desk.write.signature.reference.hint')} required />
        </fieldset>
      )}
    </>
  );
}
