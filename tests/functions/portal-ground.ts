import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { contentHashOf, type Attachment, type Content } from '../../domain/release/content.ts';
import { startCorrection } from '../../domain/release/correct.ts';
import { recordPublished } from '../../domain/release/machine-steps.ts';
import { publish, withdraw } from '../../domain/release/publish.ts';
import type { Release } from '../../domain/release/release.ts';
import { submit } from '../../domain/release/submit.ts';
import { itemRenderer } from '../../functions/shared/portal/article-object.ts';
import { addressOf, claimNumbers } from '../../functions/shared/portal/numbers.ts';
import type { PortalBucket } from '../../functions/shared/portal/portal-bucket.ts';
import { putOnline, takeOffline } from '../../functions/shared/portal/publish-item.ts';
import { rebuildSite } from '../../functions/shared/portal/rebuild-site.ts';
import { sharedListings } from '../../functions/shared/portal/shared-listings.ts';
import { siteFactsOf } from '../../functions/shared/portal/site-facts.ts';
import { commit } from '../../functions/shared/record/commit.ts';
import { readHead, type Head, type Numbers } from '../../functions/shared/record/head.ts';
import type { Table } from '../../functions/shared/record/table.ts';
import { filePath } from '../../web/portal/addresses.ts';
import { actOf, after, approvedBy, changeIn, content, head as departmentHead, leader, now, publishAct, publishing, reviewer, secrecy, submitter, text, tuesday, writingOf } from '../domain/release/sample.ts';
import { CONTENT, PORTAL, startEngines, type Engines } from './engines.ts';
import type { Gate } from './interleave.ts';

export type Numbered = Head & { readonly numbers: Numbers };

const open: Gate = (target) => target;

/** A portal on the real engines, with items brought to where a race begins; what the public sees of them is looked at past all permissions. */
export class PortalGround {
  readonly engines: Engines;
  readonly site = siteFactsOf('zhejiang', { publicOrigin: 'http://127.0.0.1', stylesheet: '/assets/portal.css' });
  #made = 0;
  /** Bodies by ETag: most objects stay as they are from one turn to the next. */
  readonly #bodies = new Map<string, string>();

  constructor(engines: Engines) {
    this.engines = engines;
  }

  /** Each call is a process of its own: it shares no writes with the others. */
  portalFor(gate: Gate = open) {
    const bucket = gate<PortalBucket>(this.engines.bucket);
    return { table: gate<Table>(this.engines.table), bucket, ...sharedListings(bucket), site: this.site };
  }

  put(head: Numbered, gate?: Gate): Promise<void> {
    return putOnline(this.portalFor(gate), head, itemRenderer(this.site, this.engines.contents));
  }

