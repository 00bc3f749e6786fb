import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord, TemplateFault, type Template } from './template.ts';

/** One synthesised stack with the folders of its assets. */
export interface Assembly {
  readonly directory: string;
  readonly stackName: string;
  readonly template: Template;
  /** The folder or file behind an asset's object key (`<hash>.zip`); throws TemplateFault naming the key when there is none. */
  assetPath(objectKey: string): string;
}

const STACK = 'aws:cloudformation:stack';

/**
 * Reads `cdk.out`.
 * @param stackName needed only where the assembly holds more than one stack
 * @throws TemplateFault when a file is missing, damaged, or the stack cannot be told
 */
export function readAssembly(directory: string, stackName?: string): Assembly {
  const artifacts = section(readJson(join(directory, 'manifest.json')), 'artifacts', directory);
  const [artifactId, stack] = chooseStack(artifacts, stackName, directory);
  const properties = section(stack, 'properties', artifactId);
  const template = readJson(join(directory, text(properties.templateFile, `${artifactId}.templateFile`)));
  section(template, 'Resources', artifactId);
  const assets = readAssets(directory, artifactId);
  return {
    directory,
    stackName: typeof properties.stackName === 'string' ? properties.stackName : artifactId,
    template: template as unknown as Template,
    assetPath: (objectKey) => {
      const path = assets.get(objectKey);
      if (path === undefined) throw new TemplateFault(`The asset ${objectKey} is not in ${artifactId}.assets.json.`);
      if (!existsSync(path)) throw new TemplateFault(`The asset ${objectKey} should be at ${path}, which does not exist.`);
      return path;
    },
  };
}

function chooseStack(artifacts: Record<string, unknown>, wanted: string | undefined, directory: string): [string, Record<string, unknown>] {
  const stacks = Object.entries(artifacts).filter((entry): entry is [string, Record<string, unknown>] => isRecord(entry[1]) && entry[1].type === STACK);
  const chosen = wanted === undefined ? stacks : stacks.filter(([id]) => id === wanted);
  const [only] = chosen;
  if (only !== undefined && chosen.length === 1) return only;
  const present = stacks.map(([id]) => id).join(', ') || 'none';
  throw new TemplateFault(`${directory} should hold ${wanted === undefined ? 'one stack' : `the stack ${wanted}`}; it holds: ${present}.`);
}

function readAssets(directory: string, artifactId: string): Map<string, string> {
  const file = join(directory, `${artifactId}.assets.json`);
  const paths = new Map<string, string>();
  if (!existsSync(file)) return paths;
  for (const [id, asset] of Object.entries(section(readJson(file), 'files', file))) {
    const source = section(asset, 'source', id);
    for (const destination of Object.values(section(asset, 'destinations', id))) {
      if (isRecord(destination) && typeof destination.objectKey === 'string') paths.set(destination.objectKey, join(directory, text(source.path, `${id}.source.path`)));
    }
  }
  return paths;
}

function readJson(file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isRecord(value)) return value;
  } catch (cause) {
    throw new TemplateFault(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  throw new TemplateFault(`${file} is not a JSON object.`);
}

function section(value: unknown, name: string, where: string): Record<string, unknown> {
  const found = isRecord(value) ? value[name] : undefined;
  if (!isRecord(found)) throw new TemplateFault(`${where} has no "${name}".`);
  return found;
}

function text(value: unknown, where: string): string {
  if (typeof value !== 'string') throw new TemplateFault(`${where} is not a string.`);
  return value;
}
