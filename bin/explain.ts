import { parseArgs } from 'node:util';
import { requireNode } from './require-node.js';

const USAGE = `Usage: npm run -s explain -- RULE FROM [--site zhejiang] [--pause FROM..TO]
       npm run -s explain -- --list [--site zhejiang]

When a duty is due, as JSON with every day that was looked at.
  RULE     A-23b, C-06, REG-33, … Where urgent items have another limit: S-first-review-urgent.
  FROM     an instant (2025-09-30T16:00, in Beijing unless it says otherwise), a day, or a period (2025, 2025-Q3, 2026-03)
  --pause  the clock stands still from the day after FROM to the end of TO; may be given several times
  --site   whose rules come first, and whose office hours count for them and for the law
  --list   every limit of the site: what it says, where it comes from, and whether anything opens it yet`;

class Unanswered extends Error {}

async function answer(args: string[]): Promise<string> {
  const { values, positionals } = parse(args);
  if (values.help === true) return USAGE;
  const { findOrganisation, organisations } = await import('../domain/organisations/organisation.ts');
  const organisation = findOrganisation(values.site);
  if (organisation === undefined) throw new Unanswered(`There is no site ${values.site}; there are ${organisations.map(({ site }) => site).join(', ')}.`);
  if (values.list === true) {
    const { listRules } = await import('../domain/explain/list-rules.ts');
    return `[\n${listRules(organisation).map((rule) => JSON.stringify(rule)).join(',\n')}\n]`;
  }
  const [id, from, ...more] = positionals;
  if (id === undefined || from === undefined || more.length > 0) throw new Unanswered(USAGE);
  const { allRules, suffixed } = await import('../domain/explain/rule-book.ts');
  const book = allRules(organisation);
  const entry = book.get(id);
  const related = suffixed(book, id);
  if (entry === undefined) throw new Unanswered(unknownRule(id, related, [...book.keys()]));
  if (related.length > 0) console.error(`${id} has other limits beside this: ${related.join(' ')}`);
  const { explain } = await import('../domain/explain/explain.ts');
  const { faultInWords } = await import('../domain/explain/words.ts');
  const explained = explain(entry, from, values.pause);
  if (!explained.ok) throw new Unanswered(faultInWords(explained.error));
  return JSON.stringify(explained.value);
}

function parse(args: string[]) {
  const options = { site: { type: 'string', default: 'zhejiang' }, pause: { type: 'string', multiple: true }, list: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new Unanswered(`${(error as Error).message}\n${USAGE}`);
  }
}

function unknownRule(id: string, related: readonly string[], all: readonly string[]): string {
  if (related.length > 0) return `${id} alone is no limit; say which one: ${related.join(' ')}`;
  return `There is no limit for ${JSON.stringify(id)}; there are:\n${all.join(' ')}`;
}

try {
  requireNode();
  console.log(await answer(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof Unanswered)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
