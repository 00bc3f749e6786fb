import { describe, expect, it } from 'vitest';
import { chainStart, firstBreak, link, type EventDraft, type RecordedEvent } from '../../../domain/record/event.ts';
import type { Content } from '../../../domain/release/content.ts';
import { decide, type DecisionForm } from '../../../domain/release/decide.ts';
import { reviewChecks } from '../../../domain/release/approval.ts';
import type { Release } from '../../../domain/release/release.ts';
import { recall, submit } from '../../../domain/release/submit.ts';
import { createDraft, saveDraft } from '../../../domain/release/write-draft.ts';
import {
  actOf, after, approvalOf, approved, approvedBy, changeIn, content, draftOf, head, outcomeOf, personWith, publisherA, reviewer, secrecy, submitted, submitter, text, tuesday, urgent, writingOf,
} from './sample.ts';

const faults = (release: Release, form: DecisionForm, person = reviewer): string[] => {
  const result = decide(release, form, actOf(person));
  return result.ok ? [] : [result.error.type, ...(result.error.faults ?? []).map((fault) => `${fault.pointer} ${fault.code}`)];
};
const save = (release: Release, written: Content, person = submitter) => saveDraft(release, writingOf(person, written));
const create = (written: Content, person = submitter) => createDraft('zhejiang-b', writingOf(person, written));

function chainOf(drafts: readonly EventDraft[]): RecordedEvent[] {
  return drafts.reduce<RecordedEvent[]>((events, draft) => {
    const last = events.at(-1);
    return [...events, link(last === undefined ? chainStart : { seq: last.seq, lastHash: last.hash, lastAt: last.at }, draft, tuesday)];
  }, []);
}

