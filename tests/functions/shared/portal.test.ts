import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withdraw } from '../../../domain/release/publish.ts';
import type { Release } from '../../../domain/release/release.ts';
import { recordPublished } from '../../../domain/release/machine-steps.ts';
import { itemRenderer } from '../../../functions/shared/portal/article-object.ts';
import { readColumn } from '../../../functions/shared/portal/listing-record.ts';
import { addressOf, claimNumbers } from '../../../functions/shared/portal/numbers.ts';
import type { PortalBucket } from '../../../functions/shared/portal/portal-bucket.ts';
import { putOnline, takeOffline } from '../../../functions/shared/portal/publish-item.ts';
import { rebuildSite } from '../../../functions/shared/portal/rebuild-site.ts';
import { sharedListings } from '../../../functions/shared/portal/shared-listings.ts';
import { siteFactsOf } from '../../../functions/shared/portal/site-facts.ts';
import { commit } from '../../../functions/shared/record/commit.ts';
import { readHead, type Head, type Numbers } from '../../../functions/shared/record/head.ts';
import type { Table } from '../../../functions/shared/record/table.ts';
import { contentHashOf } from '../../../domain/release/content.ts';
import { actOf, changeIn, content, draftOf, leader, publishing, tuesday } from '../../domain/release/sample.ts';
import { mortal } from '../cut-off.ts';
import { PORTAL, startEngines, type Engines } from '../engines.ts';
import { interleave, type Actor, type Gate } from '../interleave.ts';
import { quiet } from '../quiet.ts';

type Numbered = Head & { readonly numbers: Numbers };

quiet();
let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.close());

const site = siteFactsOf('zhejiang', { publicOrigin: 'http://127.0.0.1', stylesheet: '/assets/portal.css' });
const open: Gate = (target) => target;
/** Each call is a process of its own: it shares no writes with the others. */
const portalFor = (gate: Gate = open) => {
  const bucket = gate<PortalBucket>(engines.bucket);
  return { table: gate<Table>(engines.table), bucket, ...sharedListings(bucket), site };
};
const put = (head: Numbered, gate?: Gate) => putOnline(portalFor(gate), head, itemRenderer(site, engines.contents));

let made = 0;

/** An item that a publisher has just put into `publishing`, in a column of its own unless one is named. */
async function item(column: string): Promise<Head> {
  const number = (made += 1);
  const written = { ...content, column, title: `第${number}号通知` };
  const release: Release = { ...publishing(), ...written, id: `zhejiang-item${number}` };
  const contentHash = contentHashOf(written);
  await engines.contents.put(written);
  const approvals = release.approvals.map((approval) => ({ ...approval, contentHash }));
  const change = { release: { ...release, contentHash, approvals }, event: { type: 'PublicationRequested', by: 'a', data: {} } };
  return (await commit(engines.table, { head: undefined, change, at: tuesday + number }))!;
}

const numbered = async (column: string): Promise<Numbered> => claimNumbers(engines.table, await item(column));

async function published(column: string): Promise<Numbered> {
  const head = await numbered(column);
  await put(head);
  await confirmed(head);
  return head;
}

async function confirmed(head: Numbered): Promise<void> {
  await commit(engines.table, { head, change: recordPublished(head.release, { url: pathOf(head), indexNumber: 'x' }, tuesday)!, at: tuesday });
}

/** 撤稿, as the workflow does it: the record first, then what links to the page, then the page. */
async function withdrawn(head: Numbered, gate: Gate = open): Promise<void> {
  const { table } = portalFor(gate);
  const current = (await readHead(table, head.release.id))!;
  const after = await commit(table, { head: current, change: changeIn(withdraw(current.release, '内容有误', actOf(leader))), at: tuesday });
  await takeOffline(portalFor(gate), { ...(after ?? current), numbers: head.numbers });
}

/** Bodies by ETag: most objects stay as they are from one turn to the next. */
const bodies = new Map<string, string>();

function pages(): ReadonlyMap<string, string> {
  const bodyOf = (key: string, etag: string): string => {
    const known = bodies.get(etag) ?? engines.s3.getObject(PORTAL, key)?.body.toString() ?? '';
    bodies.set(etag, known);
    return known;
  };
  return new Map(engines.s3.listObjects(PORTAL).map(({ key, etag }) => [key, bodyOf(key, etag)]));
}

const pathOf = (head: Numbered): string => addressOf(head.release, head.numbers);

