import type { Limit } from '../deadlines/limit.ts';
import { organisations } from '../organisations/organisation.ts';
import type { LimitRule, Organisation } from '../organisations/schema.ts';
import { statute } from '../organisations/statute.ts';

/** A limit that can be asked about by its id. */
export interface Entry {
  readonly id: string;
  readonly rule: LimitRule;
  /** The rule's own limit, or the urgent one where the id ends in `-urgent`. */
  readonly limit: Limit;
  /** Whose calendar and office hours count. */
  readonly organisation: Organisation;
}

export type RuleBook = ReadonlyMap<string, Entry>;

/** Where an urgent item has another limit, that one has an id of its own. */
const URGENT = '-urgent';

/** The organisation's own limits and the law's. */
export function rulesAt(organisation: Organisation): RuleBook {
  return bookOf([...entriesOf(organisation, organisation.limits), ...entriesOf(organisation, statute)]);
}

/** These, then the limits of the other organisations, counted in their own office hours; an id means its first bearer. */
export function allRules(organisation: Organisation): RuleBook {
  const others = organisations.filter((other) => other !== organisation);
  return bookOf([...rulesAt(organisation).values(), ...others.flatMap((other) => entriesOf(other, other.limits))]);
}

/** The ids of the same clause that only have a suffix more: A-20 has none of its own but three of these. */
export function suffixed(book: RuleBook, id: string): string[] {
  const next = new RegExp(`^(-|${/\d$/.test(id) ? '[a-z]$' : '-'})`);
  return [...book.keys()].filter((other) => other.startsWith(id) && next.test(other.slice(id.length)));
}

function entriesOf(organisation: Organisation, limits: readonly LimitRule[]): Entry[] {
  return limits.flatMap((rule) => [
    { id: rule.rule, rule, limit: rule.limit, organisation },
    ...(rule.urgent === undefined ? [] : [{ id: `${rule.rule}${URGENT}`, rule, limit: rule.urgent, organisation }]),
  ]);
}

function bookOf(entries: readonly Entry[]): RuleBook {
  const book = new Map<string, Entry>();
  for (const entry of entries) if (!book.has(entry.id)) book.set(entry.id, entry);
  return book;
}
