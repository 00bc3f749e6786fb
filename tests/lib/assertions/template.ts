import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Template {
  readonly Parameters?: Record<string, Record<string, unknown>>;
  readonly Resources: Record<string, Resource>;
  readonly Outputs?: Record<string, { readonly Value: unknown }>;
}

export function readTemplate(outdir: string, stage: string): Template {
  return JSON.parse(readFileSync(join(outdir, `Fabu-${stage}.template.json`), 'utf8')) as Template;
}

/** The value at a path of keys and positions, or undefined where the path ends early. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((found, key) => (found as Record<string | number, unknown> | undefined)?.[key], value);
}

export function list(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

export function ofType(template: Template, type: string): [string, Resource][] {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
}

export function only(template: Template, type: string): Resource {
  const found = ofType(template, type);
  if (found.length !== 1) throw new Error(`Expected one ${type}, found ${found.length}.`);
  return found[0]![1];
}

/** Logical ids end in eight characters that CDK adds: without them they are construct paths. */
export function pathOf(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}

/** CDK's own function behind BucketDeployment: nothing of it is written by us. */
export function isCdkOwn(logicalId: string): boolean {
  return logicalId.startsWith('CustomCDKBucketDeployment');
}

/** An ARN or name with its references in angle brackets: `<RecordsTable.Arn>/index/outbox`. */
export function flatten(value: unknown): string {
  if (typeof value === 'string') return value.replace(/\$\{([^}]*)\}/g, '<$1>');
  const [key, inner] = Object.entries(value as Record<string, unknown>)[0] ?? [];
  if (key === 'Ref') return `<${pathOf(inner as string)}>`;
  if (key === 'Fn::GetAtt') return `<${pathOf((inner as string[])[0]!)}.${(inner as string[])[1]!}>`;
  if (key === 'Fn::Join') return (inner as [string, unknown[]])[1].map(flatten).join((inner as [string])[0]);
  if (key === 'Fn::Sub' && typeof inner === 'string') return flatten(inner);
  return JSON.stringify(value);
}
