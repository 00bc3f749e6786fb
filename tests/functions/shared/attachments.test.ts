import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contentHashOf, type Attachment } from '../../../domain/release/content.ts';
import { onlineRevision } from '../../../domain/release/outward.ts';
import type { Release } from '../../../domain/release/release.ts';
import { itemRenderer } from '../../../functions/shared/portal/article-object.ts';
import { addressOf, claimNumbers } from '../../../functions/shared/portal/numbers.ts';
import { putOnline, takeOffline } from '../../../functions/shared/portal/publish-item.ts';
import { rebuildSite } from '../../../functions/shared/portal/rebuild-site.ts';
import { sharedListings } from '../../../functions/shared/portal/shared-listings.ts';
import { siteFactsOf } from '../../../functions/shared/portal/site-facts.ts';
import { commit } from '../../../functions/shared/record/commit.ts';
import { readHead, type Head, type Numbers } from '../../../functions/shared/record/head.ts';
import { filePath } from '../../../web/portal/addresses.ts';
import { content, publishing, tuesday } from '../../domain/release/sample.ts';
import { CONTENT, PORTAL, startEngines, type Engines } from '../engines.ts';
import { interleave, type Gate } from '../interleave.ts';
import { quiet } from '../quiet.ts';

type Numbered = Head & { readonly numbers: Numbers };

quiet();
let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.close());

const site = siteFactsOf('zhejiang', { publicOrigin: 'http://127.0.0.1', stylesheet: '/assets/portal.css' });
const portalFor = (gate: Gate = (target) => target) => {
  const bucket = gate(engines.bucket);
  return { table: gate(engines.table), bucket, ...sharedListings(bucket), site };
};
const put = (head: Numbered, gate?: Gate) => putOnline(portalFor(gate), head, itemRenderer(site, engines.contents));

function stored(name: string, text = name): Attachment {
  const bytes = Buffer.from(text);
  const hash = createHash('sha256').update(bytes).digest('hex');
  engines.s3.putObject(CONTENT, `attachments/${hash}`, bytes);
  return { name, type: 'application/pdf', size: bytes.length, hash };
}

/** An approved item that is being put online with these files; or, on an earlier head, what it has become. */
async function publishingWith(id: string, files: readonly Attachment[], earlier?: Numbered): Promise<Numbered> {
  const written = { ...content, attachments: files };
  const contentHash = contentHashOf(written);
  await engines.contents.put(written);
  const base = publishing();
  const approvals = base.approvals.map((approval) => ({ ...approval, contentHash }));
  const release: Release = { ...base, ...written, id, contentHash, approvals };
  const current = earlier === undefined ? undefined : await readHead(engines.table, id);
  const after = (await commit(engines.table, { head: current, change: { release, event: { type: 'PublicationRequested', by: 'a', data: {} } }, at: tuesday }))!;
  expect(onlineRevision(release)).toBeDefined();
  return claimNumbers(engines.table, after);
}

async function withdrawnFrom(head: Numbered, gate: Gate = (target) => target): Promise<Numbered> {
  const table = gate(engines.table);
  const current = (await readHead(table, head.release.id))!;
  const release: Release = { ...current.release, state: 'withdrawn', withdrawal: { reason: '有误', by: 'a', at: new Date(tuesday).toISOString() } };
  const after = await commit(table, { head: current, change: { release, event: { type: 'ReleaseWithdrawn', by: 'a', data: {} } }, at: tuesday });
  return { ...after!, numbers: head.numbers };
}

const pathOf = (head: Numbered): string => addressOf(head.release, head.numbers);
const keyOf = (head: Numbered, name: string): string => decodeURIComponent(filePath(pathOf(head), name)).slice(1);
const filesOf = (head: Numbered): string[] => engines.s3.listObjects(PORTAL, pathOf(head).replace('.html', '/').slice(1)).map(({ key }) => key);

/** Every file that a page links to is there. */
function danglingFiles(): string[] {
  const all = new Set(engines.s3.listObjects(PORTAL).map(({ key }) => key));
  const pages = [...all].filter((key) => key.endsWith('.html')).map((key) => engines.s3.getObject(PORTAL, key)!.body.toString());
  const links = pages.flatMap((html) => [...html.matchAll(/href="\/([^"]*\/art\/\d{4}\/\d{5}\/[^"]+)"/g)].map((match) => decodeURIComponent(match[1] ?? '')));
  return links.filter((key) => !all.has(key));
}
const expectSound = (): void => expect(danglingFiles()).toEqual([]);

it('I8: at no moment does a page link to a file that is not there, and what a correction drops goes after the page', async () => {
  const [kept, dropped, added] = [stored('留下.pdf'), stored('去掉.pdf'), stored('新加.pdf')];
  const first = await publishingWith('zhejiang-files1', [kept, dropped]);
  await interleave([(gate) => put(first, gate)], () => 0, expectSound);
  expect(filesOf(first)).toEqual([keyOf(first, dropped.name), keyOf(first, kept.name)].sort());
  const corrected = await publishingWith('zhejiang-files1', [kept, added], first);
  await interleave([(gate) => put(first, gate), (gate) => put(corrected, gate)], (turn) => turn, expectSound);
  expect(filesOf(first)).toEqual([keyOf(first, kept.name), keyOf(first, added.name)].sort());
  await takeOffline(portalFor(), await withdrawnFrom(corrected));
  expect(filesOf(first)).toEqual([]);
});

it('wherever a publish stands when the item is withdrawn, none of its files comes back', async () => {
  const file = stored('附件.pdf');
  for (let pausedAfter = 0; pausedAfter < 24; pausedAfter += 3) {
    const head = await publishingWith(`zhejiang-slow${pausedAfter}`, [file]);
    const withdrawing = async (gate: Gate): Promise<void> => takeOffline(portalFor(gate), await withdrawnFrom(head, gate));
    // A page put too late is there until its writer reads the record once more; nothing links to it meanwhile.
    await interleave([(gate) => put(head, gate), withdrawing], (turn) => (turn < pausedAfter ? 0 : 1));
    expect([pausedAfter, filesOf(head), danglingFiles()]).toEqual([pausedAfter, [], []]);
  }
});

it('another file under the same name takes the place of the first, with type and disposition', async () => {
  const head = await publishingWith('zhejiang-files2', [stored('表.pdf', '旧')]);
  await put(head);
  await put(await publishingWith('zhejiang-files2', [stored('表.pdf', '新')], head));
  expect(engines.s3.getObject(PORTAL, keyOf(head, '表.pdf'))).toMatchObject({ body: Buffer.from('新'), headers: { 'content-type': 'application/pdf', 'content-disposition': expect.stringContaining("inline; filename=\"_.pdf\"; filename*=UTF-8''%E8%A1%A8.pdf") as string } });
});

it('I6: a rebuilt site has the same files, with the same headers', async () => {
  const all = () => engines.s3.listObjects(PORTAL).filter(({ key }) => key.includes('/art/')).map(({ key, etag, headers: { 'x-amz-meta-fabu-version': _, ...headers } }) => ({ key, etag, headers }));
  const incremental = all();
  expect(incremental.some(({ key }) => key.endsWith('.pdf'))).toBe(true);
  engines.s3.listObjects(PORTAL).forEach(({ key }) => engines.s3.deleteObject(PORTAL, key));
  await rebuildSite(portalFor(), engines.contents);
  expect(all()).toEqual(incremental);
});
