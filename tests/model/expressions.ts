import type { Item } from '../../functions/shared/record/table.ts';

/** The part of DynamoDB's expressions that the record uses; anything else throws, so that nothing passes unnoticed. */

interface Given {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
}

type Operand = (item: Item, given: Given) => unknown;
type Test = (item: Item, given: Given) => boolean;
type Path = readonly string[];

interface Change {
  readonly kind: 'SET' | 'REMOVE' | 'ADD';
  readonly path: Path;
  readonly value?: Operand;
}

const TOKEN = /\s*(<=|>=|<>|[=<>(),.+]|[#:]?[A-Za-z_][A-Za-z0-9_]*)/y;

class Reader {
  readonly #tokens: readonly string[];
  #place = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  peek(): string | undefined {
    return this.#tokens[this.#place];
  }

  next(): string {
    const token = this.#tokens[this.#place];
    if (token === undefined) throw new SyntaxError('The expression ends too early.');
    this.#place += 1;
    return token;
  }

  take(token: string): boolean {
    if (this.peek() !== token) return false;
    this.#place += 1;
    return true;
  }

  expect(token: string): void {
    const found = this.next();
    if (found !== token) throw new SyntaxError(`Expected ${token}, found ${found}.`);
  }
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(text)?.[1];
    if (found === undefined) throw new SyntaxError(`Unknown token at ${text.slice(from)}`);
    tokens.push(found);
  }
  return tokens;
}

