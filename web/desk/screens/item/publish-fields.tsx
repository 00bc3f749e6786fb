import { Field } from '../../components/field.tsx';
import { useSay } from '../../text/text.ts';

export interface WhenProps {
  /** It has an hour already, which can be changed. */
  readonly isScheduled: boolean;
  readonly isLater: boolean;
  readonly onLater: (isLater: boolean) => void;
  /** As a `datetime-local` field has it, in Beijing time. */
  readonly when: string;
  readonly onWhen: (when: string) => void;
}

export function When({ isScheduled, isLater, onLater, when, onWhen }: WhenProps) {
  const say = useSay();
  return (
    <>
      {!isScheduled && (
        <fieldset class="ticks">
          <legend>{say('desk.item.publish.when')}</legend>
          {([false, true] as const).map((choice) => (
            <label class="check" key={String(choice)}>
              <input type="radio" name="publish-when" checked={isLater === choice} onChange={() => onLater(choice)} />
              <span>{say(choice ? 'desk.item.publish.when.later' : 'desk.item.publish.when.now')}</span>
            </label>
          ))}
        </fieldset>
      )}
      {isLater && (
        <Field pointer="/at" label={say(isScheduled ? 'desk.item.publish.when.other' : 'desk.item.publish.when.at')} hint={say('desk.item.publish.when.hint')} required={!isScheduled}>
          {(control) => <input {...control} type="datetime-local" value={when} onInput={({ currentTarget }) => onWhen(currentTarget.value)} />}
        </Field>
      )}
    </>
  );
}
