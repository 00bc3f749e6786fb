import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itemRenderer } from '../../../functions/shared/portal/article-object.ts';
import { readColumn } from '../../../functions/shared/portal/listing-record.ts';
import { claimNumbers } from '../../../functions/shared/portal/numbers.ts';
import type { PortalBucket } from '../../../functions/shared/portal/portal-bucket.ts';
import { putOnline, takeOffline } from '../../../functions/shared/portal/publish-item.ts';
import { commit } from '../../../functions/shared/record/commit.ts';
import { readHead } from '../../../functions/shared/record/head.ts';
import { content, draftOf, tuesday } from '../../domain/release/sample.ts';
import { mortal } from '../cut-off.ts';
import { interleave, type Actor, type Gate } from '../interleave.ts';
import { openPortalGround, pathOf, type PortalGround } from '../portal-ground.ts';
import { quiet } from '../quiet.ts';

quiet();
let portal: PortalGround;
beforeAll(async () => {
  portal = await openPortalGround();
});
afterAll(() => portal.close());

const sound = (): void => portal.expectSound();

describe('putting an item online and taking it off', () => {
  it('shows it on its own page, its column and the home page, and nowhere after withdrawal', async () => {
    const head = await portal.published('plans');
    expect(portal.tracesOf(head).sort()).toEqual([pathOf(head).slice(1), 'zhejiang/index.html', 'zhejiang/plans/index.html'].sort());
    await portal.withdrawn(head);
    expect(portal.tracesOf(head)).toEqual([]);
  });

  it('claims its numbers once, however often and at once it is asked', async () => {
    const head = await portal.item('plans');
    const claims = await Promise.all(Array.from({ length: 5 }, () => claimNumbers(portal.engines.table, head)));
    const again = await claimNumbers(portal.engines.table, (await readHead(portal.engines.table, head.release.id))!);
    expect(new Set([...claims, again].map(({ numbers }) => JSON.stringify(numbers))).size).toBe(1);
  });

  it('I2: an item that lacks an approval of its text gets no page and no line', async () => {
    const head = await portal.numbered('plans');
    const lacking = { ...head.release, approvals: head.release.approvals.slice(1) };
    const after = (await commit(portal.engines.table, { head, change: { release: lacking, event: { type: 'Tampered', by: 'x', data: {} } }, at: tuesday }))!;
    await portal.put({ ...after, numbers: head.numbers });
    expect(portal.tracesOf(head)).toEqual([]);
  });
});

describe('a slow publish and a withdrawal', () => {
  it('wherever the publish stood when the withdrawal ran, the text does not come back, and no link dangles', async () => {
    let paused = true;
    let pausedAfter = 0;
    for (; paused; pausedAfter += 1) {
      const head = await portal.published('statistics');
      let withdrawnYet = false;
      const slow: Actor = (gate) => portal.put(head, gate).then(() => void (paused = withdrawnYet));
      const withdrawing: Actor = (gate) => portal.withdrawn(head, gate).then(() => void (withdrawnYet = true));
      await interleave([slow, withdrawing], (turn) => (turn < pausedAfter ? 0 : 1), sound);
      expect([pausedAfter, portal.tracesOf(head)]).toEqual([pausedAfter, []]);
    }
    expect(pausedAfter).toBeGreaterThan(10);
  });

  it('a publish for an item that was never put online before is as harmless', async () => {
    for (let pausedAfter = 0; pausedAfter < 14; pausedAfter += 1) {
      const head = await portal.numbered('finance');
      const slow: Actor = (gate) => portal.put(head, gate);
      const others: Actor = async (gate) => {
        await portal.put(head, gate);
        await portal.confirmed(head);
        await portal.withdrawn(head, gate);
      };
      await interleave([slow, others], (turn) => (turn < pausedAfter ? 0 : 1), sound);
      expect([pausedAfter, portal.tracesOf(head)]).toEqual([pausedAfter, []]);
    }
  });

  it('in whatever order their calls come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 1 }), { minLength: 40, maxLength: 40 }), async (order) => {
        const head = await portal.published('emergency');
        await interleave([(gate) => portal.put(head, gate), (gate) => portal.withdrawn(head, gate)], (turn) => order[turn] ?? turn, sound);
        expect(portal.tracesOf(head)).toEqual([]);
      }),
      { numRuns: 12, seed: 20250930, endOnFailure: true },
    );
  });

  it('a publish that dies before any call leaves nothing for good: its replay, after a withdrawal, clears it', async () => {
    for (let fatal = 1; fatal < 30; fatal += 1) {
      const head = await portal.published('livelihood');
      await portal.withdrawn(head);
      const life = mortal(fatal);
      await portal.put(head, life.wrap).catch(() => undefined);
      const now = (await readHead(portal.engines.table, head.release.id))!;
      await takeOffline(portal.portalFor(), { ...now, numbers: head.numbers });
      expect([fatal, portal.tracesOf(head)]).toEqual([fatal, []]);
      if (life.calls() < fatal) break;
    }
  });
});

