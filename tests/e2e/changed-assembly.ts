import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const assembly = join(import.meta.dirname, '..', '..', 'cdk.out');
const TEMPLATE = 'Fabu-laptop.template.json';

export interface Statement {
  Action: string | string[];
  Resource: unknown;
  readonly Principal?: unknown;
}

export interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
  DependsOn?: string | string[];
}

export interface Template {
  readonly Resources: Record<string, Resource>;
  readonly Parameters: Record<string, { Default?: unknown }>;
}

/** The assembly of `cdk.out` with another template: everything else is the same files. Answers its folder. */
export function changedAssembly(change: (template: Template) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'fabu-assembly-'));
  for (const name of readdirSync(assembly)) if (name !== TEMPLATE) symlinkSync(join(assembly, name), join(folder, name));
  const template = JSON.parse(readFileSync(join(assembly, TEMPLATE), 'utf8')) as Template;
  change(template);
  writeFileSync(join(folder, TEMPLATE), JSON.stringify(template));
  return folder;
}

/** The one resource of a type whose logical id begins so. Throws when there is none, or more than one. */
export function resourceIn({ Resources }: Template, type: string, prefix: string): Resource {
  const found = Object.entries(Resources).filter(([id, resource]) => resource.Type === type && id.startsWith(prefix));
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`The template has ${found.length} resources ${type} that begin with ${prefix}.`);
  return only[1];
}

/** Takes one action out of a policy, or only some of the resources that it is granted on. Throws when it is not there. */
export function takeOut(policy: Resource, action: string, onResource = ''): void {
  const document = policy.Properties['PolicyDocument'] as { Statement: Statement[] };
  const before = JSON.stringify(document);
  document.Statement = document.Statement.flatMap((statement) => without(statement, action, onResource));
  if (JSON.stringify(document) === before) throw new Error(`The policy does not grant ${action} on ${onResource}.`);
}

function without(statement: Statement, action: string, onResource: string): Statement[] {
  const actions = [statement.Action].flat();
  if (!actions.includes(action) || !JSON.stringify(statement.Resource).includes(onResource)) return [statement];
  if (onResource === '') {
    const others = actions.filter((one) => one !== action);
    return others.length === 0 ? [] : [{ ...statement, Action: others }];
  }
  const kept = [statement.Resource].flat().filter((one) => !JSON.stringify(one).includes(onResource));
  return kept.length === 0 ? [] : [{ ...statement, Resource: kept }];
}
