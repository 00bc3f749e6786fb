import { expectAllUsed, holds, updated } from './expressions.ts';
import type { Item, Table, TableQuery, Update } from '../../functions/shared/record/table.ts';

/** Hash and range key of the indexes as the template declares them, and whether they show keys alone. */
const indexes: Readonly<Record<string, { readonly hash: string; readonly range: string; readonly keysOnly?: true }>> = {
  outbox: { hash: 'outboxOpen', range: 'outboxSince', keysOnly: true },
  worklist: { hash: 'worklist', range: 'worklistDue' },
  listing: { hash: 'listing', range: 'listedAt' },
  duties: { hash: 'dutiesOpen', range: 'dutyDue', keysOnly: true },
};

const base = { hash: 'pk', range: 'sk' };

export interface Written {
  readonly before: Item | undefined;
  readonly after: Item;
}

/** The records table in memory: items are never changed in place, so that what was read stays as it was read. */
export interface MemoryTable extends Table {
  /** What lies there, past all turns. */
  peek(pk: string, sk: string): Item | undefined;
  all(): IterableIterator<Item>;
  load(items: readonly Item[]): void;
}

export function memoryTable(afterWrite: (written: Written, update: Update) => void = () => undefined): MemoryTable {
  const items = new Map<string, Item>();
  const place = (pk: string, sk: string): string => `${pk} ${sk}`;
  const peek = (pk: string, sk: string): Item | undefined => items.get(place(pk, sk));

  return {
    peek,
    all: () => items.values(),
    load(loaded) {
      for (const item of loaded) items.set(place(String(item['pk']), String(item['sk'])), item);
    },
    get: (pk, sk) => Promise.resolve(peek(pk, sk)),
    update(update) {
      const { pk, sk, expression, condition, names = {}, values = {} } = update;
      const given = { names, values: withoutUndefined(values) };
      expectAllUsed([expression, condition], given);
      const before = peek(pk, sk);
      if (condition !== undefined && !holds(condition, before ?? {}, given)) return Promise.resolve(undefined);
      const after = updated(expression, before ?? { pk, sk }, given);
      items.set(place(pk, sk), after);
      afterWrite({ before, after }, update);
      return Promise.resolve(update.quiet === true ? {} : after);
    },
    query: (query) => Promise.resolve(answered(items.values(), query)),
  };
}

function answered(items: IterableIterator<Item>, query: TableQuery): { readonly items: readonly Item[]; readonly next: Item | undefined } {
  const index = query.index === undefined ? base : indexes[query.index];
  if (index === undefined) throw new Error(`ValidationException: no index ${query.index}`);
  const given = { names: query.names ?? {}, values: query.values };
  expectAllUsed([query.condition, query.filter], given);
  const { hash, range } = index;
  const found = [...items]
    .filter((item) => item[hash] !== undefined && item[range] !== undefined && holds(query.condition, item, given))
    .sort((one, other) => compare(one, other, range) * (query.newestFirst === true ? -1 : 1));
  const { after, limit = Infinity } = query;
  const start = after === undefined ? 0 : found.findIndex((item) => item['pk'] === after['pk'] && item['sk'] === after['sk']) + 1;
  const page = found.slice(start, start + limit);
  const keys = (item: Item): Item => ({ pk: item['pk'], sk: item['sk'], [hash]: item[hash], [range]: item[range] });
  const last = page.length === limit ? page.at(-1) : undefined;
  const kept = query.filter === undefined ? page : page.filter((item) => holds(query.filter ?? '', item, given));
  return { items: 'keysOnly' in index ? kept.map(keys) : kept, next: last === undefined ? undefined : keys(last) };
}

function compare(one: Item, other: Item, range: string): number {
  const texts = [range, 'pk', 'sk'].map((name) => [String(one[name]), String(other[name])] as const);
  const differing = texts.find(([left, right]) => left !== right);
  return differing === undefined ? 0 : differing[0] < differing[1] ? -1 : 1;
}

function withoutUndefined(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
