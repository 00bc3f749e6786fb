import { expect, it } from 'vitest';
import type { Refusal } from '../../../domain/refusal.ts';
import type { Result } from '../../../domain/result.ts';
import { abandonCorrection, startCorrection } from '../../../domain/release/correct.ts';
import { decide } from '../../../domain/release/decide.ts';
import { recordFailure, recordPublished } from '../../../domain/release/machine-steps.ts';
import { offersOf, type OfferedAction } from '../../../domain/release/offers.ts';
import { cancelSchedule, publish, withdraw, type PublishingAct } from '../../../domain/release/publish.ts';
import type { Release } from '../../../domain/release/release.ts';
import { recall, submit } from '../../../domain/release/submit.ts';
import { settleSuggestion, suggest } from '../../../domain/release/suggest.ts';
import { saveDraft } from '../../../domain/release/write-draft.ts';
import { after, approved, content, draftOf, head, leader, minutes, now, personWith, publishAct, publisherA, publisherB, publishing, reviewer, roster, secrecy, setFor, submitted, submitter, text, tuesday, withoutA, writingOf } from './sample.ts';

const online = { url: '/zhejiang/art/2025/00001.html', indexNumber: '002482082/2025-00001' };
const hour = tuesday + minutes(60);
const other = { ...content, body: '<p>换了一个字。</p>' };

const published = recordPublished(publishing(), online, tuesday)!.release;
const suggested = after(suggest(submitted(), { stage: 'first-review', contentHash: submitted().contentHash }, writingOf(reviewer, other)));
const items: readonly Release[] = [
  draftOf(),
  submitted(),
  suggested,
  approved(),
  after(publish(approved(), setFor(hour), publishAct(publisherA))),
  publishing(),
  recordFailure(publishing(), 'PublishFailed')!.release,
  published,
  after(startCorrection(published, '数据有误', writingOf(submitter, other))),
  after(withdraw(published, '数据有误', publishAct(leader))),
  { ...approved(), approvals: approved().approvals.slice(1) },
];

const elsewhere = [personWith('reviewer', 'finance'), personWith('submitter', 'finance'), personWith('admin', 'office'), personWith('head', 'basic-education', { site: 'hangzhou', id: 'guest' })];
const people = [submitter, reviewer, secrecy, head, text, publisherA, publisherB, leader, ...elsewhere];

/** Each act with everything that its form asks for, so that only the right to do it is left to judge. */
const acts: Readonly<Record<OfferedAction, (release: Release, act: PublishingAct) => Result<unknown, Refusal>>> = {
  edit: (release, { person, at }) => saveDraft(release, writingOf(person, other, at)),
  submit: (release, act) => submit(release, act),
  recall: (release, act) => recall(release, act),
  'take-suggestion': (release, act) => settleSuggestion(release, release.suggestion?.id ?? 0, 'accept', act),
  decide: (release, act) => decide(release, { stage: release.stage ?? 'first-review', outcome: 'return', contentHash: release.contentHash, remarks: '请改' }, act),
  suggest: (release, { person, at }) => suggest(release, { stage: release.stage ?? 'first-review', contentHash: release.contentHash }, writingOf(person, { ...other, title: '改过的标题' }, at)),
  publish: (release, act) => (release.state === 'publish-failed' ? { ok: false, error: { type: 'wrong-state' } } : publish(release, now, act)),
  schedule: (release, act) => publish(release, setFor(hour + minutes(60)), act),
  cancel: (release, act) => cancelSchedule(release, act),
  retry: (release, act) => (release.state === 'publish-failed' ? publish(release, now, act) : { ok: false, error: { type: 'wrong-state' } }),
  withdraw: (release, act) => withdraw(release, '数据有误', act),
  correct: (release, { person, at }) => startCorrection(release, '数据有误', writingOf(person, other, at)),
  'abandon-correction': (release, act) => abandonCorrection(release, act),
};

it('what is offered may be done, and what is not offered is refused', () => {
  const counted = { offered: 0, refused: 0 };
  const cases = [roster, withoutA].flatMap((posts) => items.flatMap((release) => people.map((person) => ({ release, person, act: publishAct(person, tuesday, posts) }))));
  for (const { release, person, act } of cases) {
    for (const [action, offer] of Object.entries(offersOf(release, act)) as [OfferedAction, Result<void, Refusal>][]) {
      expect([release.state, person.id, action, offer.ok]).toEqual([release.state, person.id, action, acts[action](release, act).ok]);
      counted[offer.ok ? 'offered' : 'refused'] += 1;
    }
  }
  expect(counted.offered).toBeGreaterThan(40);
  expect(counted.refused).toBeGreaterThan(1000);
});

it('a refusal says why, as the act itself would', () => {
  expect(offersOf(approved(), publishAct(reviewer)).decide).toMatchObject({ ok: false, error: { type: 'wrong-state', values: { state: 'approved' } } });
  expect(offersOf(submitted(), publishAct(submitter)).decide).toMatchObject({ ok: false, error: { type: 'forbidden' } });
  expect(offersOf(approved(), publishAct(publisherB)).publish).toMatchObject({ ok: false, error: { type: 'forbidden', faults: [{ code: 'post-a-on-duty' }] } });
});
