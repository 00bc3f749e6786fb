import { describe, expect, it } from 'vitest';
import type { Content } from '../../../domain/release/content.ts';
import { decide } from '../../../domain/release/decide.ts';
import { effectsOf } from '../../../domain/release/effects.ts';
import type { Release } from '../../../domain/release/release.ts';
import { settleSuggestion, suggest } from '../../../domain/release/suggest.ts';
import { submit } from '../../../domain/release/submit.ts';
import { saveDraft } from '../../../domain/release/write-draft.ts';
import { actOf, after, approvalOf, approvedBy, content, head, outcomeOf, personWith, reviewer, secrecy, submitted, submitter, text, writingOf } from './sample.ts';

const fixed: Content = { ...content, title: '关于做好秋季学期校园安全工作的通知（修订）' };
const atText = (): Release => [reviewer, secrecy, head].reduce((release, person) => approvedBy(release, person), submitted());
const formOf = (release: Release) => ({ stage: release.stage ?? '', contentHash: release.contentHash, remarks: '标题宜注明修订' });
const suggested = (release = atText(), by = text, written = fixed): Release => after(suggest(release, formOf(release), writingOf(by, written)));
const idOf = (release: Release): number => release.suggestion?.id ?? 0;
const taken = (release = suggested()): Release => after(settleSuggestion(release, idOf(release), 'accept', actOf(submitter)));

/** One act: nothing but the outcome. */
const bare = (release: Release) => ({ stage: release.stage ?? '', outcome: 'approve', contentHash: release.contentHash }) as const;

describe('a suggestion', () => {
  it('changes nothing until the department takes it', () => {
    const release = suggested();
    expect(release).toMatchObject({ state: 'in-review', stage: 'text-review', title: content.title, contentHash: atText().contentHash, version: atText().version + 1 });
    expect(effectsOf(atText(), release)).toEqual([]);
    const declined = after(settleSuggestion(release, idOf(release), 'decline', actOf(submitter)));
    expect(declined).toMatchObject({ stage: 'text-review', title: content.title });
    expect(declined).not.toHaveProperty('suggestion');
  });

  it('taken, it is a revision of its own, and earlier approvers confirm the difference with one act each', () => {
    let release = taken();
    expect(release).toMatchObject({ title: fixed.title, stage: 'first-review', revision: 2, lastEditedBy: submitter.id });
    for (const person of [reviewer, secrecy, head]) release = after(decide(release, bare(release), actOf(person)));
    expect(release.stage).toBe('text-review');
    expect(release.approvals.filter(({ contentHash }) => contentHash === release.contentHash).map(({ stage, confirms }) => [stage, confirms])).toEqual(
      ['first-review', 'confidentiality-review', 'second-review'].map((stage) => [stage, atText().contentHash]),
    );
    expect(release.approvals.at(-3)).toMatchObject({ checks: approvalOf(release).checks, proofread: true });
    expect(outcomeOf(decide(release, bare(release), actOf(text)))).toBe('validation');
    expect(approvedBy(release, text)).toMatchObject({ state: 'approved' });
  });

  it('whoever has not approved what it was made on goes through the stage in full', () => {
    const other = personWith('reviewer', 'basic-education', { id: 'another-reviewer' });
    expect(outcomeOf(decide(taken(), bare(taken()), actOf(other)))).toBe('validation');
    expect(outcomeOf(decide(taken(), approvalOf(taken()), actOf(other)))).toBe('ok');
  });

  it('a text that was changed otherwise as well is no difference to confirm', () => {
    const returned = after(decide(taken(), approvalOf(taken(), { outcome: 'return', remarks: '改' }), actOf(reviewer)));
    const changed = after(submit(after(saveDraft(returned, writingOf(submitter, { ...fixed, body: '<p>改过。</p>' }))), actOf(submitter)));
    expect(outcomeOf(decide(changed, bare(changed), actOf(reviewer)))).toBe('validation');
  });

  it('two suggestions after each other are confirmed by one act of each earlier approver, for the last text', () => {
    let release = taken();
    release = after(decide(release, bare(release), actOf(reviewer)));
    release = suggested(release, secrecy, { ...fixed, body: '<p>各市、县（市、区）教育局：请遵照执行。</p>' });
    release = taken(release);
    for (const person of [reviewer, secrecy, head]) release = after(decide(release, bare(release), actOf(person)));
    expect(release.stage).toBe('text-review');
  });

  it('comes from the holder of the stage alone, on the text as it is, and changes text and nothing else', () => {
    const release = atText();
    for (const person of [reviewer, head, submitter]) expect(outcomeOf(suggest(release, formOf(release), writingOf(person, fixed)))).toBe('forbidden');
    expect(outcomeOf(suggest(release, { ...formOf(release), contentHash: 'f'.repeat(64) }, writingOf(text, fixed)))).toBe('stale-content');
    expect(suggest(release, formOf(release), writingOf(text, content))).toMatchObject({ error: { faults: [{ code: 'nothing-suggested' }] } });
    const urgent: Content = { ...fixed, urgency: 'urgent', urgencyReason: '急' };
    expect(suggest(release, formOf(release), writingOf(text, urgent))).toMatchObject({ error: { faults: [{ pointer: '/urgency', code: 'not-by-suggestion' }] } });
  });

  it('A-01: makes nothing that is to be disclosed into something that is not: such an item may not be submitted either', () => {
    const release = atText();
    const withheld: Content = { ...fixed, disclosure: { attribute: 'withheld', ground: '第十六条' } };
    expect(suggest(release, formOf(release), writingOf(text, withheld))).toMatchObject({ error: { type: 'validation', faults: [{ pointer: '/disclosure/attribute', code: 'not-by-suggestion' }] } });
  });

  it('is the department’s to take: not the reviewer’s, not another’s, not twice, and not after the stage was decided', () => {
    const release = suggested();
    for (const person of [text, reviewer, personWith('submitter', 'finance')]) expect(outcomeOf(settleSuggestion(release, idOf(release), 'accept', actOf(person)))).toBe('forbidden');
    expect(outcomeOf(settleSuggestion(taken(release), idOf(release), 'accept', actOf(submitter)))).toBe('not-found');
    expect(outcomeOf(settleSuggestion(release, idOf(release) + 1, 'accept', actOf(submitter)))).toBe('not-found');
    const decided = after(decide(suggested(submitted(), reviewer), approvalOf(submitted()), actOf(reviewer)));
    expect(decided).not.toHaveProperty('suggestion');
    const both = { ...reviewer, roles: [...reviewer.roles, ...submitter.roles] };
    expect(outcomeOf(settleSuggestion(release, idOf(release), 'accept', actOf(both)))).toBe('separation-of-duties');
  });
});
