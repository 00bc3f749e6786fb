import type * as z from 'zod';
import { err, ok, type Result } from '../result.ts';
import { organisationSchema, relativeSubjects, type Organisation } from './schema.ts';
import { statute } from './statute.ts';

/** One thing wrong with an organisation's data: where (JSON pointer) and what. */
export interface OrganisationFault {
  pointer: string;
  message: string;
}

/**
 * An organisation from its JSON, or every fault in it: those of shape, and references that lead nowhere. References are
 * also followed in the parts that are whole when others are not, so that one reading tells all.
 */
export function validateOrganisation(input: unknown): Result<Organisation, OrganisationFault[]> {
  const parsed = organisationSchema.safeParse(input);
  const shape = parsed.success ? [] : parsed.error.issues.map(toFault);
  const faults = [...shape, ...referenceFaults(wholeParts(input))];
  return parsed.success && faults.length === 0 ? ok(parsed.data) : err(faults);
}

type Parts = Partial<Organisation>;

function wholeParts(input: unknown): Parts {
  if (typeof input !== 'object' || input === null) return {};
  const parts = Object.entries(organisationSchema.shape).flatMap(([name, schema]) => {
    const part = schema.safeParse((input as Record<string, unknown>)[name]);
    return part.success ? [[name, part.data] as const] : [];
  });
  return Object.fromEntries(parts);
}

function referenceFaults(parts: Parts): OrganisationFault[] {
  return [...doubles(parts), ...unitFaults(parts), ...ruleFaults(parts), ...stageFaults(parts)];
}

function doubles({ units = [], columns = [], limits = [], kinds = [], chains }: Parts): OrganisationFault[] {
  return [
    ...repeated('/units', units.map((unit) => unit.id)),
    ...repeated('/columns', columns.map((column) => column.id)),
    ...repeated('/limits', limits.map((limit) => limit.rule)),
    ...repeated('/kinds', kinds.map((kind) => kind.kind)),
    ...repeated('/chains/submission', chains?.submission.map((stage) => stage.id) ?? []),
    ...repeated('/chains/docflow', chains?.docflow.map((stage) => stage.id) ?? []),
  ];
}

function repeated(pointer: string, ids: string[]): OrganisationFault[] {
  return ids.flatMap((id, index) => (ids.indexOf(id) < index ? [{ pointer: `${pointer}/${index}`, message: `repeats ${id}` }] : []));
}

function unitFaults({ units, columns = [], office, publishingUnit }: Parts): OrganisationFault[] {
  if (units === undefined) return [];
  const departments = units.filter((unit) => unit.kind === 'department').map((unit) => unit.id);
  const publishing = units.filter((unit) => unit.kind === 'publishing').map((unit) => unit.id);
  const owners = columns.flatMap((column, index) => [
    ...unknown(`/columns/${index}/lead`, [column.lead], departments, 'a department'),
    ...unknown(`/columns/${index}/coOwners`, column.coOwners, departments, 'a department'),
  ]);
  return [
    ...owners,
    ...unknown('/office', office === undefined ? [] : [office], departments, 'a department'),
    ...unknown('/publishingUnit', publishingUnit === undefined ? [] : [publishingUnit], publishing, 'a publishing unit'),
  ];
}

function ruleFaults({ units, limits, kinds = [], publishing, chains }: Parts): OrganisationFault[] {
  if (limits === undefined) return [];
  const rules = [...limits, ...statute].map((limit) => limit.rule);
  const subjects = units === undefined ? undefined : [...relativeSubjects, ...units.map((unit) => unit.id)];
  const targets = Object.values(chains ?? {}).flat().map((stage) => `S-${stage.id}`);
  return [
    ...kinds.flatMap((kind, index) => unknown(`/kinds/${index}/rules`, kind.rules, rules, 'a rule with a limit')),
    ...unknown('/publishing', publishing ? [publishing.ordinary, publishing.urgent] : [], rules, 'a rule with a limit'),
    ...unknown('/limits', [...new Set(targets)], rules, 'there, though the stage needs its target'),
    ...limits.flatMap((limit, index) => [
      ...unknown(`/limits/${index}/cap`, limit.cap === undefined ? [] : [limit.cap], rules, 'a rule with a limit'),
      ...(subjects === undefined ? [] : unknown(`/limits/${index}/subject`, [limit.subject], subjects, 'a unit')),
    ]),
  ];
}

function stageFaults({ chains, separatedDuties }: Parts): OrganisationFault[] {
  if (chains === undefined || separatedDuties === undefined) return [];
  const stages = [...chains.submission, ...chains.docflow].map((stage) => stage.id);
  const needed = [...new Set(['submit', ...stages, 'publish'])];
  return unknown('/separatedDuties/duties', needed, separatedDuties.duties, 'kept apart from the others');
}

function unknown(pointer: string, used: string[], known: string[], what: string): OrganisationFault[] {
  return used.filter((id) => !known.includes(id)).map((id) => ({ pointer, message: `${id} is not ${what}` }));
}

function toFault(issue: z.core.$ZodIssue): OrganisationFault {
  const pointer = issue.path.map((part) => `/${String(part)}`).join('');
  return { pointer, message: issue.message };
}
