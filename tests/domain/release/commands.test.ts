import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFullyApproved } from '../../../domain/release/chain.ts';
import type { Change } from '../../../domain/release/change.ts';
import { decide } from '../../../domain/release/decide.ts';
import type { Person } from '../../../domain/people/person.ts';
import { planFor, type Plan } from '../../../domain/release/plan.ts';
import { cancelSchedule, publish, withdraw } from '../../../domain/release/publish.ts';
import type { Refusal } from '../../../domain/refusal.ts';
import { states, type Release } from '../../../domain/release/release.ts';
import type { Result } from '../../../domain/result.ts';
import { recall, submit } from '../../../domain/release/submit.ts';
import { saveDraft } from '../../../domain/release/write-draft.ts';
import { committed, stepped, worldOf, type Luck, type World } from './model.ts';
import { actOf, approvalOf, content, draftOf, head, leader, minutes, now, personWith, publishAct, publisherA, publisherB, reviewer, secrecy, setFor, submitter, text, tuesday, withoutA, writingOf, zhejiang } from './sample.ts';

/** Somebody who holds every role, so that only the separation of duties stands between them and doing it all alone. */
const everything: Person = {
  ...personWith('submitter', 'basic-education', { id: 'everything' }),
  roles: [submitter, reviewer, secrecy, head, text, publisherA, leader].flatMap((person) => person.roles),
};
const people = [submitter, reviewer, secrecy, head, text, publisherA, publisherB, leader, everything];

const everybodyAtPosts = [...withoutA, { person: everything.id, name: everything.name, post: 'publisher-b', leaves: [] } as const];

type Command = (release: Release, at: number) => Result<Change | undefined, Refusal>;
type Step = { readonly kind: 'person'; readonly command: Command } | { readonly kind: 'machine'; readonly luck: Luck };

const person = fc.constantFrom(...people);
const commands: fc.Arbitrary<Command> = fc.oneof(
  { weight: 2, arbitrary: person.map((by): Command => (release, at) => submit(release, actOf(by, at))) },
  {
    weight: 8,
    arbitrary: fc.record({ by: person, outcome: fc.constantFrom('approve', 'approve', 'approve', 'approve', 'return', 'reject'), stale: fc.constantFrom(false, false, false, true) }).map(
      ({ by, outcome, stale }): Command =>
        (release, at) =>
          decide(release, approvalOf(release, { outcome: outcome as 'approve', remarks: '意见', ...(stale ? { contentHash: 'a'.repeat(64) } : {}) }), actOf(by, at)),
    ),
  },
  { weight: 1, arbitrary: person.map((by): Command => (release, at) => recall(release, actOf(by, at))) },
  {
    weight: 1,
    arbitrary: fc.record({ by: person, body: fc.constantFrom('<p>甲</p>', '<p>乙</p>') }).map(
      ({ by, body }): Command =>
        (release, at) =>
          saveDraft(release, writingOf(by, { ...content, body }, at)),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.record({ by: person, ahead: fc.constantFrom(undefined, undefined, 5, 30) }).map(
      ({ by, ahead }): Command =>
        (release, at) =>
          publish(release, ahead === undefined ? now : setFor(at + minutes(ahead)), publishAct(by, at, everybodyAtPosts)),
    ),
  },
  { weight: 1, arbitrary: person.map((by): Command => (release, at) => cancelSchedule(release, publishAct(by, at, everybodyAtPosts))) },
  { weight: 3, arbitrary: person.map((by): Command => (release, at) => withdraw(release, '有误', actOf(by, at))) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: commands.map((command): Step => ({ kind: 'person', command })) },
  { weight: 2, arbitrary: fc.constantFrom<Luck>('succeeds', 'succeeds', 'fails').map((luck): Step => ({ kind: 'machine', luck })) },
);

/** A start well on its way, so that short runs reach the late states too. */
const start = fc.constantFrom(0, 0, 2, 4, 4, 4);

function worldAfter(approvals: number): World {
  const draft = worldOf(draftOf());
  const first = [(release: Release) => submit(release, actOf(submitter))];
  const reviews = [reviewer, secrecy, head, text].slice(0, approvals).map((by) => (release: Release) => decide(release, approvalOf(release), actOf(by)));
  return [...first, ...reviews].reduce((world, command) => applied(world, command, tuesday), draft);
}

function applied(world: World, command: Command, at: number): World {
  const result = command(world.release, at);
  return result.ok && result.value !== undefined ? committed(world, result.value) : world;
}

function expectInvariants({ release, machines }: World, before: Release): void {
  expect(states).toContain(release.state);
  expect(release.stage !== undefined).toBe(release.state === 'in-review');
  expect(release.scheduledFor !== undefined).toBe(release.state === 'scheduled');
  if (['scheduled', 'publishing', 'published'].includes(release.state)) expect(isFullyApproved(zhejiang, release)).toBe(true);
  const held = release.involved.map((involvement) => involvement.person);
  expect(new Set(held).size).toBe(held.length);
  expect(release.version).toBeGreaterThanOrEqual(before.version);
  expect(release.generation).toBeGreaterThanOrEqual(before.generation);
  const ids = release.duties.map((duty) => duty.id);
  expect(new Set(ids).size).toBe(ids.length);
  expectOneMachine(release, machines);
}

/** Who waits is waited for: exactly one machine of this generation lives, at the step that the record asks for. */
function expectOneMachine(release: Release, machines: World['machines']): void {
  const plan = planFor(release);
  const own = machines.get(release.generation);
  if (plan.next === 'done') expect(own).toBeUndefined();
  else expect(own).toEqual(plan);
  for (const [generation, other] of machines) {
    if (generation !== release.generation) expect(other.next).toBe('await-schedule' satisfies Plan['next']);
  }
}

describe('any sequence of commands', () => {
  it('I1, I2, I9, A-06, D-01: one state, approved by distinct people, and one live machine wherever something waits', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(start, fc.array(step, { maxLength: 30 }), (approvals, steps) => {
        let world = worldAfter(approvals);
        for (const [place, each] of steps.entries()) {
          const at = tuesday + minutes(10 * (place + 1));
          const before = world.release;
          world = each.kind === 'person' ? applied(world, each.command, at) : stepped(world, at, each.luck);
          expectInvariants(world, before);
          seen.add(world.release.state);
        }
      }),
      { numRuns: 400, seed: 20250930 },
    );
    expect([...seen].sort()).toEqual([...states].sort());
  });

  it('a person’s change raises the version by one, a refused one nothing', () => {
    fc.assert(
      fc.property(start, fc.array(commands, { maxLength: 15 }), (approvals, sequence) => {
        let world = worldAfter(approvals);
        for (const [place, command] of sequence.entries()) {
          const result = command(world.release, tuesday + minutes(place));
          if (!result.ok || result.value === undefined) continue;
          expect(result.value.release.version).toBe(world.release.version + 1);
          expect([world.release.generation, world.release.generation + 1]).toContain(result.value.release.generation);
          world = committed(world, result.value);
        }
      }),
      { numRuns: 150 },
    );
  });
});
