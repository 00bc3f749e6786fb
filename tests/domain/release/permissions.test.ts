import { describe, expect, it } from 'vitest';
import { decide } from '../../../domain/release/decide.ts';
import { may, mayCombine, mayRead, type Action } from '../../../domain/release/permissions.ts';
import { roles, type Role } from '../../../domain/people/person.ts';
import { states, type Release, type State } from '../../../domain/release/release.ts';
import { actOf, approvalOf, draftOf, outcomeOf, personWith, submitted, submitter, zhejiang } from './sample.ts';

const units = zhejiang.units.map((unit) => unit.id);
const own = 'basic-education';

/** The table of contract.md, written out by hand: who, where, from which states. */
const expected: Readonly<Record<Action, readonly [who: readonly Role[], where: 'own' | 'any', from: readonly State[]]>> = {
  edit: [['submitter'], 'own', ['draft', 'returned']],
  submit: [['submitter'], 'own', ['draft', 'returned']],
  recall: [['submitter'], 'own', ['in-review', 'approved', 'scheduled']],
  publish: [['publisher-a', 'publisher-b'], 'any', ['approved']],
  schedule: [['publisher-a', 'publisher-b'], 'any', ['approved', 'scheduled']],
  cancel: [['publisher-a', 'publisher-b'], 'any', ['scheduled']],
  retry: [['publisher-a', 'publisher-b'], 'any', ['publish-failed']],
  'take-suggestion': [['submitter'], 'own', ['in-review']],
  withdraw: [['publisher-a', 'publisher-b', 'leader'], 'any', ['published', 'publish-failed']],
  correct: [['submitter'], 'own', ['published']],
  'abandon-correction': [['submitter'], 'own', []],
};
const actions = Object.keys(expected) as Action[];

/** Whoever is asked about has submitted the item themselves, which only recall looks at. */
const itemIn = (state: State, submittedBy: string): Release => ({ ...draftOf(), state, submittedBy });

describe('the permission table', () => {
  it.each(actions)('%s: every role, unit and state as in the contract, and nobody else', (action) => {
    const [who, where, from] = expected[action];
    for (const role of roles) {
      for (const unit of units) {
        const person = personWith(role, unit);
        const theirs = who.includes(role) && (where === 'any' || unit === own);
        for (const state of states) {
          const answer = outcomeOf(may(person, action, itemIn(state, person.id)));
          const wanted = !theirs ? 'forbidden' : from.includes(state) ? 'ok' : 'wrong-state';
          expect([action, role, unit, state, answer]).toEqual([action, role, unit, state, wanted]);
        }
      }
    }
  });

  it.each(actions)('%s: nobody of another site, whatever they hold', (action) => {
    for (const role of roles) {
      const stranger = personWith(role, own, { site: 'hangzhou' });
      for (const state of states) expect(outcomeOf(may(stranger, action, itemIn(state, stranger.id)))).toBe('forbidden');
    }
  });

  it('recall: only who submitted', () => {
    const colleague = personWith('submitter', own, { id: 'colleague' });
    expect(outcomeOf(may(colleague, 'recall', itemIn('in-review', submitter.id)))).toBe('forbidden');
  });

  it('A-06, A-25: each stage is decided by its own role in its own unit, only while the item stands there', () => {
    const holders: Readonly<Record<string, readonly [Role, string]>> = {
      'first-review': ['reviewer', own],
      'confidentiality-review': ['secrecy', own],
      'second-review': ['head', own],
      'text-review': ['text', 'office'],
    };
    const item = submitted();
    const people = roles.flatMap((role) => units.map((unit) => [role, unit] as const));
    for (const [stage, [holder, place]] of Object.entries(holders)) {
      for (const [role, unit] of people) {
        for (const state of states) {
          const release: Release = { ...item, state, stage };
          const theirs = role === holder && unit === place;
          const wanted = !theirs ? 'forbidden' : state === 'in-review' ? 'ok' : 'wrong-state';
          expect([stage, role, unit, state, outcomeOf(decide(release, approvalOf(release), actOf(personWith(role, unit))))]).toEqual([stage, role, unit, state, wanted]);
        }
      }
    }
  });

  it('administrators approve nothing, whatever else they hold', () => {
    const reviewer = personWith('reviewer', own);
    const both = { ...reviewer, roles: [...reviewer.roles, ...personWith('admin', 'office').roles] };
    const item = submitted();
    expect(outcomeOf(decide(item, approvalOf(item), actOf(reviewer)))).toBe('ok');
    expect(outcomeOf(decide(item, approvalOf(item), actOf(both)))).toBe('forbidden');
  });

  it('D-01, I9: a person holds at most one separated duty on an item, across revisions', () => {
    const duties = zhejiang.separatedDuties.duties;
    for (const had of duties) {
      const release: Release = { ...draftOf(), revision: 3, involved: [{ duty: had, person: 'x' }] };
      for (const wanted of duties) {
        const person = personWith('admin', 'office', { id: 'x' });
        expect([had, wanted, outcomeOf(mayCombine(person, wanted, release))]).toEqual([had, wanted, had === wanted ? 'ok' : 'separation-of-duties']);
        expect(outcomeOf(mayCombine(personWith('admin', 'office', { id: 'y' }), wanted, release))).toBe('ok');
      }
    }
  });

  it('D-01: submit, publish, schedule and retry are held apart from what a person did before', () => {
    for (const [action, state] of [['submit', 'returned'], ['publish', 'approved'], ['schedule', 'approved'], ['retry', 'publish-failed']] as const) {
      const person = action === 'submit' ? submitter : personWith('publisher-a', 'network');
      const release = { ...itemIn(state, submitter.id), involved: [{ duty: 'first-review', person: person.id }] };
      expect([action, outcomeOf(may(person, action, release))]).toEqual([action, 'separation-of-duties']);
    }
  });

  it('read: a draft by its department, what was submitted by the staff of the site, nothing by another site', () => {
    const draft = draftOf();
    const seen = submitted();
    for (const role of roles) {
      for (const unit of units) {
        expect([role, unit, mayRead(personWith(role, unit), draft)]).toEqual([role, unit, unit === own && role !== 'admin']);
        expect(mayRead(personWith(role, unit), seen)).toBe(true);
        expect(mayRead(personWith(role, unit, { site: 'hangzhou' }), seen)).toBe(false);
      }
    }
  });
});
