import { officialYears } from '../calendar/official-years.ts';
import { WorkingCalendar } from '../calendar/working-calendar.ts';
import { bellPlanFor, type BellPlan } from '../deadlines/bells.ts';
import type { Limit } from '../deadlines/limit.ts';
import hangzhou from './hangzhou.json' with { type: 'json' };
import type { Column, LimitRule, Organisation, Stage, Unit } from './schema.ts';
import shangqiu from './shangqiu.json' with { type: 'json' };
import { statute } from './statute.ts';
import { validateOrganisation } from './validate.ts';
import zhejiang from './zhejiang.json' with { type: 'json' };

/** The organisations that ship. Faulty data stops the process as it loads, naming every fault. */
export const organisations: readonly Organisation[] = loadOrganisations({ zhejiang, shangqiu, hangzhou });

/** Throws Error with every fault of every file; a file is named after its site. */
export function loadOrganisations(files: Readonly<Record<string, unknown>>): Organisation[] {
  const faults: string[] = [];
  const loaded = Object.entries(files).flatMap(([site, file]) => {
    const result = validateOrganisation(file);
    if (!result.ok) faults.push(...result.error.map(({ pointer, message }) => `${site}.json ${pointer}: ${message}`));
    else if (result.value.site !== site) faults.push(`${site}.json /site: is ${result.value.site}`);
    return result.ok ? [result.value] : [];
  });
  if (faults.length > 0) throw new Error(`The organisations' data has faults:\n${faults.join('\n')}`);
  return loaded;
}

/** The organisation of a site, or undefined for a name that somebody typed. */
export function findOrganisation(site: string): Organisation | undefined {
  return organisations.find((organisation) => organisation.site === site);
}

/** The organisation of a site that the record names. Throws RangeError for any other. */
export function organisationOf(site: string): Organisation {
  const organisation = findOrganisation(site);
  if (organisation === undefined) throw new RangeError(`No such site: ${site}`);
  return organisation;
}

export function columnOf(organisation: Organisation, column: string): Column | undefined {
  return organisation.columns.find(({ id }) => id === column);
}

export function unitOf(organisation: Organisation, unit: string): Unit | undefined {
  return organisation.units.find(({ id }) => id === unit);
}

/** the ids of the lead and the co-owners, or of every department where the column takes items from all. */
export function unitsThatMaySubmit(organisation: Organisation, column: Column): string[] {
  if (column.takesFrom === 'owners') return [column.lead, ...column.coOwners];
  return organisation.units.filter(({ kind }) => kind === 'department').map(({ id }) => id);
}

/** the human stages before publishing, in order; official documents come by another chain. */
export function chainFor(organisation: Organisation, source: 'submission' | 'docflow'): readonly Stage[] {
  return organisation.chains[source];
}

/** The rule's limit at this organisation, its own before the law's. */
export function limitOf(organisation: Organisation, rule: string): LimitRule | undefined {
  return [...organisation.limits, ...statute].find((limit) => limit.rule === rule);
}

/** The limit at this urgency. Urgent shortens limits and skips no review. */
export function limitAt(rule: LimitRule, urgency: 'ordinary' | 'urgent'): Limit {
  return urgency === 'urgent' ? (rule.urgent ?? rule.limit) : rule.limit;
}

/** The rules that a kind of item starts; the earliest of their limits holds. */
export function rulesOfKind(organisation: Organisation, kind: string): readonly string[] {
  return organisation.kinds.find((entry) => entry.kind === kind)?.rules ?? [];
}

/** Working days and office hours of the organisation. */
export function calendarOf(organisation: Organisation): WorkingCalendar {
  return new WorkingCalendar(officialYears, organisation.officeHours);
}

/** When the bells of a duty with this limit ring at the organisation. */
export function bellPlanOf(organisation: Organisation, limit: Limit): BellPlan {
  return bellPlanFor(limit, organisation.bells);
}
