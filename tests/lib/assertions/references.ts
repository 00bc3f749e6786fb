import { list, type Resource, type Template } from './template.ts';

/** The logical ids that a resource cannot be made without: Ref, GetAtt, Sub and DependsOn. */
export function referencesOf(resource: Resource): ReadonlySet<string> {
  const found = new Set<string>(list(resource.DependsOn) as string[]);
  collect(resource.Properties, found);
  return found;
}

function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) return value.forEach((each) => collect(each, found));
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'Ref') found.add(inner as string);
    else if (key === 'Fn::GetAtt') found.add((Array.isArray(inner) ? (inner as string[])[0] : (inner as string).split('.')[0])!);
    else if (key === 'Fn::Sub') collectSub(inner as string | [string, unknown], found);
    else collect(inner, found);
  }
}

function collectSub(sub: string | [string, unknown], found: Set<string>): void {
  const [text, variables] = typeof sub === 'string' ? [sub, {}] : sub;
  for (const [, name] of text.matchAll(/\$\{([^!}][^}.]*)[^}]*\}/g)) if (!Object.hasOwn(variables as object, name!)) found.add(name!);
  collect(variables, found);
}

/** A circle of references as a path that ends where it began, or undefined: a circle cannot be deployed. */
export function referenceCycle(template: Template): readonly string[] | undefined {
  const finished = new Set<string>();
  const walk = (id: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    const resource = template.Resources[id];
    if (resource === undefined || finished.has(id)) return undefined;
    for (const next of referencesOf(resource)) {
      const cycle = walk(next, [...path, id]);
      if (cycle !== undefined) return cycle;
    }
    finished.add(id);
    return undefined;
  };
  for (const id of Object.keys(template.Resources)) {
    const cycle = walk(id, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

/** References to what the template does not have: `id -> missing`. */
export function danglingReferences(template: Template): string[] {
  const known = new Set([...Object.keys(template.Resources), ...Object.keys(template.Parameters ?? {})]);
  return Object.entries(template.Resources).flatMap(([id, resource]) =>
    [...referencesOf(resource)].filter((name) => !name.startsWith('AWS::') && !known.has(name)).map((name) => `${id} -> ${name}`),
  );
}
