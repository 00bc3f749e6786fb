import { createConditions } from './conditions.ts';
import { replaceDynamicReferences, type SecretLookup } from './dynamic-references.ts';
import { identityOf, type IdentitySource } from './identities.ts';
import { evaluate, NO_VALUE, type Surroundings } from './intrinsics.ts';
import { createParameters } from './parameters.ts';
import { isRecord, nameOf, TemplateFault, type Template, type TemplateResource } from './template.ts';

/** Where the stack is deemed to run. */
export interface Place {
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
}

/** Names that only a running engine knows, such as a user pool's issuer. They go before the table of identities. */
export interface KnownIdentity {
  readonly ref?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface ResolverOptions {
  readonly template: Template;
  readonly place: Place;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly secretOf?: SecretLookup;
  readonly identityOf?: (logicalId: string, type: string) => KnownIdentity | undefined;
}

export interface Resolver {
  /** A resource's properties with every reference carried out. */
  resolved(logicalId: string): Record<string, unknown>;
  ref(logicalId: string): string;
  attribute(logicalId: string, name: string): string;
  /** Whether the resource's condition, if any, holds. */
  present(logicalId: string): boolean;
  value(expression: unknown): unknown;
}

/** Resolves a template lazily: a reference is worked out when it is asked for, and a cycle is told by its chain. */
export function createResolver(options: ResolverOptions): Resolver {
  const { template, place, secretOf = () => undefined } = options;
  const parameter = createParameters(template, options.parameters ?? {});
  const memory = new Map<string, unknown>();
  const chain: string[] = [];

  const once = <T>(key: string, work: () => T): T => {
    if (memory.has(key)) return memory.get(key) as T;
    if (chain.includes(key)) throw new TemplateFault(`The references ${[...chain.slice(chain.indexOf(key)), key].join(' -> ')} are a cycle.`);
    chain.push(key);
    try {
      const value = work();
      memory.set(key, value);
      return value;
    } finally {
      chain.pop();
    }
  };

  const resourceOf = (logicalId: string): TemplateResource => {
    const resource = template.Resources[logicalId];
    if (resource === undefined) throw new TemplateFault(`${chain.at(-1) ?? 'The template'} refers to ${logicalId}, which the template does not have.`);
    if (!present(logicalId)) throw new TemplateFault(`${nameOf(logicalId, resource)} is referred to, but its condition ${resource.Condition} leaves it out.`);
    return resource;
  };

  const present = (logicalId: string): boolean => {
    const condition = template.Resources[logicalId]?.Condition;
    return condition === undefined || surroundings.condition(condition);
  };

  const sourceOf = (logicalId: string, resource: TemplateResource): IdentitySource => ({
    logicalId,
    ...place,
    property: (name) => {
      const value = once(`${logicalId}.Properties.${name}`, () => resolve(resource.Properties?.[name]));
      return typeof value === 'string' ? value : undefined;
    },
  });

  const ref = (logicalId: string): string =>
    once(logicalId, () => {
      const resource = resourceOf(logicalId);
      return options.identityOf?.(logicalId, resource.Type)?.ref ?? identityOf(resource.Type).ref(sourceOf(logicalId, resource));
    });

  const attribute = (logicalId: string, name: string): string =>
    once(`${logicalId}.${name}`, () => {
      const resource = resourceOf(logicalId);
      const known = options.identityOf?.(logicalId, resource.Type)?.attributes?.[name];
      const own = identityOf(resource.Type).attributes?.[name];
      if (known !== undefined) return known;
      if (own === undefined) throw new TemplateFault(`The attribute ${name} of ${nameOf(logicalId, resource)}, an ${resource.Type}, is not served.`);
      return own(sourceOf(logicalId, resource));
    });

  const pseudo: Readonly<Record<string, unknown>> = {
    'AWS::Region': place.region,
    'AWS::AccountId': place.accountId,
    'AWS::Partition': place.partition,
    'AWS::URLSuffix': place.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
    'AWS::StackName': place.stackName,
    'AWS::StackId': `arn:${place.partition}:cloudformation:${place.region}:${place.accountId}:stack/${place.stackName}/laptop`,
    'AWS::NoValue': NO_VALUE,
  };

  const surroundings: Surroundings = {
    ref: (name) => {
      if (name in pseudo) return pseudo[name];
      if (name.startsWith('AWS::')) throw new TemplateFault(`The pseudo parameter ${name} is not served.`);
      return name in (template.Parameters ?? {}) ? parameter(name) : ref(name);
    },
    attribute,
    condition: (name) => conditions(name),
  };
  const conditions = createConditions(template, surroundings);

  const resolve = (expression: unknown): unknown => replaceDynamicReferences(evaluate(expression, surroundings), secretOf);

  return {
    resolved: (logicalId) =>
      once(`${logicalId}.Properties`, () => {
        const resource = resourceOf(logicalId);
        try {
          const value = resolve(resource.Properties ?? {});
          return isRecord(value) ? value : {};
        } catch (cause) {
          if (!(cause instanceof TemplateFault)) throw cause;
          throw new TemplateFault(`${nameOf(logicalId, resource)}: ${cause.message}`, { cause });
        }
      }),
    ref,
    attribute,
    present,
    value: resolve,
  };
}
