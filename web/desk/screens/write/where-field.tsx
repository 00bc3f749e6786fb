import type { Column } from '../../api/types.ts';
import { useNames, useSurroundings } from '../../app/surroundings.tsx';
import { Field } from '../../components/field.tsx';
import { useStore } from '../../store/store.ts';
import { nameIn, useLanguage, useSay } from '../../text/text.ts';
import type { Writing } from './writing.ts';

/** 栏目: those that one of the writer's units may submit to, with who answers for it. Online it stays where it is. */
export function WhereField({ writing, units, isFixed }: { readonly writing: Writing; readonly units: readonly string[]; readonly isFixed: boolean }) {
  const say = useSay();
  const names = useNames();
  const { site } = useSurroundings();
  const { column } = useStore(writing.draft);
  const open = site.columns.filter(({ id, submitters }) => id === column || submitters.some((unit) => units.includes(unit)));
  const chosen = open.find(({ id }) => id === column);
  return (
    <Field pointer="/column" label={say('desk.write.column')} required hint={isFixed ? say('desk.write.column.fixed') : undefined}>
      {(control) => (
        <>
          <select {...control} value={column} disabled={isFixed} onChange={({ currentTarget }) => writing.set({ column: currentTarget.value })}>
            <option value="">{say('desk.write.choose')}</option>
            {open.map(({ id }) => (
              <option key={id} value={id} selected={id === column}>
                {names.column(id)}
              </option>
            ))}
          </select>
          {chosen !== undefined && <Owner column={chosen} />}
        </>
      )}
    </Field>
  );
}

function Owner({ column }: { readonly column: Column }) {
  const say = useSay();
  const names = useNames();
  const language = useLanguage();
  const { lead, coOwners, description } = column;
  const others = coOwners.map(names.unit).join(say('desk.write.and'));
  return (
    <p class="field-hint">
      {nameIn(description, language)}
      <br />
      {others === '' ? say('desk.write.column.owner', { lead: names.unit(lead) }) : say('desk.write.column.owners', { lead: names.unit(lead), others })}
    </p>
  );
}