  /** An item that a publisher has just put into `publishing`. */
  async item(column: string, changes: Partial<Content> = {}): Promise<Head> {
    const number = (this.#made += 1);
    const written = { ...content, column, title: `第${number}号通知`, ...changes };
    const release: Release = { ...publishing(), ...written, id: `zhejiang-item${number}` };
    const contentHash = contentHashOf(written);
    await this.engines.contents.put(written);
    const approvals = release.approvals.map((approval) => ({ ...approval, contentHash }));
    const change = { release: { ...release, contentHash, approvals }, event: { type: 'PublicationRequested', by: 'a', data: {} } };
    return (await commit(this.engines.table, { head: undefined, change, at: tuesday + number }))!;
  }

  async numbered(column: string, changes?: Partial<Content>): Promise<Numbered> {
    return claimNumbers(this.engines.table, await this.item(column, changes));
  }

  async published(column: string, changes?: Partial<Content>): Promise<Numbered> {
    const head = await this.numbered(column, changes);
    await this.put(head);
    await this.confirmed(head);
    return head;
  }

  async confirmed(head: Numbered): Promise<void> {
    await commit(this.engines.table, { head, change: recordPublished(head.release, { url: pathOf(head), indexNumber: 'x' }, tuesday)!, at: tuesday });
  }

  /** 更正: through every review, and just put into `publishing` by the publisher. */
  async corrected(head: Numbered, changes: Partial<Content>): Promise<Numbered> {
    const { table, contents } = this.engines;
    const current = (await readHead(table, head.release.id))!;
    const written: Content = { ...content, column: head.release.column, title: head.release.title, ...changes };
    await contents.put(written);
    const begun = after(submit(after(startCorrection(current.release, '有误。', writingOf(submitter, written))), actOf(submitter)));
    const approved = [reviewer, secrecy, departmentHead, text].reduce((release, person) => approvedBy(release, person), begun);
    const change = changeIn(publish(approved, now, publishAct()));
    return { ...(await commit(table, { head: current, change, at: tuesday }))!, numbers: head.numbers };
  }

  /** 撤稿, as the workflow does it: the record first, then what links to the page, then the page. */
  async withdrawn(head: Numbered, gate: Gate = open): Promise<void> {
    const { table } = this.portalFor(gate);
    const current = (await readHead(table, head.release.id))!;
    const gone = await commit(table, { head: current, change: changeIn(withdraw(current.release, '内容有误', actOf(leader))), at: tuesday });
    await takeOffline(this.portalFor(gate), { ...(gone ?? current), numbers: head.numbers });
  }

  /** A file in the content store, as an upload that was checked leaves it. */
  stored(name: string): Attachment {
    const bytes = Buffer.from(name);
    const hash = createHash('sha256').update(bytes).digest('hex');
    this.engines.s3.putObject(CONTENT, `attachments/${hash}`, bytes);
    return { name, type: 'application/pdf', size: bytes.length, hash };
  }

  pages(): ReadonlyMap<string, string> {
    return new Map(this.engines.s3.listObjects(PORTAL).map(({ key, etag }) => [key, this.#bodyOf(key, etag)]));
  }

  /** Where the portal shows an item: its own page, its files, and every page that names it by address or title. */
  tracesOf(head: Numbered, ...titles: string[]): string[] {
    const words = [pathOf(head), head.release.title, ...titles];
    const own = pathOf(head).slice(1).replace('.html', '');
    return [...this.pages()].filter(([key, html]) => key.startsWith(own) || words.some((word) => html.includes(word))).map(([key]) => key);
  }

  /** Every link to an item, to a page of a column or to a file of an item leads to an object that is there. */
  expectSound(): void {
    const all = this.pages();
    const links = [...all].flatMap(([from, html]) => [...html.matchAll(/href="\/([^"]*(?:\/art\/|\/page-)[^"]*)"/g)].map((match) => [from, decodeURIComponent(match[1] ?? '')] as const));
    expect(links.filter(([, to]) => !all.has(to)).map(([from, to]) => `${from} -> ${to}`)).toEqual([]);
  }

  /** These files are there and linked to by the item's page, and no others. */
  expectFiles(head: Numbered, ...names: string[]): void {
    const keys = names.map((name) => decodeURIComponent(filePath(pathOf(head), name)).slice(1)).sort();
    const all = [...this.pages()];
    expect(all.filter(([key]) => key.startsWith(pathOf(head).slice(1).replace('.html', '/'))).map(([key]) => key)).toEqual(keys);
    const html = all.find(([key]) => `/${key}` === pathOf(head))?.[1] ?? '';
    const linked = [...html.matchAll(/href="\/([^"]*\/art\/\d{4}\/\d{5}\/[^"]+)"/g)].map((match) => decodeURIComponent(match[1] ?? '')).sort();
    expect(linked).toEqual(keys);
  }

  /** I6: the site made anew from the record is, byte for byte, the one that grew. */
  async expectRebuilt(): Promise<void> {
    const grown = this.pages();
    this.engines.s3.listObjects(PORTAL).forEach(({ key }) => this.engines.s3.deleteObject(PORTAL, key));
    await rebuildSite(this.portalFor(), this.engines.contents);
    const rebuilt = this.pages();
    expect([...grown].filter(([key, html]) => rebuilt.get(key) !== html).map(([key]) => key)).toEqual([]);
    expect([...rebuilt.keys()].filter((key) => !grown.has(key) && (key.includes('/art/') || key.includes('/page-')))).toEqual([]);
  }

  close(): Promise<void> {
    return this.engines.close();
  }

  #bodyOf(key: string, etag: string): string {
    const known = this.#bodies.get(etag) ?? this.engines.s3.getObject(PORTAL, key)?.body.toString() ?? '';
    this.#bodies.set(etag, known);
    return known;
  }
}

export const pathOf = (head: Numbered): string => addressOf(head.release, head.numbers);

export async function openPortalGround(): Promise<PortalGround> {
  return new PortalGround(await startEngines());
}
