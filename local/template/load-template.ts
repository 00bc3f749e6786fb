import type { Assembly } from './assembly.ts';
import { checkTemplate } from './check-template.ts';
import { NO_VALUE } from './intrinsics.ts';
import { createResolver, type Place, type ResolverOptions } from './resolver.ts';
import { isIgnoredProvider, serviceTable } from './service-table.ts';
import { nameOf } from './template.ts';

export interface LoadOptions extends Pick<ResolverOptions, 'parameters' | 'secretOf' | 'identityOf'> {
  readonly region?: string;
  readonly accountId?: string;
  readonly partition?: string;
}

/** A checked template whose references are carried out on demand. */
export interface ResolvedTemplate {
  readonly place: Place;
  /** The logical ids of the served resources of the given types, in the template's order. */
  ofType(...types: string[]): string[];
  typeOf(logicalId: string): string | undefined;
  /** Logical id and construct path, for messages. */
  nameOf(logicalId: string): string;
  resolved(logicalId: string): Record<string, unknown>;
  ref(logicalId: string): string;
  attribute(logicalId: string, name: string): string;
  assetPath(objectKey: string): string;
  /** The stack's outputs by their names. */
  outputs(): Record<string, string>;
}

/**
 * Checks and resolves the template of an assembly.
 * @throws TemplateFault when anything in it is not served, unknown, circular, or lacks a value
 */
export function loadTemplate(assembly: Assembly, options: LoadOptions = {}): ResolvedTemplate {
  const { template, stackName } = assembly;
  checkTemplate(template);
  const place: Place = {
    stackName,
    region: options.region ?? 'eu-central-1',
    accountId: options.accountId ?? '000000000000',
    partition: options.partition ?? 'aws',
  };
  const { parameters, secretOf, identityOf } = options;
  const resolver = createResolver({
    template,
    place,
    ...(parameters === undefined ? {} : { parameters }),
    ...(secretOf === undefined ? {} : { secretOf }),
    ...(identityOf === undefined ? {} : { identityOf }),
  });
  const served = Object.entries(template.Resources).filter(([id, resource]) => !isIgnoredProvider(id) && serviceTable[resource.Type]?.standing === 'served' && resolver.present(id));
  return {
    place,
    ofType: (...types) => served.filter(([, resource]) => types.includes(resource.Type)).map(([id]) => id),
    typeOf: (logicalId) => template.Resources[logicalId]?.Type,
    nameOf: (logicalId) => nameOf(logicalId, template.Resources[logicalId]),
    resolved: (logicalId) => resolver.resolved(logicalId),
    ref: (logicalId) => resolver.ref(logicalId),
    attribute: (logicalId, name) => resolver.attribute(logicalId, name),
    assetPath: (objectKey) => assembly.assetPath(objectKey),
    outputs: () => {
      const resolved = Object.entries(template.Outputs ?? {}).map(([name, { Value, Condition }]): [string, unknown] => [
        name,
        resolver.value(Condition === undefined ? Value : { 'Fn::If': [Condition, Value, { Ref: 'AWS::NoValue' }] }),
      ]);
      return Object.fromEntries(resolved.flatMap(([name, value]): [string, string][] => (value === NO_VALUE ? [] : [[name, typeof value === 'string' ? value : JSON.stringify(value)]])));
    },
  };
}
