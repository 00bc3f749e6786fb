import { describe, expect, it } from 'vitest';
import { noticesOf } from '../../../domain/notices/notices-of.ts';
import { decide } from '../../../domain/release/decide.ts';
import { dutyIn } from '../../../domain/release/change-duty.ts';
import { isOpen } from '../../../domain/release/duty.ts';
import type { Release } from '../../../domain/release/release.ts';
import { ring } from '../../../domain/release/ring-bell.ts';
import { submit } from '../../../domain/release/submit.ts';
import { actOf, after, approvalOf, approved, changeIn, draftOf, reviewer, submitted, submitter, tuesday, urgent } from '../release/sample.ts';

const urgentDraft = (): Release => draftOf(urgent);
const urgentInReview = (): Release => submitted(tuesday, urgentDraft());

describe('what has to be told at once', () => {
  it('an urgent item on the desk of each stage: what, whose, until when, and no word of its text', () => {
    const before = urgentDraft();
    const [notice, ...more] = noticesOf(before, after(submit(before, actOf(submitter))));
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ about: 'arrived', urgent: true, stage: 'first-review', unit: 'basic-education', rule: 'S-first-review', to: [{ role: 'reviewer', unit: 'basic-education' }] });
    expect(JSON.stringify(notice)).not.toContain(before.title);
  });

  it('the next stage after an approval, and the publisher after the last', () => {
    const before = urgentInReview();
    const next = after(decide(before, approvalOf(before), actOf(reviewer)));
    expect(noticesOf(before, next)).toMatchObject([{ about: 'arrived', stage: 'confidentiality-review', to: [{ role: 'secrecy' }] }]);
    const waits = approved(tuesday, urgentDraft());
    expect(noticesOf({ ...waits, state: 'in-review', duties: waits.duties.slice(0, -1) }, waits)).toMatchObject([{ about: 'arrived', stage: 'approved', rule: 'A-23a', to: [{ role: 'publisher-a', unit: 'network' }] }]);
  });

  it('an urgent item that came back, to its department', () => {
    const before = urgentInReview();
    const returned = after(decide(before, approvalOf(before, { outcome: 'return', remarks: '请补充' }), actOf(reviewer)));
    expect(noticesOf(before, returned)).toMatchObject([{ about: 'returned', to: [{ role: 'submitter', unit: 'basic-education' }] }]);
  });

  it('of an ordinary item nothing but that it could not be put online', () => {
    const before = draftOf();
    expect(noticesOf(before, after(submit(before, actOf(submitter))))).toEqual([]);
    const publishing: Release = { ...approved(), state: 'publishing' };
    const failed: Release = { ...publishing, state: 'publish-failed', failure: 'x' };
    expect(noticesOf(publishing, failed)).toMatchObject([{ about: 'failed', urgent: false, to: [{ role: 'submitter', unit: 'basic-education' }, { role: 'publisher-a', unit: 'network' }] }]);
  });

  it('I4: every urgent bell once, however many ring and whatever else changes', () => {
    let release = urgentInReview();
    const dutyId = release.duties.find(isOpen)!.id;
    const told: unknown[] = [];
    for (let time = 0; time < 12; time += 1) {
      const at = Date.parse(dutyIn(release, dutyId)!.nextBell!.at);
      const rung = changeIn(ring(release, dutyId, at) === undefined ? { ok: false, error: { type: 'wrong-state' } } : { ok: true, value: ring(release, dutyId, at) }).release;
      told.push(...noticesOf(release, rung).map(({ bell }) => bell));
      expect(noticesOf(rung, { ...rung, version: rung.version + 1 })).toEqual([]);
      release = rung;
    }
    expect(told).toEqual(dutyIn(release, dutyId)!.bells.map(({ kind }) => kind));
    expect(told.slice(0, 3)).toEqual(['amber', 'due', 'escalation']);
  });

  it('no bell of an ordinary item: those are for the digest', () => {
    const before = submitted();
    const dutyId = before.duties.find(isOpen)!.id;
    const rung = ring(before, dutyId, Date.parse(before.duties.find(isOpen)!.nextBell!.at))!.release;
    expect(dutyIn(rung, dutyId)!.bells).toHaveLength(1);
    expect(noticesOf(before, rung)).toEqual([]);
  });
});