function pathFrom(reader: Reader): Path {
  const path = [reader.next()];
  while (reader.take('.')) path.push(reader.next());
  for (const part of path) if (!/^#?[A-Za-z_]/.test(part)) throw new SyntaxError(`Not a path: ${path.join('.')}`);
  return path;
}

function namesOf(path: Path, { names }: Given): string[] {
  return path.map((part) => {
    if (!part.startsWith('#')) return part;
    const name = names[part];
    if (name === undefined) throw new SyntaxError(`${part} is not given.`);
    return name;
  });
}

function valueAt(item: Item, path: readonly string[]): unknown {
  let value: unknown = item;
  for (const part of path) value = value === undefined || value === null ? undefined : (value as Item)[part];
  return value;
}

function operandFrom(reader: Reader): Operand {
  const token = reader.peek() ?? '';
  if (token.startsWith(':')) {
    reader.next();
    return (_, { values }) => {
      if (!(token in values)) throw new SyntaxError(`${token} is not given.`);
      return values[token];
    };
  }
  if (token === 'size' || token === 'if_not_exists') return functionFrom(reader);
  const path = pathFrom(reader);
  return (item, given) => valueAt(item, namesOf(path, given));
}

function functionFrom(reader: Reader): Operand {
  const name = reader.next();
  reader.expect('(');
  const path = pathFrom(reader);
  if (name === 'size') {
    reader.expect(')');
    return (item, given) => sizeOf(valueAt(item, namesOf(path, given)));
  }
  reader.expect(',');
  const otherwise = operandFrom(reader);
  reader.expect(')');
  return (item, given) => valueAt(item, namesOf(path, given)) ?? otherwise(item, given);
}

function sizeOf(value: unknown): number | undefined {
  if (typeof value === 'string') return Buffer.byteLength(value);
  return value === undefined ? undefined : Object.keys(value as object).length;
}

function sumFrom(reader: Reader): Operand {
  const first = operandFrom(reader);
  if (!reader.take('+')) return first;
  const second = operandFrom(reader);
  return (item, given) => Number(first(item, given)) + Number(second(item, given));
}

const comparisons: Readonly<Record<string, (one: never, other: never) => boolean>> = {
  '=': (one, other) => one === other,
  '<>': (one, other) => one !== other,
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
};

function testFrom(reader: Reader): Test {
  const all = [bothFrom(reader)];
  while (reader.take('OR')) all.push(bothFrom(reader));
  return (item, given) => all.some((test) => test(item, given));
}

function bothFrom(reader: Reader): Test {
  const all = [singleFrom(reader)];
  while (reader.take('AND')) all.push(singleFrom(reader));
  return (item, given) => all.every((test) => test(item, given));
}

function singleFrom(reader: Reader): Test {
  if (reader.take('(')) {
    const inner = testFrom(reader);
    reader.expect(')');
    return inner;
  }
  const token = reader.peek();
  if (token === 'attribute_exists' || token === 'attribute_not_exists') return existenceFrom(reader);
  if (token === 'begins_with') return beginningFrom(reader);
  const left = operandFrom(reader);
  if (reader.take('BETWEEN')) return rangeFrom(reader, left);
  const comparison = comparisons[reader.next()];
  if (comparison === undefined) throw new SyntaxError('Unknown comparison.');
  const right = operandFrom(reader);
  return (item, given) => {
    const [one, other] = [left(item, given), right(item, given)];
    // What is not there compares with nothing, and texts do not compare with numbers.
    return one !== undefined && typeof one === typeof other && comparison(one as never, other as never);
  };
}

/** Both ends belong to it. */
function rangeFrom(reader: Reader, value: Operand): Test {
  const from = operandFrom(reader);
  reader.expect('AND');
  const to = operandFrom(reader);
  return (item, given) => {
    const [between, first, last] = [value(item, given), from(item, given), to(item, given)];
    return typeof between === 'string' && between >= String(first) && between <= String(last);
  };
}

function existenceFrom(reader: Reader): Test {
  const wanted = reader.next() === 'attribute_exists';
  reader.expect('(');
  const path = pathFrom(reader);
  reader.expect(')');
  return (item, given) => (valueAt(item, namesOf(path, given)) !== undefined) === wanted;
}

function beginningFrom(reader: Reader): Test {
  reader.next();
  reader.expect('(');
  const path = pathFrom(reader);
  reader.expect(',');
  const start = operandFrom(reader);
  reader.expect(')');
  return (item, given) => {
    const value = valueAt(item, namesOf(path, given));
    return typeof value === 'string' && value.startsWith(String(start(item, given)));
  };
}

function changesFrom(reader: Reader): Change[] {
  const changes: Change[] = [];
  while (reader.peek() !== undefined) {
    const kind = reader.next();
    if (kind !== 'SET' && kind !== 'REMOVE' && kind !== 'ADD') throw new SyntaxError(`Unknown clause ${kind}.`);
    do changes.push(changeFrom(reader, kind));
    while (reader.take(','));
  }
  return changes;
}

function changeFrom(reader: Reader, kind: Change['kind']): Change {
  const path = pathFrom(reader);
  if (kind === 'REMOVE') return { kind, path };
  if (kind === 'ADD') return { kind, path, value: operandFrom(reader) };
  reader.expect('=');
  return { kind, path, value: sumFrom(reader) };
}

const cache = new Map<string, unknown>();

function parsed<Form>(kind: string, text: string, from: (reader: Reader) => Form): Form {
  const key = `${kind} ${text}`;
  const known = cache.get(key) as Form | undefined;
  if (known !== undefined) return known;
  const reader = new Reader(text);
  const form = from(reader);
  if (reader.peek() !== undefined) throw new SyntaxError(`Not understood from ${reader.peek()}: ${text}`);
  cache.set(key, form);
  return form;
}

/** Whether the item (empty where there is none) meets a condition. */
export function holds(condition: string, item: Item, given: Given): boolean {
  return parsed('condition', condition, testFrom)(item, given);
}

/** The item after an update; the one before is not touched. Every operand sees the item as it was. */
export function updated(expression: string, before: Item, given: Given): Item {
  const changes = parsed('update', expression, changesFrom).map(({ kind, path, value }) => ({
    kind,
    path: namesOf(path, given),
    value: value?.(before, given),
  }));
  const after: Record<string, unknown> = { ...before };
  const copied = new Set<string>();
  for (const change of changes) apply(after, change, copied);
  return after;
}

interface Resolved {
  readonly kind: Change['kind'];
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Changes a copy: each map on the way is copied once. */
function apply(after: Record<string, unknown>, { kind, path, value }: Resolved, copied: Set<string>): void {
  let map = after;
  for (const [depth, part] of path.slice(0, -1).entries()) {
    const inner = map[part];
    if (typeof inner !== 'object' || inner === null) throw new Error(`ValidationException: ${part} is no map.`);
    const place = path.slice(0, depth + 1).join('.');
    if (!copied.has(place)) map[part] = { ...inner };
    copied.add(place);
    map = map[part] as Record<string, unknown>;
  }
  const name = path.at(-1) ?? '';
  if (kind === 'REMOVE') delete map[name];
  else map[name] = kind === 'ADD' ? Number(map[name] ?? 0) + Number(value) : value;
}

/** DynamoDB refuses names and values that no expression uses. */
export function expectAllUsed(expressions: readonly (string | undefined)[], given: Given): void {
  const text = expressions.join(' ');
  const used = new Set(text.match(/[#:][A-Za-z0-9_]+/g));
  for (const name of [...Object.keys(given.names), ...Object.keys(given.values)]) {
    if (!used.has(name)) throw new Error(`ValidationException: ${name} is not used.`);
  }
}
