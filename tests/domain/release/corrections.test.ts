import { describe, expect, it } from 'vitest';
import type { Content } from '../../../domain/release/content.ts';
import { abandonCorrection, startCorrection } from '../../../domain/release/correct.ts';
import { decide } from '../../../domain/release/decide.ts';
import { effectsOf } from '../../../domain/release/effects.ts';
import { beginPublishing, recordFailure, recordPublished } from '../../../domain/release/machine-steps.ts';
import { asOnline, correctionsShown, onlineRevision, outwardState } from '../../../domain/release/outward.ts';
import { asReadBy } from '../../../domain/release/permissions.ts';
import { publish, withdraw } from '../../../domain/release/publish.ts';
import type { Release } from '../../../domain/release/release.ts';
import { recall, submit } from '../../../domain/release/submit.ts';
import { saveDraft } from '../../../domain/release/write-draft.ts';
import { actOf, after, approvalOf, approvedBy, changeIn, content, head, leader, minutes, now, outcomeOf, personWith, publishAct, publisherA, publishing, reviewer, secrecy, setFor, submitter, text, tuesday, writingOf } from './sample.ts';

const online = { url: '/zhejiang/art/2025/00001.html', indexNumber: '002482082/2025-00001' };
const corrected: Content = { ...content, title: '关于做好秋季学期校园安全工作的通知（更正）' };
const later = tuesday + minutes(60);

const published = (): Release => recordPublished(publishing(), online, tuesday)!.release;
const correcting = (release = published(), written: Content = corrected, reason = '标题有误'): Release => after(startCorrection(release, reason, writingOf(submitter, written, later)));
const inReview = (release = correcting()): Release => after(submit(release, actOf(submitter, later)));
const reviewedBy = (release: Release, ...people: readonly (typeof reviewer)[]): Release => people.reduce((each, person) => approvedBy(each, person, later), release);
const approvedCorrection = (): Release => reviewedBy(inReview(), reviewer, secrecy, head, text);
const goingOut = (): Release => after(publish(approvedCorrection(), now, publishAct(publisherA, later)));

