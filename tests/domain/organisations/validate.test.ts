import { describe, expect, it } from 'vitest';
import { loadOrganisations, organisationOf } from '../../../domain/organisations/organisation.ts';
import type { Organisation } from '../../../domain/organisations/schema.ts';
import { validateOrganisation } from '../../../domain/organisations/validate.ts';

/** One good organisation with something broken in it. */
function broken(change: (organisation: Organisation) => void): Organisation {
  const copy = structuredClone(organisationOf('zhejiang'));
  change(copy);
  return copy;
}

function faultsOf(input: unknown): string[] {
  const result = validateOrganisation(input);
  return result.ok ? [] : result.error.map(({ pointer, message }) => `${pointer} ${message}`);
}

describe('an organisation’s data', () => {
  it('is accepted as it ships', () => {
    expect(faultsOf(organisationOf('zhejiang'))).toEqual([]);
  });

  it('is refused with every fault at once, of shape and of reference', () => {
    const faults = faultsOf({
      ...broken((organisation) => {
        organisation.columns[4]!.lead = 'treasury';
        organisation.columns[5]!.id = 'finance';
        organisation.kinds[0]!.rules = ['A-99'];
        organisation.publishingUnit = 'office';
        organisation.separatedDuties.duties = ['submit', 'publish', 'first-review', 'second-review', 'text-review'];
      }),
      version: 0,
      organisationCode: { value: '002482083', clause: '§4' },
      motto: 'x',
    });
    expect(faults.toSorted()).toEqual([
      '/version Too small: expected number to be >=1',
      '/organisationCode/value has a wrong check character',
      ' Unrecognized key: "motto"',
      '/columns/5 repeats finance',
      '/columns/4/lead treasury is not a department',
      '/publishingUnit office is not a publishing unit',
      '/kinds/0/rules A-99 is not a rule with a limit',
      '/separatedDuties/duties confidentiality-review is not kept apart from the others',
    ].toSorted());
  });

  it.each<[string, (organisation: Organisation) => void, string]>([
    ['a unit twice', (one) => one.units.push(one.units[0]!), '/units/11 repeats office'],
    ['a stage twice', (one) => one.chains.submission.push(one.chains.submission[0]!), '/chains/submission/4 repeats first-review'],
    ['a limit twice', (one) => one.limits.push(one.limits[0]!), '/limits/35 repeats A-09'],
    ['a kind twice', (one) => one.kinds.push(one.kinds[0]!), '/kinds/15 repeats leader-activity'],
    ['a co-owner that is no department', (one) => one.columns[0]!.coOwners.push('network'), '/columns/0/coOwners network is not a department'],
    ['an office that is none', (one) => (one.office = 'bureau'), '/office bureau is not a department'],
    ['no clause', (one) => (one.limits[0]!.clause = 'somewhere'), '/limits/0/clause is not a clause'],
    ['a limit of no kind', (one) => (one.limits[0]!.limit = { kind: 'working-days', days: -1 }), '/limits/0/limit/days Too small: expected number to be >=0'],
    ['a cap that is no rule', (one) => (one.limits[0]!.cap = 'REG-99'), '/limits/0/cap REG-99 is not a rule with a limit'],
    ['a duty of an unknown unit', (one) => (one.limits[0]!.subject = 'treasury'), '/limits/0/subject treasury is not a unit'],
    ['publishing without a limit', (one) => (one.publishing.urgent = 'C-06'), '/publishing C-06 is not a rule with a limit'],
    ['a stage without its target', (one) => (one.limits = one.limits.filter((limit) => limit.rule !== 'S-text-review')), '/limits S-text-review is not there, though the stage needs its target'],
    ['sessions that overlap', (one) => (one.officeHours.normal[1]!.opens = '11:00'), '/officeHours/normal must follow one another, each closing after it opens'],
  ])('is refused with %s', (_what, change, fault) => {
    expect(faultsOf(broken(change))).toContain(fault);
  });

  it('is refused when it is no object', () => {
    for (const input of [null, [], 'zhejiang', 1]) expect(faultsOf(input)).not.toEqual([]);
  });

  it('stops the load, naming each file with each fault', () => {
    const faulty = broken((organisation) => (organisation.office = 'bureau'));
    expect(() => loadOrganisations({ zhejiang: faulty, hangzhou: organisationOf('shangqiu'), empty: {} })).toThrow(
      /zhejiang\.json \/office: bureau is not a department\nhangzhou\.json \/site: is shangqiu\nempty\.json /,
    );
  });
});