/** Where the portal shows an item: its own page, and every page that names it. */
function tracesOf(head: Numbered): string[] {
  return [...pages()].filter(([key, html]) => `/${key}` === pathOf(head) || html.includes(pathOf(head)) || html.includes(head.release.title)).map(([key]) => key);
}

/** Every link to an item or to a page of a column leads to an object that is there. */
function danglingLinks(): string[] {
  const all = pages();
  const listings = [...all].filter(([key]) => !key.includes('/art/'));
  const links = listings.flatMap(([from, html]) => [...html.matchAll(/href="\/([^"]*(?:\/art\/|\/page-)[^"]*)"/g)].map((match) => [from, match[1] ?? ''] as const));
  return links.filter(([, to]) => !all.has(to)).map(([from, to]) => `${from} -> ${to}`);
}

const expectSound = (): void => expect(danglingLinks()).toEqual([]);

describe('putting an item online and taking it off', () => {
  it('shows it on its own page, its column and the home page, and nowhere after withdrawal', async () => {
    const head = await published('plans');
    expect(tracesOf(head).sort()).toEqual([pathOf(head).slice(1), 'zhejiang/index.html', 'zhejiang/plans/index.html'].sort());
    await withdrawn(head);
    expect(tracesOf(head)).toEqual([]);
  });

  it('claims its numbers once, however often and at once it is asked', async () => {
    const head = await item('plans');
    const claims = await Promise.all(Array.from({ length: 5 }, () => claimNumbers(engines.table, head)));
    const again = await claimNumbers(engines.table, (await readHead(engines.table, head.release.id))!);
    expect(new Set([...claims, again].map(({ numbers }) => JSON.stringify(numbers))).size).toBe(1);
  });

  it('I2: an item that lacks an approval of its text gets no page and no line', async () => {
    const head = await numbered('plans');
    const lacking = { ...head.release, approvals: head.release.approvals.slice(1) };
    const after = (await commit(engines.table, { head, change: { release: lacking, event: { type: 'Tampered', by: 'x', data: {} } }, at: tuesday }))!;
    await put({ ...after, numbers: head.numbers });
    expect(tracesOf(head)).toEqual([]);
  });
});

describe('a slow publish and a withdrawal', () => {
  it('wherever the publish stood when the withdrawal ran, the text does not come back, and no link dangles', async () => {
    let paused = true;
    let pausedAfter = 0;
    for (; paused; pausedAfter += 1) {
      const head = await published('statistics');
      let withdrawnYet = false;
      const slow: Actor = (gate) => put(head, gate).then(() => void (paused = withdrawnYet));
      const withdrawing: Actor = (gate) => withdrawn(head, gate).then(() => void (withdrawnYet = true));
      await interleave([slow, withdrawing], (turn) => (turn < pausedAfter ? 0 : 1), expectSound);
      expect([pausedAfter, tracesOf(head)]).toEqual([pausedAfter, []]);
    }
    expect(pausedAfter).toBeGreaterThan(10);
  });

  it('a publish for an item that was never put online before is as harmless', async () => {
    for (let pausedAfter = 0; pausedAfter < 14; pausedAfter += 1) {
      const head = await numbered('finance');
      const slow: Actor = (gate) => put(head, gate);
      const others: Actor = async (gate) => {
        await put(head, gate);
        await confirmed(head);
        await withdrawn(head, gate);
      };
      await interleave([slow, others], (turn) => (turn < pausedAfter ? 0 : 1), expectSound);
      expect([pausedAfter, tracesOf(head)]).toEqual([pausedAfter, []]);
    }
  });

  it('in whatever order their calls come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 1 }), { minLength: 40, maxLength: 40 }), async (order) => {
        const head = await published('emergency');
        await interleave([(gate) => put(head, gate), (gate) => withdrawn(head, gate)], (turn) => order[turn] ?? turn, expectSound);
        expect(tracesOf(head)).toEqual([]);
      }),
      { numRuns: 12, seed: 20250930, endOnFailure: true },
    );
  });

  it('a publish that dies before any call leaves nothing for good: its replay, after a withdrawal, clears it', async () => {
    for (let fatal = 1; fatal < 30; fatal += 1) {
      const head = await published('livelihood');
      await withdrawn(head);
      const life = mortal(fatal);
      await put(head, life.wrap).catch(() => undefined);
      const now = (await readHead(engines.table, head.release.id))!;
      await takeOffline(portalFor(), { ...now, numbers: head.numbers });
      expect([fatal, tracesOf(head)]).toEqual([fatal, []]);
      if (life.calls() < fatal) break;
    }
  });
});