describe('a correction', () => {
  it('leaves the item published, with the revision pending beside it, until that is through', () => {
    const stages = [correcting(), inReview(), approvedCorrection(), goingOut()].map((release) => outwardState(release));
    expect(stages).toEqual([
      { state: 'published', pending: { revision: 2, state: 'draft' } },
      { state: 'published', pending: { revision: 2, state: 'in-review', stage: 'first-review' } },
      { state: 'published', pending: { revision: 2, state: 'approved' } },
      { state: 'published', pending: { revision: 2, state: 'publishing' } },
    ]);
    expect(outwardState(recordPublished(goingOut(), online, later)!.release)).toEqual({ state: 'published' });
  });

  it('a draft newer than the approved revision does not go live: the old text stays online until every stage approved the new one', () => {
    const hash = published().contentHash;
    for (const release of [correcting(), inReview(), approvedCorrection()]) expect(onlineRevision(release)).toMatchObject({ contentHash: hash, title: content.title, revision: 1 });
    expect(onlineRevision(goingOut())).toMatchObject({ title: corrected.title, revision: 2 });
    expect(onlineRevision({ ...goingOut(), approvals: [] })).toBeUndefined();
  });

  it('passes every review anew, even where its text goes back to one that was approved before', () => {
    const twice = recordPublished(goingOut(), online, later)!.release;
    const back = inReview(correcting(twice, content));
    expect(back.stage).toBe('first-review');
    expect(outcomeOf(publish({ ...back, state: 'approved' }, now, publishAct(publisherA, later)))).toBe('wrong-state');
  });

  it('needs a reason and every other fault is named with it; what changes nothing is not submitted; a column stays', () => {
    const wrong = startCorrection(published(), ' ', writingOf(submitter, { ...corrected, column: 'work-trends', urgency: 'urgent' }, later));
    expect(wrong.ok ? [] : wrong.error.faults?.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(['/reason reason-required', '/column column-fixed', '/urgencyReason urgency-reason-required']);
    expect(submit(correcting(published(), content), actOf(submitter, later))).toMatchObject({ ok: false, error: { faults: [{ code: 'nothing-corrected' }] } });
    expect(outcomeOf(startCorrection(correcting(), '再改', writingOf(submitter, corrected, later)))).toBe('wrong-state');
    expect(outcomeOf(startCorrection(published(), '标题有误', writingOf(reviewer, corrected, later)))).toBe('forbidden');
  });

  it('A-04: once a column has passed to others its present owners may correct what an earlier owner brought in, and answer for it then', () => {
    // Statistics are the planning department's; this item is from a time when they were not.
    const old: Release = { ...published(), column: 'statistics' };
    const written: Content = { ...corrected, column: 'statistics' };
    const owner = personWith('submitter', 'planning');
    const theirs = after(startCorrection(old, '数据有误', writingOf(owner, written, later)));
    expect([theirs.department, asOnline(theirs).department, after(abandonCorrection(theirs, actOf(owner, later))).department]).toEqual(['planning', 'basic-education', 'basic-education']);
    expect(outcomeOf(submit(theirs, actOf(submitter, later)))).toBe('forbidden');
    const handedIn = after(submit(theirs, actOf(owner, later)));
    expect(outcomeOf(decide(handedIn, approvalOf(handedIn), actOf(reviewer, later)))).toBe('forbidden');
    expect(outcomeOf(decide(handedIn, approvalOf(handedIn), actOf(personWith('reviewer', 'planning'), later)))).toBe('ok');
    // Who brought it in may as well; who neither did nor owns it may not; withdrawal stays where it was.
    expect(after(startCorrection(old, '数据有误', writingOf(submitter, written, later))).department).toBe('basic-education');
    expect(outcomeOf(startCorrection(old, '数据有误', writingOf(personWith('submitter', 'finance'), written, later)))).toBe('forbidden');
    expect(outcomeOf(startCorrection(published(), '数据有误', writingOf(owner, corrected, later)))).toBe('forbidden');
    expect(outcomeOf(withdraw(old, '数据有误', actOf(owner, later)))).toBe('forbidden');
  });

  it('tells of itself on the page with its reason, and the first date of publication stays', () => {
    const out = recordPublished(goingOut(), online, later)!.release;
    expect(correctionsShown(out)).toEqual([{ revision: 2, reason: '标题有误', by: submitter.id, at: new Date(later).toISOString() }]);
    expect([out.onlineAt, out.publishedAt]).toEqual([published().onlineAt, published().publishedAt]);
    const again = correcting(out, { ...corrected, title: '再次更正' }, '再改');
    expect(correctionsShown(asOnline(again)).map(({ reason }) => reason)).toEqual(['标题有误']);
    expect(out).not.toHaveProperty('live');
    expect(out).not.toHaveProperty('correcting');
  });

  it('a retry after a failure tells of the correction once', () => {
    const failed = recordFailure(goingOut(), 'Lambda.Timeout')!.release;
    expect(outwardState(failed)).toEqual({ state: 'published', pending: { revision: 2, state: 'publish-failed' } });
    expect(onlineRevision(failed)).toMatchObject({ revision: 1 });
    expect(after(publish(failed, now, publishAct(publisherA, later))).corrections).toHaveLength(1);
  });

  it('a scheduled one tells of itself when its hour has come', () => {
    const waiting = after(publish(approvedCorrection(), setFor(later + minutes(60)), publishAct(publisherA, later)));
    expect(waiting.corrections).toBeUndefined();
    expect(beginPublishing(waiting, later + minutes(60))!.release.corrections).toHaveLength(1);
  });

  it('rejected or abandoned, it is gone and what is online is the item again, with a number of its own for the next', () => {
    const rejected = after(decide(inReview(), approvalOf(inReview(), { outcome: 'reject', remarks: '无须更正' }), actOf(reviewer, later)));
    const abandoned = after(abandonCorrection(correcting(), actOf(submitter, later)));
    for (const release of [rejected, abandoned]) {
      expect(release).toMatchObject({ state: 'published', revision: 1, title: content.title, contentHash: published().contentHash, approvals: published().approvals });
      expect(outwardState(release)).toEqual({ state: 'published' });
      expect(onlineRevision(release)).toMatchObject({ revision: 1 });
      expect(correcting(release).revision).toBe(3);
    }
    expect(outcomeOf(abandonCorrection(inReview(), actOf(submitter, later)))).toBe('wrong-state');
    expect(outcomeOf(abandonCorrection(published(), actOf(submitter, later)))).toBe('wrong-state');
  });

  it('a withdrawal takes all of it away, wherever the correction stands, and nothing of it comes back', () => {
    const scheduled = after(publish(approvedCorrection(), setFor(later + minutes(60)), publishAct(publisherA, later)));
    for (const release of [correcting(), inReview(), approvedCorrection(), scheduled, goingOut()]) {
      const { release: gone } = changeIn(withdraw(release, '内容失实', actOf(leader, later)));
      expect(outwardState(gone)).toEqual({ state: 'withdrawn' });
      expect(onlineRevision(gone)).toBeUndefined();
      expect(gone.duties.every(({ state }) => state !== 'running' && state !== 'overdue')).toBe(true);
      const effects = effectsOf(release, gone).map(({ kind }) => kind);
      // A machine at work on the page finds the withdrawal at its next step; any other is woken or started.
      if (release.state !== 'publishing') expect(effects.some((kind) => kind === 'wake' || kind === 'start-release')).toBe(true);
      expect(recordPublished(gone, online, later)).toBeUndefined();
    }
  });

  it('I9: keeps people apart across all revisions', () => {
    const nowReviewer = { ...submitter, roles: [...submitter.roles, ...reviewer.roles] };
    expect(outcomeOf(decide(inReview(), approvalOf(inReview()), actOf(nowReviewer, later)))).toBe('separation-of-duties');
    const nowSubmitter = { ...secrecy, roles: [...secrecy.roles, ...submitter.roles] };
    expect(outcomeOf(submit(correcting(), actOf(nowSubmitter, later)))).toBe('separation-of-duties');
  });

  it('before its submission only the department reads it', () => {
    const elsewhere = { ...reviewer, roles: [{ role: 'reviewer', unit: 'finance', since: '2025-01-01T00:00:00.000Z' }] } as const;
    expect(asReadBy(elsewhere, correcting()).title).toBe(content.title);
    expect(asReadBy(reviewer, correcting()).title).toBe(corrected.title);
    expect(asReadBy(elsewhere, inReview()).title).toBe(corrected.title);
    const recalled = after(recall(inReview(), actOf(submitter, later)));
    expect(asReadBy(elsewhere, recalled).title).toBe(corrected.title);
  });

  it('before its submission it is the department’s alone, although one before it was submitted and came to nothing', () => {
    const elsewhere = { ...reviewer, roles: [{ role: 'reviewer', unit: 'finance', since: '2025-01-01T00:00:00.000Z' }] } as const;
    const rejected = after(decide(inReview(), approvalOf(inReview(), { outcome: 'reject', remarks: '无须更正' }), actOf(reviewer, later)));
    const second = correcting(rejected, { ...corrected, title: '尚未报送的更正' });
    const read = asReadBy(elsewhere, second);
    expect(read.title).toBe(content.title);
    expect(read.revisions.map(({ revision }) => revision)).toEqual([1, 2]);
    expect(read).not.toHaveProperty('correcting');
    expect(asReadBy(elsewhere, inReview(second)).title).toBe('尚未报送的更正');
  });

  it('A-05: comes by document flow from the Office alone, as the item itself would have to', () => {
    const asDocument: Content = { ...corrected, source: 'docflow', signature: { by: '厅长', at: '2025-09-30T09:00:00+08:00', reference: 'OA-1' } };
    expect(outcomeOf(startCorrection(published(), '标题有误', writingOf(submitter, asDocument, later)))).toBe('forbidden');
  });

  it('a reason that is too long is a fault that is named', () => {
    const formFaults = [{ pointer: '/reason', code: 'too-long', values: { max: 2000 } }];
    const refused = startCorrection(published(), '长'.repeat(2001), { ...writingOf(submitter, corrected, later), content: undefined, formFaults });
    expect(refused).toMatchObject({ ok: false, error: { type: 'validation', faults: [{ pointer: '/reason', code: 'too-long' }] } });
  });
});

describe('revisions', () => {
  it('number what was handed to review: a draft is saved in place, a changed text after a return is the next', () => {
    const draft = after(saveDraft(correcting(), writingOf(submitter, { ...corrected, summary: '摘要' }, later)));
    expect(draft.revisions.map(({ revision }) => revision)).toEqual([1, 2]);
    const returned = after(decide(inReview(draft), approvalOf(inReview(draft), { outcome: 'return', remarks: '改' }), actOf(reviewer, later)));
    const changed = after(saveDraft(returned, writingOf(submitter, { ...corrected, summary: '另一摘要' }, later)));
    expect(changed.revision).toBe(3);
    expect(changed.revisions.map(({ revision, contentHash }) => [revision, contentHash])).toEqual([
      [1, published().contentHash],
      [2, draft.contentHash],
      [3, changed.contentHash],
    ]);
  });
});