describe('many publishers', () => {
  it('two in one column lose no item, in whatever order their calls come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 1 }), { minLength: 60, maxLength: 60 }), async (order) => {
        const [one, other] = [await portal.numbered('proposals'), await portal.numbered('proposals')];
        await interleave([(gate) => portal.put(one, gate), (gate) => portal.put(other, gate)], (turn) => order[turn] ?? turn, sound);
        for (const head of [one, other]) expect(portal.tracesOf(head)).toContain('zhejiang/proposals/index.html');
      }),
      { numRuns: 12, seed: 20250930, endOnFailure: true },
    );
  });

  it('of one process share the writes of a listing, and each goes on only when its own line shows', async () => {
    const heads = await Promise.all(Array.from({ length: 30 }, () => portal.numbered('special')));
    const written: string[] = [];
    const counting: Gate = (target) => ('put' in target ? { ...target, put: (...given: Parameters<PortalBucket['put']>) => (written.push(given[0]), portal.engines.bucket.put(...given)) } : target);
    const shared = portal.portalFor(counting);
    await Promise.all(
      heads.map(async (head) => {
        await putOnline(shared, head, itemRenderer(portal.site, portal.engines.contents));
        expect(portal.tracesOf(head)).toEqual(expect.arrayContaining([pathOf(head).slice(1), 'zhejiang/special/index.html']));
      }),
    );
    sound();
    expect(await readColumn(portal.engines.table, 'zhejiang', 'special')).toMatchObject({ highest: 30, closed: 1, settled: 1 });
    for (const path of ['', 'special/', 'special/page-1.html']) {
      const key = `zhejiang/${path}`.replace(/\/$/, '/index.html');
      expect([key, written.filter((each) => each === key).length <= 6]).toEqual([key, true]);
    }
  });

  it('I3, I6, I8: forty-five at once close two pages, need far fewer writes of the index, and equal a rebuild byte for byte', async () => {
    const column = 'announcements';
    const heads = await Promise.all(Array.from({ length: 45 }, () => portal.numbered(column)));
    const written: string[] = [];
    const counting: Gate = (target) => ('put' in target ? { ...target, put: (...given: Parameters<PortalBucket['put']>) => (written.push(given[0]), portal.engines.bucket.put(...given)) } : target);
    await Promise.all(heads.map((head) => portal.put(head, counting)));

    expect(new Set(heads.map((head) => head.numbers.columnNumber)).size).toBe(45);
    expect(new Set(heads.map(pathOf)).size).toBe(45);
    expect(await readColumn(portal.engines.table, 'zhejiang', column)).toMatchObject({ highest: 45, closed: 2 });
    sound();
    const all = portal.pages();
    const holds = (key: string, numbers: readonly number[]) =>
      expect(heads.filter((head) => all.get(key)?.includes(pathOf(head))).map((head) => head.numbers.columnNumber).sort((a, b) => a - b)).toEqual(numbers);
    const span = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, place) => from + place);
    holds(`zhejiang/${column}/page-1.html`, span(1, 20));
    holds(`zhejiang/${column}/page-2.html`, span(21, 40));
    holds(`zhejiang/${column}/index.html`, span(21, 45));
    expect(written.filter((key) => key === `zhejiang/${column}/index.html`).length).toBeLessThan(25);

    for (const number of [7, 33]) {
      const head = heads.find((each) => each.numbers.columnNumber === number)!;
      await portal.confirmed(head);
      await portal.withdrawn(head);
    }
    await portal.expectRebuilt();
  });
});

describe('draft', () => {
  it('is nowhere', async () => {
    const release = draftOf(content, undefined, 'zhejiang-draft');
    const head = (await commit(portal.engines.table, { head: undefined, change: { release, event: { type: 'DraftCreated', by: 'x', data: {} } }, at: tuesday }))!;
    const claimed = await claimNumbers(portal.engines.table, head);
    await portal.put(claimed);
    expect(portal.pages().has(pathOf(claimed).slice(1))).toBe(false);
  });
});
