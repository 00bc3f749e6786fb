import { useState } from 'preact/hooks';
import type { Role } from '../../api/types.ts';
import { useAct } from '../../api/use-act.ts';
import { useNames, useSurroundings } from '../../app/surroundings.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Form, useFault } from '../../components/form.tsx';
import { fieldId } from '../../components/field-id.ts';
import { useSay } from '../../text/text.ts';
import { setRoles, type Place } from './calls.ts';
import type { PersonDialogProps } from './leave-dialog.tsx';

const ROLES: readonly Role[] = ['submitter', 'liaison', 'reviewer', 'secrecy', 'head', 'text', 'disclosure', 'monitor', 'leader', 'publisher-a', 'publisher-b', 'admin'];

/** Exactly these roles from now on; none disables the person. By administrators. */
export function RolesDialog({ person, onClose, onDone }: Omit<PersonDialogProps, 'people'>) {
  const say = useSay();
  const [places, setPlaces] = useState<readonly Place[]>(person.roles.filter(({ coversFor }) => coversFor === undefined).map(({ role, unit }) => ({ role, unit })));
  const [email, setEmail] = useState(person.email ?? '');
  const changed = email.trim() === (person.email ?? '') ? {} : { email: email.trim() === '' ? null : email.trim() };
  const { act, busy, problem } = useAct(async (_: undefined, intent) => onDone(await setRoles(person.id, { roles: places, ...changed }, { intent, ifMatch: person.version })));
  return (
    <Dialog title={say('desk.people.roles.of', { name: person.name })} onClose={onClose}>
      <Form problem={problem} onSubmit={() => void act(undefined)}>
        <Places places={places} onChange={setPlaces} />
        <AddPlace onAdd={(place) => setPlaces([...places.filter(({ role, unit }) => role !== place.role || unit !== place.unit), place])} />
        <Field pointer="/email" label={say('desk.people.email')} hint={say('desk.people.email-hint')}>
          {(control) => <input {...control} type="email" value={email} onInput={({ currentTarget }) => setEmail(currentTarget.value)} />}
        </Field>
        <div class="dialog-actions">
          <Button kind={places.length === 0 ? 'danger' : 'main'} type="submit" busy={busy}>
            {say(places.length === 0 ? 'desk.people.roles.disable' : 'desk.people.roles.save')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

interface PlacesProps {
  readonly places: readonly Place[];
  readonly onChange: (places: readonly Place[]) => void;
}

function Places({ places, onChange }: PlacesProps) {
  const say = useSay();
  const names = useNames();
  const fault = useFault('/roles');
  return (
    <div class={fault === undefined ? 'field' : 'field wrong'} role="group" aria-label={say('desk.people.roles.held')} id={fieldId('/roles')} tabIndex={-1}>
      {places.length === 0 && <p class="quiet">{say('desk.people.roles.none')}</p>}
      <ul class="plain-list">
        {places.map((place) => (
          <li key={`${place.role} ${place.unit}`}>
            <span>
              {names.unit(place.unit)} {say(`role.${place.role}`)}
            </span>
            <button type="button" class="button plain" aria-label={say('desk.people.roles.take', { role: `${names.unit(place.unit)} ${say(`role.${place.role}`)}` })} onClick={() => onChange(places.filter((one) => one !== place))}>
              {say('desk.people.roles.remove')}
            </button>
          </li>
        ))}
      </ul>
      {fault !== undefined && <p class="field-error">{fault.detail}</p>}
    </div>
  );
}

function AddPlace({ onAdd }: { readonly onAdd: (place: Place) => void }) {
  const say = useSay();
  const names = useNames();
  const { site } = useSurroundings();
  const [role, setRole] = useState<Role>('submitter');
  const [unit, setUnit] = useState(site.units[0]?.id ?? '');
  return (
    <div class="filters" role="group" aria-label={say('desk.people.roles.add')}>
      <span class="choice">
        <label for="new-unit">{say('desk.list.department')}</label>
        <select id="new-unit" value={unit} onChange={({ currentTarget }) => setUnit(currentTarget.value)}>
          {site.units.map(({ id }) => (
            <option key={id} value={id}>
              {names.unit(id)}
            </option>
          ))}
        </select>
      </span>
      <span class="choice">
        <label for="new-role">{say('desk.list.role')}</label>
        <select id="new-role" value={role} onChange={({ currentTarget }) => setRole(ROLES.find((one) => one === currentTarget.value) ?? role)}>
          {ROLES.map((one) => (
            <option key={one} value={one}>
              {say(`role.${one}`)}
            </option>
          ))}
        </select>
      </span>
      <Button onPress={() => onAdd({ role, unit })}>{say('desk.people.roles.add')}</Button>
    </div>
  );
}