describe('many publishers', () => {
  it('two in one column lose no item, in whatever order their calls come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 1 }), { minLength: 60, maxLength: 60 }), async (order) => {
        const [one, other] = [await numbered('proposals'), await numbered('proposals')];
        await interleave([(gate) => put(one, gate), (gate) => put(other, gate)], (turn) => order[turn] ?? turn, expectSound);
        for (const head of [one, other]) expect(tracesOf(head)).toContain('zhejiang/proposals/index.html');
      }),
      { numRuns: 12, seed: 20250930, endOnFailure: true },
    );
  });

  it('of one process share the writes of a listing, and each goes on only when its own line shows', async () => {
    const heads = await Promise.all(Array.from({ length: 30 }, () => numbered('special')));
    const written: string[] = [];
    const counting: Gate = (target) => ('put' in target ? { ...target, put: (...given: Parameters<PortalBucket['put']>) => (written.push(given[0]), engines.bucket.put(...given)) } : target);
    const portal = portalFor(counting);
    await Promise.all(
      heads.map(async (head) => {
        await putOnline(portal, head, itemRenderer(site, engines.contents));
        expect(tracesOf(head)).toEqual(expect.arrayContaining([pathOf(head).slice(1), 'zhejiang/special/index.html']));
      }),
    );
    expectSound();
    expect(await readColumn(engines.table, 'zhejiang', 'special')).toMatchObject({ highest: 30, closed: 1, settled: 1 });
    for (const path of ['', 'special/', 'special/page-1.html']) {
      const key = `zhejiang/${path}`.replace(/\/$/, '/index.html');
      expect([key, written.filter((each) => each === key).length <= 6]).toEqual([key, true]);
    }
  });

  it('I3, I6, I8: forty-five at once close two pages, need far fewer writes of the index, and equal a rebuild byte for byte', async () => {
    const column = 'announcements';
    const heads = await Promise.all(Array.from({ length: 45 }, () => numbered(column)));
    const written: string[] = [];
    const counting: Gate = (target) => ('put' in target ? { ...target, put: (...given: Parameters<PortalBucket['put']>) => (written.push(given[0]), engines.bucket.put(...given)) } : target);
    await Promise.all(heads.map((head) => put(head, counting)));

    expect(new Set(heads.map((head) => head.numbers.columnNumber)).size).toBe(45);
    expect(new Set(heads.map(pathOf)).size).toBe(45);
    expect(await readColumn(engines.table, 'zhejiang', column)).toMatchObject({ highest: 45, closed: 2 });
    expectSound();
    const all = pages();
    const holds = (key: string, numbers: readonly number[]) =>
      expect(heads.filter((head) => all.get(key)?.includes(pathOf(head))).map((head) => head.numbers.columnNumber).sort((a, b) => a - b)).toEqual(numbers);
    const span = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, place) => from + place);
    holds(`zhejiang/${column}/page-1.html`, span(1, 20));
    holds(`zhejiang/${column}/page-2.html`, span(21, 40));
    holds(`zhejiang/${column}/index.html`, span(21, 45));
    expect(written.filter((key) => key === `zhejiang/${column}/index.html`).length).toBeLessThan(25);

    for (const number of [7, 33]) {
      const head = heads.find((each) => each.numbers.columnNumber === number)!;
      await confirmed(head);
      await withdrawn(head);
    }
    const incremental = pages();
    engines.s3.listObjects(PORTAL).forEach(({ key }) => engines.s3.deleteObject(PORTAL, key));
    await rebuildSite(portalFor(), engines.contents);
    const rebuilt = pages();
    expect([...incremental].filter(([key, html]) => rebuilt.get(key) !== html).map(([key]) => key)).toEqual([]);
    const more = [...rebuilt.keys()].filter((key) => !incremental.has(key));
    expect(more.filter((key) => key.includes('/art/') || key.includes('/page-'))).toEqual([]);
  });
});

describe('draft', () => {
  it('is nowhere', async () => {
    const release = draftOf(content, undefined, 'zhejiang-draft');
    const head = (await commit(engines.table, { head: undefined, change: { release, event: { type: 'DraftCreated', by: 'x', data: {} } }, at: tuesday }))!;
    const claimed = await claimNumbers(engines.table, head);
    await put(claimed);
    expect(pages().has(pathOf(claimed).slice(1))).toBe(false);
  });
});
