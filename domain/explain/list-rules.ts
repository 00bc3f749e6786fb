import type { Organisation } from '../organisations/schema.ts';
import { dormantRules } from './dormant.ts';
import { rulesAt, type Entry } from './rule-book.ts';
import { limitInWords } from './words.ts';

/** One limit of an organisation, as somebody reads it who wants to know what the system watches. */
export interface ListedRule {
  readonly rule: string;
  readonly names: { readonly zh: string; readonly en: string };
  readonly limit: string;
  readonly hard: boolean;
  /** The legal cap of a target of our own. */
  readonly cap?: string;
  readonly clause: string;
  /** Where the number is our choice: how we read the clause. */
  readonly reading?: string;
  /** `alive`: something opens it today. */
  readonly state: 'alive' | 'dormant';
  readonly because?: string;
}

/** Every limit of the organisation and of the law, urgent ones as rows of their own. */
export function listRules(organisation: Organisation): ListedRule[] {
  return [...rulesAt(organisation).values()].map(listed);
}

function listed({ id, rule, limit }: Entry): ListedRule {
  const { names, hard, cap, clause, reading } = rule;
  const because = dormantRules.get(rule.rule);
  return {
    rule: id,
    names,
    limit: limitInWords(limit),
    hard,
    ...(cap === undefined ? {} : { cap }),
    clause,
    ...(reading === undefined ? {} : { reading }),
    ...(because === undefined ? { state: 'alive' } : { state: 'dormant', because }),
  };
}
