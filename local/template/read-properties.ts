import { isRecord, TemplateFault } from './template.ts';

/** Typed access to resolved properties; a property of another type is told by its resource and path. */
export interface Properties {
  readonly raw: Readonly<Record<string, unknown>>;
  text(name: string): string;
  optionalText(name: string): string | undefined;
  /** Numbers may come as strings, as CloudFormation allows. */
  integer(name: string, otherwise: number): number;
  optionalInteger(name: string): number | undefined;
  flag(name: string, otherwise: boolean): boolean;
  /** A block within; an empty one where it is missing. */
  block(name: string): Properties;
  has(name: string): boolean;
  list(name: string): readonly unknown[];
  texts(name: string): readonly string[];
  blocks(name: string): readonly Properties[];
}

export function readProperties(raw: Readonly<Record<string, unknown>>, where: string): Properties {
  const wrong = (name: string, wanted: string): TemplateFault => new TemplateFault(`${where}.${name} should be ${wanted}, not ${JSON.stringify(raw[name])}.`);

  const optionalText = (name: string): string | undefined => {
    const value = raw[name];
    if (value === undefined) return undefined;
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw wrong(name, 'a string');
  };
  const optionalInteger = (name: string): number | undefined => {
    const value = raw[name];
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && value !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isInteger(number)) throw wrong(name, 'a whole number');
    return number;
  };
  const list = (name: string): readonly unknown[] => {
    const value = raw[name];
    if (value === undefined) return [];
    if (!Array.isArray(value)) throw wrong(name, 'a list');
    return value;
  };

  return {
    raw,
    optionalText,
    optionalInteger,
    list,
    has: (name) => raw[name] !== undefined,
    text: (name) => {
      const value = optionalText(name);
      if (value === undefined) throw wrong(name, 'a string');
      return value;
    },
    integer: (name, otherwise) => optionalInteger(name) ?? otherwise,
    flag: (name, otherwise) => {
      const value = raw[name];
      if (value === undefined) return otherwise;
      if (value === true || value === 'true') return true;
      if (value === false || value === 'false') return false;
      throw wrong(name, 'true or false');
    },
    block: (name) => {
      const value = raw[name] ?? {};
      if (!isRecord(value)) throw wrong(name, 'a block');
      return readProperties(value, `${where}.${name}`);
    },
    texts: (name) =>
      list(name).map((item) => {
        if (typeof item === 'string') return item;
        throw wrong(name, 'a list of strings');
      }),
    blocks: (name) =>
      list(name).map((item, index) => {
        if (isRecord(item)) return readProperties(item, `${where}.${name}[${index}]`);
        throw wrong(name, 'a list of blocks');
      }),
  };
}
