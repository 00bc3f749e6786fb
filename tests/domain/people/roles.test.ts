import { describe, expect, it } from 'vitest';
import { changeRoles } from '../../../domain/people/change-roles.ts';
import { enrol } from '../../../domain/people/enrol.ts';
import { coverEffects, takeCover } from '../../../domain/people/covers.ts';
import { reassign } from '../../../domain/people/reassign.ts';
import { effectiveAt, type StaffMember } from '../../../domain/people/staff.ts';
import { tuesday } from '../release/sample.ts';
import { a, actBy, admin, carriedOut, head, member, named, reviewer, staff, writer } from './sample.ts';

const valueOf = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

describe('changing roles', () => {
  it('is one event, keeps since when a role was held, and names what follows', () => {
    const { change, withoutHolder } = valueOf(changeRoles(reviewer, [{ role: 'reviewer', unit: 'finance' }, { role: 'liaison', unit: 'legal' }], actBy(admin)));
    expect(change?.person).toMatchObject({ version: 2, roles: [reviewer.roles[0], { role: 'liaison', unit: 'legal', since: new Date(tuesday).toISOString() }] });
    expect(change?.event).toMatchObject({ type: 'RolesChanged', by: 'admin', data: { before: [{ role: 'reviewer', unit: 'finance' }] } });
    expect(withoutHolder).toEqual([]);
  });

  it('names the reviews that nobody of the unit can do any more, and not those that another can', () => {
    expect(valueOf(changeRoles(reviewer, [], actBy(admin))).withoutHolder).toEqual([{ role: 'reviewer', unit: 'finance' }]);
    const second = member('second', ['reviewer', 'finance']);
    expect(valueOf(changeRoles(reviewer, [], actBy(admin, [...staff, second]))).withoutHolder).toEqual([]);
    expect(valueOf(changeRoles(writer, [], actBy(admin))).withoutHolder).toEqual([]);
  });

  it('to the same roles, in whatever order and however often they are named, changes nothing', () => {
    const both = member('both', ['reviewer', 'finance'], ['liaison', 'finance']);
    const asked = [{ role: 'liaison', unit: 'finance' }, { role: 'reviewer', unit: 'finance' }, { role: 'liaison', unit: 'finance' }];
    expect(valueOf(changeRoles(both, asked, actBy(admin, [...staff, both]))).change).toBeUndefined();
  });

  it('takes from who stands in what it takes from the person, whichever they learn of first; the work of who is disabled stays with them', () => {
    const both = member('both', ['reviewer', 'finance'], ['secrecy', 'finance']);
    const everybody = [...staff, both];
    const handedOn = carriedOut(valueOf(reassign(both, { to: 'writer' }, actBy(admin, everybody))), everybody);
    const rolesOfWriter = (site: readonly StaffMember[]) => effectiveAt(named('writer', site), tuesday).roles.map(({ role }) => role);
    expect(rolesOfWriter(handedOn)).toEqual(['submitter', 'reviewer', 'secrecy']);
    const narrowed = valueOf(changeRoles(named('both', handedOn), [{ role: 'secrecy', unit: 'finance' }], actBy(admin, handedOn))).change!;
    const after = carriedOut(narrowed, handedOn);
    expect(rolesOfWriter(after)).toEqual(['submitter', 'secrecy']);
    // The cover of before, told once more and too late, gives nothing back.
    const [early] = coverEffects(undefined, named('both', handedOn), tuesday);
    expect(takeCover(named('writer', after), early!.cover)).toBeUndefined();
    const disabled = valueOf(changeRoles(named('both', after), [], actBy(admin, after))).change!;
    expect(rolesOfWriter(carriedOut(disabled, after))).toEqual(['submitter', 'secrecy']);
  });

  it('is an administrator’s act, at the own site, and never on the own roles', () => {
    for (const by of [head, writer, a, { ...admin, site: 'hangzhou' }]) expect(changeRoles(reviewer, [], actBy(by))).toMatchObject({ ok: false, error: { type: 'forbidden' } });
    expect(changeRoles(admin, [], actBy(admin))).toMatchObject({ error: { type: 'forbidden', faults: [{ code: 'own-roles' }] } });
  });

  it('names every unknown role and unit at once', () => {
    const asked = [{ role: 'king', unit: 'finance' }, { role: 'reviewer', unit: 'moon' }, { role: 'queen', unit: 'sun' }];
    const result = changeRoles(reviewer, asked, actBy(admin));
    const faults = result.ok ? [] : (result.error.faults ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
    expect(faults).toEqual(['/roles/0/role unknown-role', '/roles/1/unit unknown-unit', '/roles/2/role unknown-role', '/roles/2/unit unknown-unit']);
  });

  it('A-22: the last one at post A or B stays until another is named; who only stands in does not count', () => {
    expect(changeRoles(a, [], actBy(admin))).toMatchObject({ error: { type: 'validation', faults: [{ pointer: '/roles', code: 'nobody-left-on-post', values: { post: 'A' } }] } });
    const standIn = { ...writer, covers: [{ id: 'x', person: 'a', name: 'a', roles: a.roles, from: '2025-01-01T00:00:00.000Z' }] };
    expect(changeRoles(a, [], actBy(admin, [admin, a, standIn])).ok).toBe(false);
    const another = member('a2', ['publisher-a', 'network']);
    expect(changeRoles(a, [], actBy(admin, [...staff, another])).ok).toBe(true);
  });

  it('to none disables: nothing is held, for oneself or for others, and enabling gives back what lasts', () => {
    const covering = { ...reviewer, covers: [{ id: 'x', person: 'writer', name: 'writer', roles: writer.roles, from: '2025-01-01T00:00:00.000Z' }] };
    const disabled = valueOf(changeRoles(covering, [], actBy(admin))).change!.person;
    expect(effectiveAt(disabled, tuesday).roles).toEqual([]);
    const enabled = valueOf(changeRoles(disabled, [{ role: 'liaison', unit: 'finance' }], actBy(admin))).change!.person;
    expect(enabled.formerly).toBeUndefined();
    expect(effectiveAt(enabled, tuesday).roles.map(({ role }) => role)).toEqual(['liaison', 'submitter']);
  });
});

describe('enrolment', () => {
  it('is the first event of a person; done again as it stands it is none, whenever it is done', () => {
    const first = enrol(undefined, writer)!;
    expect(first).toMatchObject({ person: { version: 1, leaves: [], covers: [] }, event: { type: 'PersonEnrolled', by: 'system' } });
    expect(enrol(first.person, { ...writer, roles: [{ ...writer.roles[0]!, since: '2030-01-01T00:00:00.000Z' }] })).toBeUndefined();
    expect(enrol(first.person, { ...writer, roles: head.roles })?.person).toMatchObject({ version: 2, roles: head.roles });
  });
});
