import { isIntrinsic } from './intrinsics.ts';
import { findReferenceCycles, findUnknownReferences } from './references.ts';
import { isIgnoredProvider, serviceTable, type Standing } from './service-table.ts';
import { isRecord, nameOf, TemplateFault, type Template, type TemplateResource } from './template.ts';

const SECTIONS = new Set(['AWSTemplateFormatVersion', 'Description', 'Metadata', 'Resources', 'Parameters', 'Conditions', 'Outputs', 'Rules']);

/**
 * Refuses a template that the laptop cannot serve as written, telling every problem at once.
 * @throws TemplateFault naming logical ids and construct paths
 */
export function checkTemplate(template: Template, table: Readonly<Record<string, Standing>> = serviceTable): void {
  const problems = [
    ...Object.keys(template)
      .filter((section) => !SECTIONS.has(section))
      .map((section) => `The template's section ${section} is not served.`),
    ...Object.entries(template.Resources).flatMap(([logicalId, resource]) => problemsOf(logicalId, resource, table)),
    ...findUnknownReferences(template),
    ...findReferenceCycles(template).map((cycle) => `The references ${cycle.join(' -> ')} are a cycle.`),
  ];
  if (problems.length > 0) throw new TemplateFault(problems.join('\n'));
}

function problemsOf(logicalId: string, resource: TemplateResource, table: Readonly<Record<string, Standing>>): string[] {
  if (isIgnoredProvider(logicalId)) return [];
  const entry = table[resource.Type];
  if (entry === undefined) return [`${nameOf(logicalId, resource)} is an ${resource.Type}, which the laptop does not serve.`];
  if (entry.standing === 'ignored') return [];
  const known = [...entry.honoured, ...Object.keys(entry.ignored ?? {})];
  return unknownPaths(resource.Properties ?? {}, '', known).map((path) => `${nameOf(logicalId, resource)} has the property ${path}, which the laptop does not serve for an ${resource.Type}.`);
}

function unknownPaths(value: unknown, path: string, known: readonly string[]): string[] {
  if (known.includes(path)) return [];
  const within = known.some((name) => path === '' || name.startsWith(`${path}.`) || name.startsWith(`${path}[]`));
  if (!within) return [path];
  if (Array.isArray(value)) return value.flatMap((item) => unknownPaths(item, `${path}[]`, known));
  if (!isRecord(value)) return [];
  const [only, ...more] = Object.keys(value);
  if (only !== undefined && more.length === 0 && isIntrinsic(only)) return only === 'Fn::If' ? branches(value[only]).flatMap((branch) => unknownPaths(branch, path, known)) : [];
  return Object.entries(value).flatMap(([key, inner]) => unknownPaths(inner, path === '' ? key : `${path}.${key}`, known));
}

/** Both outcomes of Fn::If. */
function branches(argument: unknown): readonly unknown[] {
  return Array.isArray(argument) ? argument.slice(1) : [];
}
