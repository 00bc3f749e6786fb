import { isRecord, nameOf, TemplateFault, type Template, type TemplateResource } from './template.ts';

const SUB_VARIABLE = /\$\{(!?)([^}]+)\}/g;

/** The names a Fn::Sub string asks for: `A`, `A.Arn`, `AWS::Region`; `${!Literal}` asks for nothing. */
export function subNames(pattern: string): string[] {
  return [...pattern.matchAll(SUB_VARIABLE)].filter((match) => match[1] === '').map((match) => (match[2] ?? '').trim());
}

/** Fills a Fn::Sub string; `${!Name}` becomes the literal `${Name}`. */
export function fillSub(pattern: string, valueOf: (name: string) => string): string {
  return pattern.replace(SUB_VARIABLE, (_whole, literal: string, name: string) => (literal === '!' ? `\${${name}}` : valueOf(name.trim())));
}

/** The target of Fn::GetAtt in either spelling. */
export function getAttParts(value: unknown): [string, string] {
  const parts: unknown = typeof value === 'string' ? [value.slice(0, value.indexOf('.')), value.slice(value.indexOf('.') + 1)] : value;
  if (Array.isArray(parts) && typeof parts[0] === 'string' && typeof parts[1] === 'string') return [parts[0], parts[1]];
  throw new TemplateFault(`Fn::GetAtt takes a logical id and an attribute, not ${JSON.stringify(value)}.`);
}

/** Every name that a value refers to by Ref, Fn::GetAtt or Fn::Sub: resources, parameters and pseudo parameters. */
export function referencesIn(value: unknown): Set<string> {
  const found = new Set<string>();
  collect(value, found);
  return found;
}

function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, found);
  if (!isRecord(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'Ref' && typeof inner === 'string') found.add(inner);
    else if (key === 'Fn::GetAtt') found.add(getAttParts(inner)[0]);
    else if (key === 'Fn::Sub') collectSub(inner, found);
    else collect(inner, found);
  }
}

function collectSub(value: unknown, found: Set<string>): void {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const [pattern, variables] = list;
  const own = isRecord(variables) ? variables : {};
  collect(own, found);
  if (typeof pattern !== 'string') return;
  for (const name of subNames(pattern)) if (!(name in own)) found.add(name.split('.')[0] ?? name);
}

function neighbours(template: Template, resource: TemplateResource): string[] {
  const { DependsOn } = resource;
  const explicit: readonly string[] = typeof DependsOn === 'string' ? [DependsOn] : (DependsOn ?? []);
  return [...new Set([...explicit, ...referencesIn(resource.Properties)])].filter((id) => id in template.Resources);
}

/**
 * The cycles of references between resources, over Ref, Fn::GetAtt, Fn::Sub and DependsOn: one chain for each group that
 * depends on itself, its first id repeated at the end. CloudFormation would refuse to deploy such a template.
 */
export function findReferenceCycles(template: Template): string[][] {
  const state = new Map<string, 'open' | 'done'>();
  const chain: string[] = [];
  const cycles: string[][] = [];
  const visit = (id: string): void => {
    if (state.get(id) === 'done') return;
    if (state.get(id) === 'open') {
      cycles.push([...chain.slice(chain.indexOf(id)), id]);
      return;
    }
    const resource = template.Resources[id];
    if (resource === undefined) return;
    state.set(id, 'open');
    chain.push(id);
    for (const next of neighbours(template, resource)) visit(next);
    chain.pop();
    state.set(id, 'done');
  };
  for (const id of Object.keys(template.Resources)) visit(id);
  return cycles;
}

/** A sentence for each reference to a name that the template does not have. */
export function findUnknownReferences(template: Template): string[] {
  const known = (name: string): boolean => name.startsWith('AWS::') || name in template.Resources || name in (template.Parameters ?? {});
  return Object.entries(template.Resources).flatMap(([id, resource]) => {
    const { DependsOn } = resource;
    const explicit: readonly string[] = typeof DependsOn === 'string' ? [DependsOn] : (DependsOn ?? []);
    return [...explicit, ...referencesIn(resource.Properties)]
      .filter((name) => !known(name))
      .map((name) => `${nameOf(id, resource)} refers to ${name}, which the template does not have.`);
  });
}