describe('review', () => {
  it('A-06, D-01: four stages in a fixed order, by four people, then a publisher', () => {
    const path: (string | undefined)[] = [];
    let release = submitted();
    for (const person of [reviewer, secrecy, head, text]) {
      path.push(release.stage);
      release = approvedBy(release, person);
    }
    expect(path).toEqual(['first-review', 'confidentiality-review', 'second-review', 'text-review']);
    expect(release).toMatchObject({ state: 'approved' });
    expect(release.stage).toBeUndefined();
    expect(new Set(release.approvals.map((approval) => approval.by)).size).toBe(4);
  });

  it('A-06: a stage cannot be decided ahead of its turn, even by its holder', () => {
    const release = submitted();
    expect(faults(release, approvalOf(release, { stage: 'text-review' }), text)[0]).toBe('wrong-state');
  });

  it('A-02: first review needs all six ticks and the proofreading, every missing one named', () => {
    const release = submitted();
    expect(faults(release, approvalOf(release, { checks: undefined, proofread: undefined }))).toEqual([
      'validation',
      ...reviewChecks.map((check) => `/checks/${check} ticks-required`),
      '/proofread proofread-required',
    ]);
    for (const check of reviewChecks) {
      const checks = { ...approvalOf(release).checks, [check]: false };
      expect(faults(release, approvalOf(release, { checks }))).toEqual(['validation', `/checks/${check} ticks-required`]);
    }
  });

  it('A-25: the confidentiality review needs its result, and anything but disclose its ground', () => {
    const release = approvedBy(submitted(), reviewer);
    expect(faults(release, approvalOf(release, { confidentiality: undefined }), secrecy)).toEqual(['validation', '/confidentiality confidentiality-required']);
    for (const ground of [undefined, '  ']) {
      const form = approvalOf(release, { confidentiality: { result: 'withhold', ground } });
      expect(faults(release, form, secrecy)).toEqual(['validation', '/confidentiality/ground confidentiality-ground-required']);
    }
  });

  it('A-26: what is to be withheld, in whole or in part, is never approved', () => {
    const release = approvedBy(submitted(), reviewer);
    for (const result of ['withhold', 'partial'] as const) {
      const form = approvalOf(release, { confidentiality: { result, ground: '国家秘密' } });
      expect(faults(release, form, secrecy)).toEqual(['blocked-by-checks', '/confidentiality/result withheld-content']);
    }
  });

  it('A-25, I5: all that is signed goes into the chain, which holds on after events that do not have it', () => {
    const release = approvedBy(submitted(), reviewer);
    const confidentiality = { result: 'disclose', ground: '已隐去身份证号' } as const;
    const { event } = changeIn(decide(release, approvalOf(release, { confidentiality, remarks: '可以公开' }), actOf(secrecy)));
    expect(event).toMatchObject({ type: 'StageApproved', data: { stage: 'confidentiality-review', revision: 1, confidentiality, remarks: '可以公开' } });
    const first = changeIn(decide(submitted(), approvalOf(submitted()), actOf(reviewer))).event;
    expect(first.data).toMatchObject({ checks: approvalOf(release).checks, proofread: true });
    const back = changeIn(decide(release, approvalOf(release, { outcome: 'return', remarks: '请隐去', confidentiality: { result: 'partial', ground: '身份证号' } }), actOf(secrecy))).event;
    expect(back.data).toMatchObject({ remarks: '请隐去', confidentiality: { result: 'partial', ground: '身份证号' } });

    const earlier = { ...first, data: { stage: 'first-review', contentHash: release.contentHash, next: 'confidentiality-review' } };
    const stored = JSON.stringify(chainOf([earlier, event, back]));
    expect(firstBreak(JSON.parse(stored) as RecordedEvent[])).toBeUndefined();
    expect(firstBreak(JSON.parse(stored.replace('已隐去身份证号', '已隐去')) as RecordedEvent[])).toBe(2);
  });

  it('E-03: one item, one review: an approval names the content that was read and holds for no other', () => {
    const release = submitted();
    expect(faults(release, approvalOf(release, { contentHash: '0'.repeat(64) }))).toEqual(['stale-content']);
  });

  it('D-01: who submitted, or decided before, decides no other stage; who last changed the text approves nothing', () => {
    const both = { ...reviewer, roles: [...reviewer.roles, ...secrecy.roles] };
    const second = after(decide(submitted(), approvalOf(submitted()), actOf(both)));
    expect(faults(second, approvalOf(second), both)).toEqual(['separation-of-duties']);
    const submitting = { ...reviewer, id: submitter.id };
    expect(faults(submitted(), approvalOf(submitted()), submitting)).toEqual(['separation-of-duties']);
    const edited = { ...submitted(), lastEditedBy: reviewer.id };
    expect(faults(edited, approvalOf(edited))).toEqual(['separation-of-duties']);
  });

  it('D-01: a person who returned an item keeps that duty on it', () => {
    const release = submitted();
    const returned = after(decide(release, approvalOf(release, { outcome: 'return', remarks: '补充依据' }), actOf(reviewer)));
    const nowSubmitter = personWith('submitter', 'basic-education', { id: reviewer.id });
    expect(outcomeOf(submit(returned, actOf(nowSubmitter)))).toBe('separation-of-duties');
  });

  it('returns and rejections need remarks; a returned item goes back to its department, a rejected one nowhere', () => {
    const release = submitted();
    for (const outcome of ['return', 'reject'] as const) {
      for (const remarks of [undefined, ' ']) expect(faults(release, approvalOf(release, { outcome, remarks }))).toEqual(['validation', '/remarks remarks-required']);
    }
    const turnedDown = (outcome: 'return' | 'reject') => after(decide(release, approvalOf(release, { outcome, remarks: '依据不足' }), actOf(reviewer)));
    expect(turnedDown('return')).toMatchObject({ state: 'returned' });
    expect(outcomeOf(submit(turnedDown('return'), actOf(submitter)))).toBe('ok');
    expect(outcomeOf(submit(turnedDown('reject'), actOf(submitter)))).toBe('wrong-state');
  });

  it('I2: a changed text is asked about from the first stage, an unchanged one is not asked twice', () => {
    const second = approvedBy(submitted(), reviewer);
    const returned = after(decide(second, approvalOf(second, { outcome: 'return', remarks: '改' }), actOf(secrecy)));
    expect(after(submit(returned, actOf(submitter)))).toMatchObject({ stage: 'confidentiality-review' });
    const changed = after(save(returned, { ...content, body: '<p>改过。</p>' }));
    expect(after(submit(changed, actOf(submitter)))).toMatchObject({ stage: 'first-review' });
  });

  it('a save that changes nothing is no change; version counts people’s changes', () => {
    const draft = draftOf();
    expect(save(draft, { ...content })).toEqual({ ok: true, value: undefined });
    expect(after(save(draft, { ...content, title: '另一题' })).version).toBe(draft.version + 1);
  });

  it('a field taken out of the form is gone from the item', () => {
    const draft = draftOf({ ...content, summary: '摘要' });
    expect(after(save(draft, content)).summary).toBeUndefined();
  });

  it('recall takes it back, clears the schedule and keeps the approvals of this text', () => {
    const recalled = changeIn(recall(approved(), actOf(submitter)));
    expect(recalled).toMatchObject({ release: { state: 'draft' }, event: { type: 'ReleaseRecalled', data: { from: 'approved' } } });
    expect(recalled.release.duties.some((duty) => duty.state === 'running')).toBe(false);
    expect(after(submit(recalled.release, actOf(submitter)))).toMatchObject({ state: 'approved' });
  });
});

