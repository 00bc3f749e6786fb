import { organisationOf } from '../../../domain/organisations/organisation.ts';
import type { Person } from '../../../domain/people/person.ts';
import { isPost } from '../../../domain/people/posts.ts';
import { offersOf } from '../../../domain/release/offers.ts';
import type { Release } from '../../../domain/release/release.ts';
import { languageOf } from '../../../web/text/index.ts';
import { readPosts } from '../record/people.ts';
import type { Table } from '../record/table.ts';
import type { ApiEvent } from './endpoint.ts';
import { problemInWords, type ProblemInWords } from './problem.ts';
import { timeOf } from './request.ts';

/** One act: that the caller may do it now, or why not, in the caller's language. */
export type Offer = { readonly allowed: true } | { readonly allowed: false; readonly problem: ProblemInWords };

/** What the caller may do to an item, so that the desk shows what would be done and says why of what would not. */
export async function offersView(table: Table, event: ApiEvent, person: Person, release: Release): Promise<Readonly<Record<string, Offer>>> {
  const posts = person.roles.some(({ role }) => isPost(role)) ? await readPosts(table, person.site) : [];
  const offers = offersOf(release, { organisation: organisationOf(release.site), person, posts, at: timeOf(event) });
  const language = languageOf(event.headers['accept-language']);
  const views = Object.entries(offers).map(([action, offer]): readonly [string, Offer] => {
    if (offer.ok) return [action, { allowed: true }];
    const { type, ...facts } = offer.error;
    return [action, { allowed: false, problem: problemInWords({ type, facts }, language) }];
  });
  return Object.fromEntries(views);
}
