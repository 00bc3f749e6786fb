import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { interleave, type Actor } from '../interleave.ts';
import { openPortalGround, pathOf, type PortalGround } from '../portal-ground.ts';
import { quiet } from '../quiet.ts';

quiet();
let portal: PortalGround;
beforeAll(async () => {
  portal = await openPortalGround();
});
afterAll(() => portal.close());

const sound = (): void => portal.expectSound();

/** The same race in many orders of its actors' calls, the same ones each time. */
function inAnyOrder(actors: number, runs: number, race: (choose: (turn: number) => number) => Promise<void>): Promise<void> {
  const orders = fc.array(fc.nat({ max: actors - 1 }), { minLength: 80, maxLength: 80 });
  const property = fc.asyncProperty(orders, (order) => race((turn) => order[turn] ?? turn));
  return fc.assert(property, { numRuns: runs, seed: 20250930, endOnFailure: true });
}

describe('a slow publish of a correction and a withdrawal', () => {
  const title = '更正后的标题';

  it('wherever the publish stood when the withdrawal ran, neither text comes back, and no link dangles', async () => {
    let overtaken = true;
    let pausedAfter = 0;
    for (; overtaken; pausedAfter += 2) {
      const first = await portal.published('livelihood');
      const correction = await portal.corrected(first, { title });
      let gone = false;
      const slow: Actor = (gate) => portal.put(correction, gate).then(() => void (overtaken = gone));
      const withdrawing: Actor = (gate) => portal.withdrawn(first, gate).then(() => void (gone = true));
      await interleave([slow, withdrawing], (turn) => (turn < pausedAfter ? 0 : 1), sound);
      expect([pausedAfter, portal.tracesOf(first, title)]).toEqual([pausedAfter, []]);
    }
    expect(pausedAfter).toBeGreaterThan(10);
  });

  it('in whatever order their calls come, a publish of what was corrected among them', async () => {
    await inAnyOrder(3, 8, async (choose) => {
      const first = await portal.published('consultations');
      const correction = await portal.corrected(first, { title });
      const late: Actor = (gate) => portal.put(first, gate);
      await interleave([(gate) => portal.put(correction, gate), (gate) => portal.withdrawn(first, gate), late], choose, sound);
      expect(portal.tracesOf(first, title)).toEqual([]);
    });
  });
});

describe('a correction that is put online while another item is, in the same column', () => {
  it('no listing loses an item, the corrected title shows, and all of it equals a rebuild', async () => {
    let run = 0;
    await inAnyOrder(3, 5, async (choose) => {
      const title = `第${(run += 1)}次更正的标题`;
      const first = await portal.published('work-trends');
      const [correction, other] = [await portal.corrected(first, { title }), await portal.numbered('work-trends')];
      const late: Actor = (gate) => portal.put(first, gate);
      await interleave([(gate) => portal.put(correction, gate), (gate) => portal.put(other, gate), late], choose, sound);
      const all = portal.pages();
      for (const key of ['zhejiang/work-trends/index.html', 'zhejiang/index.html']) {
        const html = all.get(key) ?? '';
        expect([key, html.includes(title), html.includes(pathOf(correction)), html.includes(pathOf(other))]).toEqual([key, true, true, true]);
      }
      expect([...all].filter(([, html]) => html.includes(first.release.title)).map(([key]) => key)).toEqual([]);
      expect(all.get(pathOf(correction).slice(1))).toContain(title);
      await portal.expectRebuilt();
    });
  });
});

describe('two publishers in one column, and a withdrawal between', () => {
  it('nothing of theirs is lost, nothing of what was withdrawn is left, and all of it equals a rebuild', async () => {
    await inAnyOrder(3, 5, async (choose) => {
      const gone = await portal.published('announcements');
      const [one, other] = [await portal.numbered('announcements'), await portal.numbered('announcements')];
      await interleave([(gate) => portal.put(one, gate), (gate) => portal.withdrawn(gone, gate), (gate) => portal.put(other, gate)], choose, sound);
      for (const head of [one, other]) expect(portal.tracesOf(head)).toEqual(expect.arrayContaining([pathOf(head).slice(1), 'zhejiang/announcements/index.html', 'zhejiang/index.html']));
      expect(portal.tracesOf(gone)).toEqual([]);
      await portal.expectRebuilt();
    });
  });
});

describe('an attachment that a correction drops, and a slow publish of what was corrected', () => {
  it('in whatever order their calls come, the file goes and the page does not link to it', async () => {
    const [kept, dropped] = [portal.stored('留下.pdf'), portal.stored('去掉.pdf')];
    await inAnyOrder(2, 6, async (choose) => {
      const first = await portal.published('key-fields', { attachments: [kept, dropped] });
      portal.expectFiles(first, kept.name, dropped.name);
      const correction = await portal.corrected(first, { attachments: [kept] });
      await interleave([(gate) => portal.put(first, gate), (gate) => portal.put(correction, gate)], choose, sound);
      portal.expectFiles(first, kept.name);
    });
  });

  it('wherever the slow publish stood when the correction ran', async () => {
    const [kept, dropped] = [portal.stored('留下.pdf'), portal.stored('去掉.pdf')];
    for (let pausedAfter = 0; pausedAfter < 24; pausedAfter += 3) {
      const first = await portal.numbered('special', { attachments: [kept, dropped] });
      const correcting: Actor = async (gate) => {
        await portal.put(first);
        await portal.confirmed(first);
        await portal.put(await portal.corrected(first, { attachments: [kept] }), gate);
      };
      await interleave([(gate) => portal.put(first, gate), correcting], (turn) => (turn < pausedAfter ? 0 : 1), sound);
      portal.expectFiles(first, kept.name);
    }
  });
});
