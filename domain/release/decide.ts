import type { Stage } from '../organisations/schema.ts';
import { refuse, type Fault, type Refusal } from '../refusal.ts';
import { ok, type Result } from '../result.ts';
import { reviewChecks, type Approval, type ConfidentialityForm } from './approval.ts';
import { holdsStage, stageOf } from './chain.ts';
import { changeByPerson, type Change } from './change.ts';
import { closeDuties } from './duties.ts';
import { involve, mayCombine } from './permissions.ts';
import { holds } from './person.ts';
import type { Release } from './release.ts';
import { enterNext, isStageTarget, type Act } from './submit.ts';

/** What a reviewer sends: for which stage and which content, the outcome, and what that outcome needs. */
export interface DecisionForm {
  readonly stage: string;
  readonly outcome: 'approve' | 'return' | 'reject';
  readonly contentHash: string;
  readonly remarks?: string | undefined;
  readonly checks?: Readonly<Record<string, boolean | undefined>> | undefined;
  readonly confidentiality?: ConfidentialityForm | undefined;
  readonly proofread?: boolean | undefined;
}

/** 初审, 保密审查, 复审, 文字审核: the holder of the stage approves, returns or rejects exactly what they read. */
export function decide(release: Release, form: DecisionForm, act: Act): Result<Change, Refusal> {
  const stage = stageOf(act.organisation, release);
  const allowed = mayDecide(release, stage, form, act);
  if (!allowed.ok) return allowed;
  const faults = faultsOf(form, allowed.value);
  if (faults.length > 0) return refuse('validation', { faults });
  return form.outcome === 'approve' ? approve(release, form, act) : ok(turnDown(release, form, act));
}

function mayDecide(release: Release, stage: Stage | undefined, form: DecisionForm, { organisation, person }: Act): Result<Stage, Refusal> {
  if (person.site !== release.site) return refuse('forbidden');
  if (release.state !== 'in-review' || stage === undefined) return refuse('wrong-state', { values: { state: release.state } });
  if (form.stage !== stage.id) return refuse('wrong-state', { values: { state: release.state, stage: stage.id } });
  // Administrators give out roles; whatever else they hold, they decide nothing.
  if (!holdsStage(organisation, person, stage, release) || holds(person, 'admin')) return refuse('forbidden');
  const separate = mayCombine(person, stage.id, release);
  if (!separate.ok) return separate;
  if (person.id === release.lastEditedBy) return refuse('separation-of-duties', { values: { duty: 'edit' } });
  return form.contentHash === release.contentHash ? ok(stage) : refuse('stale-content');
}

/** Everything that the outcome needs and that is missing, at once. */
function faultsOf(form: DecisionForm, stage: Stage): Fault[] {
  if (form.outcome !== 'approve') {
    return form.remarks === undefined || form.remarks.trim() === '' ? [{ pointer: '/remarks', code: 'remarks-required' }] : [];
  }
  return stage.needs.flatMap((need) => missing[need](form));
}

const missing: Readonly<Record<Stage['needs'][number], (form: DecisionForm) => Fault[]>> = {
  checks: (form) =>
    reviewChecks.filter((check) => form.checks?.[check] !== true).map((check) => ({ pointer: `/checks/${check}`, code: 'ticks-required' })),
  confidentiality: ({ confidentiality }) => {
    if (confidentiality === undefined) return [{ pointer: '/confidentiality', code: 'confidentiality-required' }];
    if (confidentiality.result === 'disclose') return [];
    const ground = (confidentiality.ground ?? '').trim();
    return ground === '' ? [{ pointer: '/confidentiality/ground', code: 'confidentiality-ground-required' }] : [];
  },
  proofread: (form) => (form.proofread === true ? [] : [{ pointer: '/proofread', code: 'proofread-required' }]),
};

function approve(release: Release, form: DecisionForm, act: Act): Result<Change, Refusal> {
  if (form.confidentiality !== undefined && form.confidentiality.result !== 'disclose') {
    // 先审查后公开: what is withheld, in whole or in part, does not go on as it is.
    return refuse('blocked-by-checks', { faults: [{ pointer: '/confidentiality/result', code: 'withheld-content' }] });
  }
  const approval: Approval = {
    stage: form.stage,
    revision: release.revision,
    by: act.person.id,
    at: new Date(act.at).toISOString(),
    contentHash: release.contentHash,
    ...(form.checks === undefined ? {} : { checks: form.checks }),
    ...(form.confidentiality === undefined ? {} : { confidentiality: form.confidentiality }),
    ...(form.proofread === undefined ? {} : { proofread: form.proofread }),
    ...(form.remarks === undefined ? {} : { remarks: form.remarks }),
  };
  const approved = { ...release, approvals: [...release.approvals, approval], involved: involve(release, act.person, form.stage) };
  const fields = { ...enterNext(approved, act), approvals: approved.approvals, involved: approved.involved };
  const data = { stage: form.stage, contentHash: release.contentHash, next: fields.stage ?? 'approved' };
  return ok(changeByPerson(release, fields, { type: 'StageApproved', by: act.person.id, data }));
}

function turnDown(release: Release, form: DecisionForm, { person, at }: Act): Change {
  const returned = form.outcome === 'return';
  const fields = {
    state: returned ? 'returned' : 'rejected',
    stage: undefined,
    duties: closeDuties(release.duties, at, isStageTarget),
    involved: involve(release, person, form.stage),
  } as const;
  const data = { stage: form.stage, contentHash: release.contentHash, remarks: form.remarks };
  return changeByPerson(release, fields, { type: returned ? 'ReleaseReturned' : 'ReleaseRejected', by: person.id, data });
}
