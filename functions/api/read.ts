import { organisationOf } from '../../domain/organisations/organisation.ts';
import { postsOf } from '../../domain/people/posts.ts';
import { eventsReadBy, mayRead } from '../../domain/release/permissions.ts';
import { stationsOf } from '../../domain/release/stations.ts';
import { hasWords, wordsOf } from '../../domain/release/title-words.ts';
import { actsFor, type Person } from '../../domain/people/person.ts';
import { openContentStore } from '../shared/content/content-store.ts';
import { environment } from '../shared/environment.ts';
import { staffEndpoint, type ApiEvent, type ApiResult } from '../shared/http/endpoint.ts';
import { cursorIn, cursorOf } from '../shared/http/cursor.ts';
import { offersView } from '../shared/http/offers-view.ts';
import { personView } from '../shared/http/people-view.ts';
import { listQuery, queryOf, type ListQuery } from '../shared/http/query.ts';
import { callerOf, json, staffMemberOf, timeOf } from '../shared/http/request.ts';
import { readableRelease } from '../shared/http/readable-release.ts';
import { columnsView, siteView } from '../shared/http/site-view.ts';
import { readSummaries } from '../shared/portal/listing-record.ts';
import { releaseInFull } from '../shared/http/release-view.ts';
import type { Card } from '../shared/record/card.ts';
import { readEvents } from '../shared/record/events.ts';
import { worklistsOnTheWay } from '../shared/record/index-keys.ts';
import { listReleases } from '../shared/record/list-releases.ts';
import { readPosts } from '../shared/record/people.ts';
import { openTable } from '../shared/record/table.ts';
import { readWorklist, readWorklists } from '../shared/record/worklists.ts';

const settings = environment('RECORDS_TABLE', 'CONTENT_BUCKET', 'ORIGIN_SECRET');
const table = openTable(settings.RECORDS_TABLE);
const contents = openContentStore(settings.CONTENT_BUCKET);

/** What staff read: items, their history, what waits for them, and what they may do where. */
export const handler = staffEndpoint(settings.ORIGIN_SECRET, {
  'GET /api/releases': list,
  'GET /api/releases/{id}': read,
  'GET /api/releases/{id}/events': events,
  'GET /api/tasks': async (event) => {
    const person = await callerOf(table, event);
    return json(200, { items: await readWorklists(table, person) });
  },
  'GET /api/me': async (event) => {
    const member = await staffMemberOf(table, event);
    const roster = postsOf(member).length === 0 ? [] : await readPosts(table, member.site);
    return json(200, { ...personView(member, roster, timeOf(event)), site: member.site });
  },
  'GET /api/site': async (event) => {
    const { site } = await callerOf(table, event);
    return json(200, siteView(organisationOf(site)));
  },
  'GET /api/columns': async (event) => {
    const { site } = await callerOf(table, event);
    return json(200, { items: columnsView(organisationOf(site), await readSummaries(table, site)) });
  },
});

async function read(event: ApiEvent): Promise<ApiResult> {
  const { person, release } = await readableRelease(table, event);
  const [content, actions] = await Promise.all([contents.get(release.contentHash), offersView(table, event, person, release)]);
  const stations = stationsOf(organisationOf(release.site), release);
  return json(200, { ...releaseInFull(release, content.body), stations, actions }, { etag: `"${release.version}"` });
}

async function events(event: ApiEvent): Promise<ApiResult> {
  const { person, head } = await readableRelease(table, event);
  return json(200, { items: eventsReadBy(person, head.release, await readEvents(table, head)) });
}

async function list(event: ApiEvent): Promise<ApiResult> {
  const person = await callerOf(table, event);
  const { q = '', ...query } = queryOf(event, listQuery);
  const after = cursorIn(query.cursor, person.site);
  const words = wordsOf(q);
  const isListed = (card: Card): boolean => isWanted(card, person, query) && hasWords(card.title, words);
  const onTheWay = worklistsOnTheWay(organisationOf(person.site), query.state);
  const { cards, next } = onTheWay === undefined ? await listReleases(table, { site: person.site, after, isWanted: isListed }) : { cards: await standingIn(onTheWay, isListed) };
  const cursor = next === undefined ? {} : { cursor: cursorOf(next) };
  return json(200, { items: cards.map((card) => shownTo(card, pendingFor(person, card))), ...cursor });
}

/** What waits to be public is found however long ago it was last changed, and costs what waits and not what the site has. */
async function standingIn(worklists: readonly string[], isListed: (card: Card) => boolean): Promise<readonly Card[]> {
  const lists = await Promise.all(worklists.map((name) => readWorklist(table, name)));
  return lists.flat().filter(isListed);
}

/** What lists say of an item, with a correction as far as the reader may know of it. */
function shownTo({ keptApart: _, machineSince, pending: _pending, ...card }: Card, pending: Card['pending']): Record<string, unknown> {
  const scheduled = (pending ?? card).state === 'scheduled' ? { scheduledFor: machineSince } : {};
  return { ...card, ...scheduled, ...(pending === undefined ? {} : { pending }) };
}

/** Where a correction stands. One that is a draft is the department's own: others see what is online, and nothing beside it. */
function pendingFor({ roles }: Person, { department, pending }: Card): Card['pending'] {
  const own = roles.some(({ unit, role }) => unit === department && role !== 'admin');
  return pending?.state === 'draft' && !own ? undefined : pending;
}

/** A state is looked for where items stand and where their corrections do: either waits for somebody. */
function isWanted(card: Card, person: Person, { state, ...query }: Omit<ListQuery, 'q' | 'cursor'>): boolean {
  const stands = state === undefined || state === card.state || state === pendingFor(person, card)?.state;
  const matches = stands && (['column', 'department'] as const).every((name) => query[name] === undefined || query[name] === card[name]);
  const isMine = query.mine !== 'true' || actsFor(person).has(card.submittedBy ?? '');
  return matches && isMine && mayRead(person, card);
}
