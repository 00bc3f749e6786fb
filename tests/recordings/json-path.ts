import { isObject } from './matching.ts';
import type { Json } from './recording.ts';

/** A definition that says something which JSONata says otherwise, or not at all. */
export class Untranslatable extends Error {}

const PATH = /^\$(?<context>\$)?(?<variable>[A-Za-z_]\w*)?(?<rest>(?:\.[\w-]+|\[\d+\])*)$/;

/** `$.a.b` on `root`, `$$.a` on the context, `$variable.a`; other paths are left alone. */
export function translatePath(path: unknown, root: string): string {
  const parts = typeof path === 'string' ? PATH.exec(path)?.groups : undefined;
  if (parts === undefined) throw new Untranslatable(`the path ${JSON.stringify(path)}`);
  const { context, variable, rest = '' } = parts;
  const steps = rest.replace(/\.([\w-]*-[\w-]*)/g, '.`$1`');
  if (context !== undefined) return `$states.context${steps}`;
  return variable === undefined ? `${root}${steps}` : `$${variable}${steps}`;
}

/** A payload template of JSONPath as one of JSONata. */
export function translateTemplate(value: unknown, root: string): unknown {
  if (typeof value === 'string' && value.startsWith('{%')) throw new Untranslatable('a literal that JSONata would evaluate');
  if (Array.isArray(value)) return value.map((item) => translateTemplate(item, root));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) =>
      key.endsWith('.$') ? [key.slice(0, -2), `{% ${translatePath(item, root)} %}`] : [key, translateTemplate(item, root)],
    ),
  );
}

/** The same as one expression, where it has to be part of another. */
export function toSource(template: unknown): string {
  if (typeof template === 'string' && template.startsWith('{%')) return template.slice(2, -2).trim();
  if (Array.isArray(template)) return `[${template.map(toSource).join(', ')}]`;
  if (!isObject(template)) return JSON.stringify(template);
  return `{${Object.entries(template).map(([key, item]) => `${JSON.stringify(key)}: ${toSource(item)}`).join(', ')}}`;
}

/** Where a result goes: undefined leaves it as the output, null drops it, a path puts it into the input. */
export function translateResultPath(resultPath: unknown, result: string): string {
  if (resultPath === undefined || resultPath === '$') return result;
  if (resultPath === null) return '$states.input';
  if (typeof resultPath !== 'string' || !/^\$(\.\w+)+$/.test(resultPath)) throw new Untranslatable(`the ResultPath ${JSON.stringify(resultPath)}`);
  return putInto('$states.input', resultPath.split('.').slice(1), result);
}

function putInto(target: string, names: readonly string[], result: string): string {
  const [name, ...others] = names;
  if (name === undefined) return result;
  return `$merge([${target}, {${JSON.stringify(name)}: ${putInto(`${target}.${name}`, others, result)}}])`;
}

export function pick(fields: Json, names: readonly string[]): Json {
  return Object.fromEntries(names.filter((name) => name in fields).map((name) => [name, fields[name]]));
}
