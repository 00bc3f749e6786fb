import { refuse, type Refusal } from '../refusal.ts';
import { ok, type Result } from '../result.ts';
import type { Organisation } from '../organisations/schema.ts';
import { mayWorkPost, type Posts } from '../people/posts.ts';
import { areApproved, demandedStages, nextStage } from './chain.ts';
import { changeByPerson, type Change } from './change.ts';
import { voidDuties } from './duties.ts';
import { isOpen } from './duty.ts';
import { asOnline, backToOnline } from './outward.ts';
import { involve, may, wrongState, type Action } from './permissions.ts';
import type { Release } from './release.ts';
import type { Act } from './submit.ts';

/** A publisher's act: beside who and when, who has posts A and B and is on leave. */
export interface PublishingAct extends Act {
  readonly posts: Posts;
}

export interface PublicationForm {
  /** Epoch milliseconds of a set hour; undefined for now. */
  readonly at: number | undefined;
  /** The format checklist of A-22 was gone through. */
  readonly format: true | undefined;
}

/** 上网: the post's holder puts an approved item online now, tries a failed one again, or sets the hour. */
export function publish(release: Release, { at: scheduledFor, format }: PublicationForm, act: PublishingAct): Result<Change, Refusal> {
  const post = mayPutOnline(release, scheduledFor === undefined ? publishAction(release) : 'schedule', act);
  if (!post.ok) return post;
  const said = { ...post.value, format };
  return scheduledFor === undefined ? ok(startPublishing(release, act, said)) : schedule(release, scheduledFor, act, said);
}

/** Takes a schedule back; the item waits for a publisher again. */
export function cancelSchedule(release: Release, act: PublishingAct): Result<Change, Refusal> {
  const post = mayPutOnline(release, 'cancel', act);
  if (!post.ok) return post;
  const fields = { state: 'approved', scheduledFor: undefined } as const;
  return ok(changeByPerson(release, fields, { type: 'ScheduleCancelled', by: act.person.id, data: { was: release.scheduledFor, ...post.value } }));
}

/**
 * Whether the post's holder may do it; `covering` where B does in A's place. Who has no post, or is not on duty,
 * is refused, and so is what a stage has not approved (I2).
 */
export function mayPutOnline(release: Release, action: Action, { person, posts, at, organisation }: PublishingAct): Result<{ readonly covering?: string }, Refusal> {
  const allowed = may(person, action, release);
  if (!allowed.ok) return allowed;
  const rule = organisation.publishing[release.urgency];
  const duty = release.duties.findLast((candidate) => candidate.rule === rule && isOpen(candidate));
  const post = mayWorkPost(posts, person, duty?.holder, at);
  if (!post.ok || action === 'cancel') return post;
  return areApproved(release, stagesDemanded(release, organisation)) ? post : unapproved(release, organisation);
}

/** The chain has changed since the item was approved. */
function unapproved(release: Release, organisation: Organisation): ReturnType<typeof wrongState> {
  const stage = nextStage(organisation, release);
  if (stage === undefined) return wrongState(release);
  return refuse('wrong-state', { values: { state: release.state }, faults: [{ pointer: '', code: 'approval-missing', values: { stage: stage.id } }] });
}

/** 撤稿: the address answers 410 with the reason from then on; the record keeps everything. */
export function withdraw(release: Release, reason: string, { person, at }: Act): Result<Change, Refusal> {
  const allowed = may(person, 'withdraw', release);
  if (!allowed.ok) return allowed;
  if (reason.trim() === '') return refuse('validation', { faults: [{ pointer: '/reason', code: 'reason-required' }] });
  const withdrawal = { reason, by: person.id, at: new Date(at).toISOString() };
  const fields = { ...backToOnline(release), state: 'withdrawn', withdrawal, duties: voidDuties(release.duties) } as const;
  return ok(changeByPerson(release, fields, { type: 'ReleaseWithdrawn', by: person.id, data: { reason, revision: asOnline(release).revision } }));
}

function publishAction(release: Release): Action {
  return release.state === 'publish-failed' ? 'retry' : 'publish';
}

interface Said {
  readonly covering?: string;
  readonly format?: true | undefined;
}

function startPublishing(release: Release, act: PublishingAct, said: Said): Change {
  const { person } = act;
  const fields = { ...goingOnline(release, act.organisation, act.at), publisher: person.id, failure: undefined, involved: involve(release, person, 'publish') };
  return changeByPerson(release, fields, { type: 'PublicationRequested', by: person.id, data: { contentHash: release.contentHash, ...said } });
}

function schedule(release: Release, scheduledFor: number, { person, at }: PublishingAct, said: Said): Result<Change, Refusal> {
  if (scheduledFor <= at) return refuse('validation', { faults: [{ pointer: '/at', code: 'schedule-in-past' }] });
  const instant = new Date(scheduledFor).toISOString();
  const fields = { state: 'scheduled', scheduledFor: instant, publisher: person.id, involved: involve(release, person, 'publish') } as const;
  return ok(changeByPerson(release, fields, { type: 'PublicationScheduled', by: person.id, data: { scheduledFor: instant, ...said } }));
}

/**
 * The fields of an item whose publishing begins: the stages that were demanded of it, its date (the first one stays), and
 * the correction that it is.
 */
export function goingOnline(release: Release, organisation: Organisation, at: number) {
  const now = new Date(at).toISOString();
  const { correcting, corrections = [], revision } = release;
  const told = correcting === undefined ? undefined : [...corrections.filter((correction) => correction.revision !== revision), { ...correcting, revision, at: now }];
  return {
    state: 'publishing',
    scheduledFor: undefined,
    held: undefined,
    demanded: stagesDemanded(release, organisation),
    onlineAt: release.onlineAt ?? now,
    ...(told === undefined ? {} : { corrections: told }),
  } as const;
}

/** What has failed on its way is tried again under the rules that it set out under. */
function stagesDemanded(release: Release, organisation: Organisation): readonly string[] {
  return (release.state === 'publish-failed' ? release.demanded : undefined) ?? demandedStages(organisation, release);
}