describe('drafts', () => {
  it('A-01: anything but proactive disclosure needs its ground, and does not go on the portal', () => {
    const withheld = { ...content, disclosure: { attribute: 'on-application' as const } };
    expect(create(withheld)).toMatchObject({ error: { faults: [{ pointer: '/disclosure/ground', code: 'ground-required' }] } });
    const grounded = draftOf({ ...content, disclosure: { attribute: 'withheld', ground: '内部事务' } });
    expect(outcomeOf(submit(grounded, actOf(submitter)))).toBe('blocked-by-checks');
  });

  it('names every fault at once', () => {
    const wrong = { ...urgent, urgencyReason: ' ', disclosure: { attribute: 'withheld' as const }, trigger: { event: 'issued' as const, at: '2025-10-01T00:00:00Z' } };
    const result = create(wrong);
    expect(result.ok ? [] : result.error.faults?.map((fault) => fault.pointer)).toEqual(['/urgencyReason', '/disclosure/ground', '/trigger/at']);
  });

  it('A-03: a department submits to its own columns only', () => {
    expect(create({ ...content, column: 'finance' })).toMatchObject({ error: { faults: [{ code: 'not-your-column' }] } });
    expect(create({ ...content, column: 'nowhere' })).toMatchObject({ error: { faults: [{ code: 'unknown-column' }] } });
    expect(save(draftOf(), { ...content, column: 'finance' })).toMatchObject({ error: { faults: [{ code: 'not-your-column' }] } });
    expect(outcomeOf(create(content, publisherA))).toBe('forbidden');
  });

  it('A-05: official documents come from the Office with their signature, by change as little as at the start', () => {
    const document: Content = { ...content, source: 'docflow', signature: { by: '厅长', at: '2025-09-29T09:00:00+08:00', reference: '浙教〔2025〕1号' } };
    expect(outcomeOf(create(document))).toBe('forbidden');
    expect(outcomeOf(save(draftOf(), document))).toBe('forbidden');
    const office = personWith('submitter', 'office');
    expect(outcomeOf(create({ ...document, signature: undefined }, office))).toBe('validation');
    const everywhere = { ...submitter, roles: [...submitter.roles, ...office.roles] };
    expect(after(create(document, everywhere))).toMatchObject({ department: 'office' });
    expect(after(submit(draftOf(document, office), actOf(office)))).toMatchObject({ stage: 'confidentiality-review' });
  });
});
