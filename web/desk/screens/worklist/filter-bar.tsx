import type { Task } from '../../api/types.ts';
import { setQuery } from '../../app/router.tsx';
import { useNames } from '../../app/surroundings.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { useSay, type TextKey } from '../../text/text.ts';
import { FILTERS, isNarrowed, valuesOf, type Filters } from './filters.ts';

export interface FilterBarProps {
  readonly tasks: readonly Task[];
  readonly filters: Filters;
  readonly onClear: () => void;
}

/** By column, kind and urgency, as far as there is a choice. */
export function FilterBar({ tasks, filters, onClear }: FilterBarProps) {
  const say = useSay();
  const names = useNames();
  const words: Readonly<Record<keyof Filters, (value: string) => string>> = {
    column: names.column,
    kind: (kind) => say(`kind.${kind}` as TextKey),
    urgency: (urgency) => say(`urgency.${urgency}` as TextKey),
  };
  const choice = (name: keyof Filters) => {
    const values = new Set([...valuesOf(tasks, name), ...(filters[name] === '' ? [] : [filters[name]])]);
    const options = [...values].map((value) => [value, words[name](value)] as const);
    if (options.length < 2 && filters[name] === '') return null;
    return <Choice key={name} label={say(`desk.worklist.${name}`)} value={filters[name]} options={options} onChoose={(value) => setQuery({ [name]: value })} />;
  };
  const choices = FILTERS.map(choice).filter((one) => one !== null);
  if (choices.length === 0) return null;
  return (
    <div class="filters" role="group" aria-label={say('desk.list.filters')}>
      {choices}
      {isNarrowed(filters) && <Button onPress={onClear}>{say('desk.list.clear')}</Button>}
    </div>
  );
}
