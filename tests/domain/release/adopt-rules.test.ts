import { describe, expect, it } from 'vitest';
import { instantOf } from '../../../domain/calendar/beijing.ts';
import type { Organisation, Stage } from '../../../domain/organisations/schema.ts';
import { adoptRules } from '../../../domain/release/adopt-rules.ts';
import { decide } from '../../../domain/release/decide.ts';
import type { Duty } from '../../../domain/release/duty.ts';
import { effectsOf } from '../../../domain/release/effects.ts';
import { recordFailure } from '../../../domain/release/machine-steps.ts';
import { onlineRevision } from '../../../domain/release/outward.ts';
import { publish } from '../../../domain/release/publish.ts';
import type { Release } from '../../../domain/release/release.ts';
import { ring } from '../../../domain/release/ring-bell.ts';
import { startAnew } from '../../../domain/release/start-anew.ts';
import { actOf, after, approvalOf, approved, approvedBy, draftOf, head, leader, now, publishAct, publisherA, publishing, reviewer, secrecy, setFor, submitted, tuesday, zhejiang } from './sample.ts';

const beijing = (text: string): number => instantOf(text.slice(0, 10), text.slice(11));
const openOf = ({ duties }: Release): readonly string[] => duties.filter(({ state }) => state === 'running').map(({ rule }) => rule);

const textReview = zhejiang.chains.submission.at(-1)!;
const final: Stage = { ...textReview, id: 'final-review', role: 'leader' };
const target = zhejiang.limits.find(({ rule }) => rule === 'S-text-review')!;

/** The second review is gone, and the leader in charge comes last. */
const changed: Organisation = {
  ...zhejiang,
  chains: { ...zhejiang.chains, submission: [...zhejiang.chains.submission.filter(({ id }) => id !== 'second-review'), final] },
  limits: [...zhejiang.limits.filter(({ rule }) => rule !== 'S-second-review'), { ...target, rule: 'S-final-review' }],
};

const inSecond = (): Release => [reviewer, secrecy].reduce((release, person) => approvedBy(release, person), submitted());
const adopt = (release: Release, organisation = changed, at = tuesday): Release => adoptRules(release, organisation, at)!.release;

describe('an item under a changed chain', () => {
  it('in a stage that is gone goes on to the next that has not approved it; the old target is void, and its machine waits on', () => {
    const before = inSecond();
    const release = adopt(before);
    expect([release.state, release.stage, release.generation]).toEqual(['in-review', 'text-review', before.generation]);
    expect(openOf(release)).toEqual(['S-text-review']);
    expect(release.duties.find(({ rule }) => rule === 'S-second-review')?.state).toBe('void');
    expect(release.approvals).toEqual(before.approvals);
    expect(effectsOf(before, release).map(({ kind }) => kind)).toEqual(['wake', 'start-deadline']);
  });

  it('in a stage that is still there stays, and is asked for what is new in its turn', () => {
    expect(adoptRules(submitted(), changed, tuesday)).toBeUndefined();
    const inText = approvedBy(inSecond(), head);
    expect(adoptRules(inText, changed, tuesday)).toBeUndefined();
  });

  it('approved under the old chain is asked the new stage, and its publishing limit is void until then', () => {
    const release = adopt(approved());
    expect([release.state, release.stage]).toEqual(['in-review', 'final-review']);
    expect(openOf(release)).toEqual(['S-final-review']);
    const decided = after(decide(release, approvalOf(release), { ...actOf(leader), organisation: changed }));
    expect([decided.state, openOf(decided)]).toEqual(['approved', ['A-23b']]);
  });

  it('approved, and not asked yet, is refused by the name of the stage that is missing', () => {
    const refused = publish(approved(), now, { ...publishAct(), organisation: changed });
    expect(refused).toEqual({ ok: false, error: { type: 'wrong-state', values: { state: 'approved' }, faults: [{ pointer: '', code: 'approval-missing', values: { stage: 'final-review' } }] } });
  });

  it('scheduled is asked at once and not at its hour: a machine that sleeps is followed by one that waits', () => {
    const scheduled = after(publish(approved(), setFor(beijing('2025-10-20 09:00')), publishAct()));
    const release = adopt(scheduled);
    expect([release.state, release.stage, release.scheduledFor]).toEqual(['in-review', 'final-review', undefined]);
    expect(effectsOf(scheduled, release)).toContainEqual({ kind: 'start-release', generation: scheduled.generation + 1, plan: { next: 'await-decision' } });
  });

  it('keeps the rules that it set out under while it is published, and after that failed; what is online stays', () => {
    expect(adoptRules(publishing(), changed, tuesday)).toBeUndefined();
    const failed = recordFailure(publishing(), 'Timeout')!.release;
    expect(adoptRules(failed, changed, tuesday)).toBeUndefined();
    expect(after(publish(failed, now, { ...publishAct(publisherA), organisation: changed })).state).toBe('publishing');
    expect(onlineRevision(publishing())).toBeDefined();
  });

  it('of which every stage that is left has approved waits for a publisher', () => {
    const shorter: Organisation = { ...zhejiang, chains: { ...zhejiang.chains, submission: zhejiang.chains.submission.slice(0, 2) } };
    const release = adopt(inSecond(), shorter);
    expect([release.state, release.stage, openOf(release)]).toEqual(['approved', undefined, ['A-23b']]);
  });

  it('that does not wait for anybody is left alone', () => {
    expect(adoptRules(draftOf(), changed, tuesday)).toBeUndefined();
  });

  it('adopts once', () => {
    expect(adoptRules(adopt(approved()), changed, tuesday)).toBeUndefined();
  });
});

