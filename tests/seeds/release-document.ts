import { firstBreak, type RecordedEvent } from '../../domain/record/event.ts';
import { parseIndexNumber } from '../../domain/identifiers/index-number.ts';
import { expecting } from '../../local/demonstration/api-client.ts';
import type { TestLaptop } from '../support/laptop.ts';
import { bringToApproved, publishNow, type Cast } from '../support/release-line.ts';
import type { SeedDocument } from './document.ts';
import { missingLines, textOfPage } from './page-text.ts';

/** Gets the text of a page, or says what else came. */
export type ReadPage = (path: string) => Promise<{ readonly status: number; readonly html: string }>;

export function pagesOf(laptop: TestLaptop): ReadPage {
  return async (path) => {
    const answer = await fetch(`${laptop.origin}${path}`);
    return { status: answer.status, html: await answer.text() };
  };
}

export interface Released {
  readonly url: string;
  readonly indexNumber: string;
  readonly contentHash: string;
  readonly approvals: readonly { readonly by: string; readonly contentHash: string }[];
  readonly events: readonly RecordedEvent[];
}

/** From draft through four reviewers and the Network Center to a public page, all by API. Throws where it gets stuck. */
export async function release(laptop: TestLaptop, cast: Cast, document: SeedDocument): Promise<Released> {
  const id = await bringToApproved(cast, document.release);
  await publishNow(cast, id);
  await laptop.cloud.clock.activity.quiet();
  const record = await expecting(cast.submitter.call('GET', `/releases/${id}`));
  if (record['state'] !== 'published') throw new Error(`It is not published: ${JSON.stringify({ state: record['state'], failure: record['failure'] })}.`);
  const { items } = await expecting(cast.submitter.call('GET', `/releases/${id}/events`));
  return { ...(record as unknown as Released), events: items as readonly RecordedEvent[] };
}

/** Everything that is wrong with what the public and the record say of a released document. */
export async function faultsOf(document: SeedDocument, released: Released, readPage: ReadPage): Promise<string[]> {
  const { url, indexNumber, contentHash, approvals, events } = released;
  const page = await readPage(url);
  const missing = missingLines(textOfPage(page.html), document.lines, document.release.title);
  const listings = [`/zhejiang/${document.release.column}/`, '/zhejiang/'];
  const unlisted = await Promise.all(listings.map(async (path) => ((await readPage(path)).html.includes(`href="${url}"`) ? [] : [path])));
  const faults: readonly (readonly [boolean, string])[] = [
    [page.status !== 200, `${url} answers ${page.status}`],
    [missing.length > 0, `${missing.length} of ${document.lines.length} lines are not on the page, the first: ${(missing[0] ?? '').slice(0, 60)}`],
    [!parseIndexNumber(indexNumber).ok || !page.html.includes(indexNumber), `its index number ${indexNumber} is not valid or not on the page`],
    [!page.html.includes(`content="${contentHash}"`), 'the page does not carry the hash of its content'],
    [new Set(approvals.map(({ by }) => by)).size !== 4, 'it was not approved by four different people'],
    [approvals.some((approval) => approval.contentHash !== contentHash), 'what is online is not what was approved'],
    [unlisted.flat().length > 0, `not listed on ${unlisted.flat().join(' and ')}`],
    [events.length === 0 || firstBreak(events) !== undefined, `its chain of events breaks at ${firstBreak(events) ?? 'the start'}`],
  ];
  return faults.filter(([wrong]) => wrong).map(([, fault]) => fault);
}
