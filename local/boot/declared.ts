import type { ResolvedTemplate } from '../template/load-template.ts';
import type { Declared } from '../wire/known-properties.ts';

/** The resources of a type, as an engine reads them. */
export function declaredOf(template: ResolvedTemplate, type: string): Declared[] {
  return template.ofType(type).map((logicalId) => ({ logicalId, id: template.ref(logicalId), properties: template.resolved(logicalId) }));
}
