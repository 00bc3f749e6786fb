import { describe, expect, it } from 'vitest';
import { beginPublishing, recordFailure, recordPublished, recordTakenDown } from '../../../domain/release/machine-steps.ts';
import { planFor, planForGeneration } from '../../../domain/release/plan.ts';
import { cancelSchedule, publish, withdraw } from '../../../domain/release/publish.ts';
import type { Release } from '../../../domain/release/release.ts';
import { effectsOf } from '../../../domain/release/effects.ts';
import { actOf, after, approved, approvedBy, changeIn, leader, minutes, now, outcomeOf, publishAct, publisherA, publisherB, publishing, roster, setFor, submitted, text, tuesday, withoutA } from './sample.ts';

const hour = tuesday + minutes(60);
const online = { url: '/zhejiang/art/2025/00001.html', indexNumber: '002482082/2025-00001' };
const scheduled = (at = hour): Release => after(publish(approved(), setFor(at), publishAct(publisherA)));
const published = (): Release => recordPublished(publishing(), online, tuesday)!.release;

describe('publishing', () => {
  it('A-22: post A publishes; post B does in the place of A, and its work says so', () => {
    for (const [person, posts, covering] of [[publisherA, roster, undefined], [publisherB, withoutA, 'publisher-a']] as const) {
      const { release, event } = changeIn(publish(approved(), now, publishAct(person, tuesday, posts)));
      expect(release).toMatchObject({ state: 'publishing', publisher: person.id });
      expect(release.involved).toContainEqual({ duty: 'publish', person: person.id });
      expect([event.type, event.data['covering']]).toEqual(['PublicationRequested', covering]);
    }
    expect(outcomeOf(publish(approved(), now, publishAct(publisherB)))).toBe('forbidden');
    expect(outcomeOf(publish(approved(), now, publishAct(publisherA, tuesday, withoutA)))).toBe('forbidden');
  });

  it('I2: nothing is published without every stage’s approval of this very text by different people', () => {
    const whole = approved();
    for (const { stage } of whole.approvals) {
      const lacking = { ...whole, approvals: whole.approvals.filter((approval) => approval.stage !== stage) };
      expect([stage, outcomeOf(publish(lacking, now, publishAct(publisherA)))]).toEqual([stage, 'wrong-state']);
    }
    expect(outcomeOf(publish({ ...whole, contentHash: 'f'.repeat(64) }, now, publishAct(publisherA)))).toBe('wrong-state');
    const oneHand = { ...whole, approvals: whole.approvals.map((approval) => ({ ...approval, by: 'x' })) };
    expect(outcomeOf(publish(oneHand, setFor(hour), publishAct(publisherA)))).toBe('wrong-state');
  });

  it('a schedule lies ahead, is begun at its hour and not before, and once', () => {
    expect(outcomeOf(publish(approved(), setFor(tuesday), publishAct(publisherA)))).toBe('validation');
    const waiting = scheduled();
    expect(planFor(waiting)).toEqual({ next: 'await-schedule', at: '2025-09-30T08:50:00Z' });
    expect(beginPublishing(waiting, hour - 1)).toBeUndefined();
    const begun = beginPublishing(waiting, hour)!;
    expect(begun.release).toMatchObject({ state: 'publishing', onlineAt: new Date(hour).toISOString() });
    expect(beginPublishing(begun.release, hour)).toBeUndefined();
  });

  it('a schedule within a second is waited for until the whole second after it', () => {
    expect(planFor(scheduled(hour + 1))).toEqual({ next: 'await-schedule', at: '2025-09-30T08:50:01Z' });
  });

  it('I2: approvals are checked once more when the hour has come, and a stage that is missing one is asked', () => {
    const lacking = { ...scheduled(), approvals: scheduled().approvals.slice(0, 3) };
    const { release, event } = beginPublishing(lacking, hour)!;
    expect(release).toMatchObject({ state: 'in-review', stage: 'text-review' });
    expect(release).not.toHaveProperty('scheduledFor');
    expect(release.duties.filter(({ state }) => state === 'running').map(({ rule }) => rule)).toEqual(['S-text-review']);
    expect([event.type, planFor(release)]).toEqual(['ReviewReopened', { next: 'await-decision' }]);
    expect(approvedBy(release, text, hour)).toMatchObject({ state: 'approved' });
  });

  it('a failed publication is tried again under the rules that it set out under, or withdrawn, since it may be online', () => {
    const failed = recordFailure(publishing(), 'Lambda.Timeout')!.release;
    expect(failed.demanded).toEqual(['first-review', 'confidentiality-review', 'second-review', 'text-review']);
    expect(outcomeOf(publish({ ...failed, demanded: [...failed.demanded!, 'final-review'] }, now, publishAct()))).toBe('wrong-state');
    expect(after(publish({ ...failed, demanded: ['first-review'], approvals: failed.approvals.slice(0, 1) }, now, publishAct())).demanded).toEqual(['first-review']);
    const gone = after(withdraw(failed, '内容有误', actOf(leader)));
    expect(planFor(gone)).toEqual({ next: 'take-down' });
    expect(gone.generation).toBe(failed.generation + 1);
  });

  it('rescheduling, cancelling and publishing again each start a new generation; the older machine is done', () => {
    const first = scheduled();
    const second = after(publish(first, setFor(hour + minutes(1)), publishAct(publisherB, tuesday, withoutA)));
    expect(second.generation).toBe(first.generation + 1);
    expect(planForGeneration(second, first.generation)).toEqual({ next: 'done' });
    const cancelled = after(cancelSchedule(second, publishAct(publisherA)));
    expect(cancelled).toMatchObject({ state: 'approved', generation: second.generation + 1 });
    expect(cancelled.scheduledFor).toBeUndefined();
    expect(effectsOf(second, cancelled)).toEqual([{ kind: 'start-release', generation: cancelled.generation, plan: { next: 'await-decision' } }]);
  });

  it('a failure is a state of its own, keeps the approvals, and is tried again by a person', () => {
    const failed = recordFailure(publishing(), 'Lambda.Timeout')!.release;
    expect(failed).toMatchObject({ state: 'publish-failed', failure: 'Lambda.Timeout' });
    const again = after(publish(failed, now, publishAct(publisherB, tuesday, withoutA)));
    expect(again).toMatchObject({ state: 'publishing', generation: failed.generation + 1 });
    expect(again.failure).toBeUndefined();
  });

  it('machine steps find their work done and change nothing', () => {
    expect(recordPublished(published(), online, tuesday)).toBeUndefined();
    expect(recordFailure(published(), 'late')).toBeUndefined();
    expect(recordTakenDown(published(), tuesday)).toBeUndefined();
    expect(beginPublishing(submitted(), hour)).toBeUndefined();
  });

  it('withdrawal needs a reason, starts a machine that takes the page down, and is an end', () => {
    expect(outcomeOf(withdraw(published(), ' ', actOf(leader)))).toBe('validation');
    const gone = after(withdraw(published(), '内容有误', actOf(leader)));
    expect(planFor(gone)).toEqual({ next: 'take-down' });
    expect(effectsOf(published(), gone)).toEqual([{ kind: 'start-release', generation: gone.generation, plan: { next: 'take-down' } }]);
    const down = recordTakenDown(gone, hour)!.release;
    expect(planFor(down)).toEqual({ next: 'done' });
    expect(recordTakenDown(down, hour)).toBeUndefined();
    expect(outcomeOf(publish(down, now, publishAct(publisherA)))).toBe('wrong-state');
  });
});