/** As if the calendar that it was counted by had not known the holiday of October. */
function miscounted(release: Release, dueOn: string, changes: Partial<Duty> = {}): Release {
  const wrong = { dueOn, dueAt: new Date(beijing(`${dueOn} 17:30`)).toISOString(), provisional: true, ...changes };
  return { ...release, duties: release.duties.map((duty) => (duty.rule === 'A-23b' ? { ...duty, ...wrong } : duty)) };
}

const limit = ({ duties }: Release): Duty => duties.findLast(({ rule }) => rule === 'A-23b')!;

describe('an open duty under a corrected calendar', () => {
  const right = limit(approved());

  it('is counted again, and its clock starts in the next generation, so that the old bells are void', () => {
    const before = miscounted(approved(), '2025-10-01');
    const release = adopt(before, zhejiang);
    expect(limit(release)).toEqual({ ...right, generation: right.generation + 1 });
    expect(effectsOf(before, release)).toEqual([{ kind: 'start-deadline', dutyId: right.id, generation: right.generation + 1, bellAt: right.nextBell!.at }]);
    expect(adoptRules(release, zhejiang, tuesday)).toBeUndefined();
  });

  it('says in the chain which duties were counted again, and until when they run now', () => {
    const { event } = adoptRules(miscounted(approved(), '2025-10-01'), zhejiang, tuesday)!;
    expect(event).toMatchObject({ type: 'RulesAdopted', by: 'system', data: { recounted: [{ duty: right.id, rule: 'A-23b', dueAt: right.dueAt, provisional: false }] } });
  });

  it('that was called overdue too early runs again, and what has rung is kept', () => {
    const at = beijing('2025-10-02 09:00');
    const rung = { kind: 'due', at: '2025-10-01T09:30:00Z', rungAt: '2025-10-01T09:30:00.000Z', to: [], channel: 'digest' } as const;
    const { state, bells, nextBell } = limit(adopt(miscounted(approved(), '2025-10-01', { state: 'overdue', bells: [rung] }), zhejiang, at));
    expect([state, bells]).toEqual(['running', [rung]]);
    expect(Date.parse(nextBell!.at)).toBeGreaterThan(Date.parse(rung.at));
    expect(['amber', 'due']).toContain(nextBell!.kind);
  });

  it('that turns out to have passed rings that first of all', () => {
    const at = beijing('2025-10-10 09:00');
    const release = adopt(miscounted(approved(), '2025-10-20'), zhejiang, at);
    expect(limit(release).nextBell).toEqual({ kind: 'due', at: right.dueAt.replace('.000Z', 'Z') });
    expect(limit(ring(release, right.id, at)!.release).state).toBe('overdue');
  });

  it('whose rule is no longer there is void, at the latest at its next bell', () => {
    const nameless = { ...approved(), duties: approved().duties.map((duty) => (duty.rule === 'A-23b' ? { ...duty, rule: 'A-99' } : duty)) };
    const states = (release: Release) => release.duties.find(({ rule }) => rule === 'A-99')?.state;
    expect(states(adopt(nameless, zhejiang))).toBe('void');
    const rung = ring(nameless, right.id, tuesday)!;
    expect([states(rung.release), rung.event.type]).toEqual(['void', 'DutyVoided']);
  });

  it('that is paused is counted when it goes on, and one that is closed stays as it was judged', () => {
    for (const state of ['paused', 'late', 'met'] as const) expect(adoptRules(miscounted(approved(), '2025-10-01', { state }), zhejiang, tuesday)).toBeUndefined();
  });
});

describe('machines that are started anew', () => {
  it('have generations that nobody can have used, the machine and each open clock', () => {
    const before = { ...submitted(), generation: 7, restarts: 5 };
    const { release } = startAnew(before)!;
    expect([release.generation, release.restarts]).toEqual([1000, undefined]);
    expect(effectsOf(before, release)).toEqual([
      { kind: 'start-release', generation: 1000, plan: { next: 'await-decision' } },
      { kind: 'start-deadline', dutyId: before.duties[0]!.id, generation: 1000, bellAt: before.duties[0]!.nextBell!.at },
    ]);
    expect(startAnew(release)!.release.generation).toBe(2000);
  });

  it('are none where nothing is waited for', () => {
    expect(startAnew(draftOf())).toBeUndefined();
    const idle = { ...publishing(), state: 'published' as const };
    expect(startAnew({ ...idle, duties: [] })).toBeUndefined();
    expect(startAnew(idle)!.release.generation).toBe(idle.generation);
  });
});
