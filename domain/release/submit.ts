import type { Organisation, Stage } from '../organisations/schema.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { ok, type Result } from '../result.ts';
import { nextStage, unitOfStage } from './chain.ts';
import { changeByPerson, type Change } from './change.ts';
import { closeDuties, openDuty, voidDuties } from './duties.ts';
import type { Duty } from './duty.ts';
import { involve, may } from './permissions.ts';
import type { Person } from '../people/person.ts';
import type { Release } from './release.ts';
import { submitted } from './revisions.ts';

/** A person acting at an instant (epoch milliseconds) under an organisation's rules. */
export interface Act {
  readonly organisation: Organisation;
  readonly person: Person;
  readonly at: number;
}

/** 报送: hands a draft, or a returned item, to the first stage that has not approved it as it is now. */
export function submit(release: Release, act: Act): Result<Change, Refusal> {
  const allowed = may(act.person, 'submit', release);
  if (!allowed.ok) return allowed;
  if (release.disclosure.attribute !== 'proactive') {
    return refuse('blocked-by-checks', { faults: [{ pointer: '/disclosure/attribute', code: 'not-for-the-portal' }] });
  }
  if (release.live?.contentHash === release.contentHash) return refuse('validation', { faults: [{ pointer: '', code: 'nothing-corrected' }] });
  const involved = involve(release, act.person, 'submit');
  const fields = { ...enterNext(release, act), involved, submittedBy: act.person.id, revisions: submitted(release, act.at) };
  const data = { contentHash: release.contentHash, revision: release.revision, stage: fields.stage };
  return ok(changeByPerson(release, fields, { type: 'ReleaseSubmitted', by: act.person.id, data }));
}

/** Takes a submission back into the draft; who submitted may do so until publishing begins. */
export function recall(release: Release, { person }: Act): Result<Change, Refusal> {
  const allowed = may(person, 'recall', release);
  if (!allowed.ok) return allowed;
  const fields = { state: 'draft', stage: undefined, scheduledFor: undefined, suggestion: undefined, duties: voidDuties(release.duties) } as const;
  return ok(changeByPerson(release, fields, { type: 'ReleaseRecalled', by: person.id, data: { from: release.state } }));
}

/**
 * The fields of an item that enters its next stage, or `approved` after the last: the stage's own target starts as the
 * last one's ends, and the limit for putting it online starts with the last approval (A-23a, A-23b).
 */
export function enterNext(release: Release, act: Pick<Act, 'organisation' | 'at'>): Pick<Release, 'state' | 'duties'> & { stage: string | undefined } {
  const stage = nextStage(act.organisation, release);
  const settled = { ...release, duties: closeDuties(release.duties, act.at, isStageTarget) };
  const duty = stage === undefined ? publishingDuty(settled, act) : stageDuty(settled, stage, act);
  return { state: stage === undefined ? 'approved' : 'in-review', stage: stage?.id, duties: [...settled.duties, duty] };
}

export function isStageTarget(rule: string): boolean {
  return rule.startsWith('S-');
}

function stageDuty(release: Release, stage: Stage, { organisation, at }: Pick<Act, 'organisation' | 'at'>): Duty {
  return openDuty(organisation, release, { rule: `S-${stage.id}`, unit: unitOfStage(organisation, stage, release), holder: stage.role, from: at });
}

function publishingDuty(release: Release, { organisation, at }: Pick<Act, 'organisation' | 'at'>): Duty {
  const rule = organisation.publishing[release.urgency];
  return openDuty(organisation, release, { rule, unit: organisation.publishingUnit, holder: 'publisher-a', from: at });
}
