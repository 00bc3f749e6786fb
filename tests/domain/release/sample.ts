import { organisationOf } from '../../../domain/organisations/organisation.ts';
import type { Refusal } from '../../../domain/refusal.ts';
import type { Result } from '../../../domain/result.ts';
import type { Change } from '../../../domain/release/change.ts';
import type { Content } from '../../../domain/release/content.ts';
import { decide, type DecisionForm } from '../../../domain/release/decide.ts';
import type { Person, Role } from '../../../domain/people/person.ts';
import type { Posts } from '../../../domain/people/posts.ts';
import { publish, type PublicationForm, type PublishingAct } from '../../../domain/release/publish.ts';
import type { Release } from '../../../domain/release/release.ts';
import { submit, type Act } from '../../../domain/release/submit.ts';
import { createDraft, type Writing } from '../../../domain/release/write-draft.ts';

/** One good example of everything; a test changes what it is about. The people and the text are made up. */

export const zhejiang = organisationOf('zhejiang');

/** Tuesday, the day before a long holiday: 15:50 in Beijing. */
export const tuesday = Date.parse('2025-09-30T15:50:00+08:00');

const MINUTE = 60_000;
export const minutes = (count: number): number => count * MINUTE;

export function personWith(role: Role, unit: string, { id = `${role}.${unit}`, site = 'zhejiang' } = {}): Person {
  return { id, name: id, site, roles: [{ role, unit, since: '2025-01-01T00:00:00.000Z' }] };
}

export const submitter = personWith('submitter', 'basic-education');
export const reviewer = personWith('reviewer', 'basic-education');
export const secrecy = personWith('secrecy', 'basic-education');
export const head = personWith('head', 'basic-education');
export const text = personWith('text', 'office');
export const publisherA = personWith('publisher-a', 'network');
export const publisherB = personWith('publisher-b', 'network');
export const leader = personWith('leader', 'office');

export const content: Content = {
  column: 'announcements',
  kind: 'announcement',
  title: '关于做好秋季学期校园安全工作的通知',
  body: '<p>各市、县（市、区）教育局：请按要求落实。</p>',
  urgency: 'ordinary',
  disclosure: { attribute: 'proactive' },
  source: 'submission',
};

export const urgent: Content = { ...content, urgency: 'urgent', urgencyReason: '台风预警' };

export const actOf = (person: Person, at = tuesday): Act => ({ organisation: zhejiang, person, at });

export const writingOf = (person: Person = submitter, written: Content = content, at = tuesday): Writing => ({ organisation: zhejiang, person, content: written, whole: written, formFaults: [], at });

const atPost = (person: Person, post: 'publisher-a' | 'publisher-b', leaves: Posts[number]['leaves'] = []): Posts[number] => ({ person: person.id, name: person.name, post, leaves });

/** Both posts are there. */
export const roster: Posts = [atPost(publisherA, 'publisher-a'), atPost(publisherB, 'publisher-b')];

/** A is on leave, so that B covers. */
export const withoutA: Posts = [atPost(publisherA, 'publisher-a', [{ id: 'leave', from: '2025-09-01T00:00:00.000Z', until: '2026-01-01T00:00:00.000Z' }]), atPost(publisherB, 'publisher-b')];

export const publishAct = (person: Person = publisherA, at = tuesday, posts = roster): PublishingAct => ({ ...actOf(person, at), posts });

export const now: PublicationForm = { at: undefined, format: undefined };
export const setFor = (at: number): PublicationForm => ({ at, format: undefined });

export function draftOf(written: Content = content, person: Person = submitter, id = 'zhejiang-aaaaaaaaaaaaaaaa'): Release {
  return after(createDraft(id, writingOf(person, written)));
}

/** The release that an allowed command leads to. */
export function after(result: Result<Change | undefined, Refusal>): Release {
  return changeIn(result).release;
}

export function changeIn(result: Result<Change | undefined, Refusal>): Change {
  if (!result.ok) throw new Error(`Refused: ${JSON.stringify(result.error)}`);
  if (result.value === undefined) throw new Error('Nothing was changed.');
  return result.value;
}

/** The refusal's type, or `ok`. */
export function outcomeOf(result: Result<unknown, Refusal>): string {
  return result.ok ? 'ok' : result.error.type;
}

const ticks = { legal: true, accurate: true, timely: true, complete: true, effective: true, unclassified: true };

/** An approval of the stage that the item stands in, with everything that any stage asks for. */
export function approvalOf(release: Release, changes: Partial<DecisionForm> = {}): DecisionForm {
  return {
    stage: release.stage ?? '',
    outcome: 'approve',
    contentHash: release.contentHash,
    checks: ticks,
    confidentiality: { result: 'disclose' },
    proofread: true,
    ...changes,
  };
}

export const submitted = (at = tuesday, draft = draftOf()): Release => after(submit(draft, actOf(submitter, at)));

export const approvedBy = (release: Release, person: Person, at = tuesday): Release => after(decide(release, approvalOf(release), actOf(person, at)));

/** Approved by all four stages, the last at `at`. */
export function approved(at = tuesday, draft = draftOf()): Release {
  return [reviewer, secrecy, head, text].reduce((release, person) => approvedBy(release, person, at), submitted(at, draft));
}

export const publishing = (at = tuesday): Release => after(publish(approved(at), now, publishAct(publisherA, at)));
