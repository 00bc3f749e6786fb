import { expect, it } from 'vitest';
import type { Person } from '../../domain/people/person.ts';
import { dutyStates, type Duty, type Excuse } from '../../domain/release/duty.ts';
import { askExcuse, decideExcuse } from '../../domain/release/excuse.ts';
import { acknowledge } from '../../domain/release/acknowledge.ts';
import type { Release } from '../../domain/release/release.ts';
import { rightsOn } from '../../web/desk/components/duty-rights.ts';
import { actOf, approved, leader, personWith, publisherA, publisherB, reviewer, submitted, tuesday } from '../domain/release/sample.ts';

const headOfNetwork = personWith('head', 'network');
const headAndAdmin: Person = { ...headOfNetwork, id: 'both', roles: [...headOfNetwork.roles, { role: 'admin', unit: 'office', since: '2025-01-01T00:00:00.000Z' }] };
const people = [reviewer, leader, publisherA, publisherB, headOfNetwork, personWith('head', 'basic-education'), headAndAdmin];

const asked: Excuse = { reason: '等候附件', by: publisherA.id, at: '2025-09-30T07:00:00.000Z' };
const excuses: readonly (Excuse | undefined)[] = [undefined, asked, { ...asked, by: headOfNetwork.id }, { ...asked, decision: { approved: false, by: headOfNetwork.id, at: asked.at } }, { ...asked, decision: { approved: true, by: headOfNetwork.id, at: asked.at } }];

const cases = [submitted(), approved()].flatMap((release) =>
  dutyStates.flatMap((state) => [true, false].flatMap((hard) => excuses.map((excuse) => ({ release, duty: { ...release.duties.at(-1)!, state, hard, ...(excuse === undefined ? {} : { excuse }) } satisfies Duty })))),
);
const withDuty = (release: Release, duty: Duty): Release => ({ ...release, duties: [...release.duties.slice(0, -1), duty] });

it('what the desk offers on a duty is what the API lets through', () => {
  let offered = 0;
  for (const { release, duty } of cases) {
    for (const person of people) {
      const [item, act] = [withDuty(release, duty), actOf(person, tuesday)];
      const said = rightsOn(duty, person, tuesday);
      const done = { mayAcknowledge: acknowledge(item, duty.id, {}, act).ok, mayAsk: askExcuse(item, duty.id, { reason: 'x' }, act).ok, mayJudge: decideExcuse(item, duty.id, { approve: true }, act).ok };
      expect({ person: person.id, state: duty.state, hard: duty.hard, excuse: duty.excuse, ...said }).toEqual({ person: person.id, state: duty.state, hard: duty.hard, excuse: duty.excuse, ...done });
      offered += Object.values(said).filter(Boolean).length;
    }
  }
  expect(offered).toBeGreaterThan(50);
});
