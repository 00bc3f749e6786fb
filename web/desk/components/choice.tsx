import { useId } from 'preact/hooks';
import { useSay } from '../text/text.ts';

export interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  /** Value and word; `all` comes first by itself. */
  readonly options: readonly (readonly [value: string, word: string])[];
  /** The word for no choice, where that is not all there are. */
  readonly all?: string;
  readonly onChoose: (value: string) => void;
}

/** One filter of a list; empty means all. */
export function Choice({ label, value, options, all, onChoose }: ChoiceProps) {
  const say = useSay();
  const id = useId();
  return (
    <span class="choice">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        <option value="">{all ?? say('desk.list.all')}</option>
        {options.map(([one, word]) => (
          <option key={one} value={one} selected={one === value}>
            {word}
          </option>
        ))}
      </select>
    </span>
  );
}
