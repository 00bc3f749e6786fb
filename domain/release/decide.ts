import type { Stage } from '../organisations/schema.ts';
import { refuse, type Fault, type Refusal } from '../refusal.ts';
import { ok, type Result } from '../result.ts';
import { reviewChecks, type Approval, type ConfidentialityForm } from './approval.ts';
import { holdsStage, stageOf, unitOfStage } from './chain.ts';
import { approvalToConfirm } from './confirm.ts';
import { changeByPerson, type Change } from './change.ts';
import { closeDuties } from './duties.ts';
import { backToOnline } from './outward.ts';
import { involve, mayCombine, wrongState } from './permissions.ts';
import { coversInRole, holds } from '../people/person.ts';
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
  /** Findings of the checks that the reviewer lets pass, each with a reason. */
  readonly overrides?: readonly { readonly finding: string; readonly reason: string }[] | undefined;
}

/** 初审, 保密审查, 复审, 文字审核: the holder of the stage approves, returns or rejects exactly what they read. */
export function decide(release: Release, form: DecisionForm, act: Act): Result<Change, Refusal> {
  const allowed = mayActInStage(release, form, act);
  if (!allowed.ok) return allowed;
  const confirmed = approvalToConfirm(release, form.stage, act.person);
  const faults = [...faultsOf(form, confirmed === undefined ? allowed.value.needs : []), ...overrideFaults(form)];
  if (faults.length > 0) return refuse('validation', { faults });
  const covering = coversInRole(act.person, allowed.value.role, unitOfStage(act.organisation, allowed.value, release));
  return form.outcome === 'approve' ? approve(release, { form, act, confirmed, covering }) : ok(turnDown(release, { form, act, covering }));
}

/** Whether a person may act as the holder of the stage that the item stands in, on exactly the content that it has now. */
export function mayActInStage(release: Release, form: Pick<DecisionForm, 'stage' | 'contentHash'>, { organisation, person }: Act): Result<Stage, Refusal> {
  // Administrators give out roles; whatever else they hold, they decide nothing.
  if (person.site !== release.site || holds(person, 'admin')) return refuse('forbidden');
  const stage = stageOf(organisation, { ...release, stage: form.stage });
  if (stage === undefined) return refuse('validation', { faults: [{ pointer: '/stage', code: 'unknown-stage', values: { stage: form.stage } }] });
  if (!holdsStage(organisation, person, stage, release)) return refuse('forbidden');
  if (release.state !== 'in-review' || release.stage !== stage.id) return wrongState(release);
  const separate = mayCombine(person, stage.id, release);
  if (!separate.ok) return separate;
  if (person.id === release.lastEditedBy) return refuse('separation-of-duties', { values: { duty: 'edit' } });
  return form.contentHash === release.contentHash ? ok(stage) : refuse('stale-content');
}

/** Everything that the outcome needs and that is missing, at once. */
function faultsOf(form: DecisionForm, needs: Stage['needs']): Fault[] {
  if (form.outcome !== 'approve') {
    return form.remarks === undefined || form.remarks.trim() === '' ? [{ pointer: '/remarks', code: 'remarks-required' }] : [];
  }
  return needs.flatMap((need) => missing[need](form));
}

/** Nothing was found that could be let pass. */
function overrideFaults({ overrides = [] }: DecisionForm): Fault[] {
  return overrides.map(({ finding }, place) => ({ pointer: `/overrides/${place}/finding`, code: 'unknown-finding', values: { finding } }));
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

interface Deciding {
  readonly form: DecisionForm;
  readonly act: Act;
  /** For whom the reviewer sits in the stage. */
  readonly covering: string | undefined;
}

function approve(release: Release, { form, act, covering, confirmed }: Deciding & { readonly confirmed: Approval | undefined }): Result<Change, Refusal> {
  if (form.confidentiality !== undefined && form.confidentiality.result !== 'disclose') {
    // 先审查后公开: what is withheld, in whole or in part, does not go on as it is.
    return refuse('blocked-by-checks', { faults: [{ pointer: '/confidentiality/result', code: 'withheld-content' }] });
  }
  const approval: Approval = {
    ...signedBefore(confirmed),
    stage: form.stage,
    revision: release.revision,
    by: act.person.id,
    at: new Date(act.at).toISOString(),
    contentHash: release.contentHash,
    ...signed(form),
  };
  const approved = { ...release, approvals: [...release.approvals, approval], involved: involve(release, act.person, form.stage) };
  const fields = { ...enterNext(approved, act), approvals: approved.approvals, involved: approved.involved, suggestion: undefined };
  // All that was signed goes into the chain: a correction begins without the approvals of what is online.
  const { stage, revision, contentHash, confirms, checks, confidentiality, proofread, remarks } = approval;
  const data = { stage, revision, contentHash, confirms, checks, confidentiality, proofread, remarks, next: fields.stage ?? 'approved', covering };
  return ok(changeByPerson(release, fields, { type: 'StageApproved', by: act.person.id, data }));
}

/** What the reviewer signs beside the content itself; what is left out is not written down. */
function signed({ checks, confidentiality, proofread, remarks }: DecisionForm): Partial<Approval> {
  return Object.fromEntries(Object.entries({ checks, confidentiality, proofread, remarks }).filter(([, value]) => value !== undefined));
}

function signedBefore(confirmed: Approval | undefined): Partial<Approval> {
  if (confirmed === undefined) return {};
  const { checks, confidentiality, proofread, contentHash: confirms } = confirmed;
  return { ...Object.fromEntries(Object.entries({ checks, confidentiality, proofread }).filter(([, value]) => value !== undefined)), confirms };
}

function turnDown(release: Release, { form, act: { person, at }, covering }: Deciding): Change {
  const returned = form.outcome === 'return';
  const duties = closeDuties(release.duties, at, isStageTarget);
  const involved = involve(release, person, form.stage);
  const { stage, remarks, confidentiality } = form;
  const data = { stage, contentHash: release.contentHash, remarks, confidentiality, revision: release.revision, covering };
  const event = { type: returned ? 'ReleaseReturned' : 'ReleaseRejected', by: person.id, data };
  if (returned) return changeByPerson(release, { state: 'returned', stage: undefined, suggestion: undefined, duties, involved }, event);
  // A correction that is not let through ends; what is online stays.
  const rest = release.live === undefined ? { state: 'rejected' as const } : backToOnline(release);
  return changeByPerson(release, { ...rest, stage: undefined, suggestion: undefined, duties, involved }, event);
}
