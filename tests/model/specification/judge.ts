import { holds, type CastMember } from './cast.ts';
import { faultsOf, hashOf, type Written } from './contents.ts';
import { judgeDecision, judgeSuggestion } from './judge-review.ts';
import { asLive, involving, isProperlyApproved, liveOf, otherDuty, outward, rewritten, type Answer, type Item } from './item.ts';
import { refusalsOfPost, type Leaves } from './posts.ts';
import type { Request } from './request.ts';
import { entered, isFullyApproved, type Rules } from './stages.ts';
import { allow, refused, type Verdict } from './verdict.ts';

/** What counted for a request at the instant at which the record decided about it. */
export interface Situation {
  readonly people: readonly CastMember[];
  readonly person: CastMember;
  readonly rules: Rules;
  readonly leaves: Leaves;
  /** The publishing duty went to post B. */
  readonly handedToB: boolean;
  /** The hash of the content that the request was read against, where it changes a content. */
  readonly readHash?: string | undefined;
  /** The content that changes are laid over. */
  readonly base?: Written | undefined;
}

/** The contract's table of actions. Every ground of refusal that applies is named: which of them is told is not fixed. */
export function judge(item: Item, request: Request, situation: Situation): Verdict {
  const { person } = situation;
  if (person.roles.length === 0) return refused('forbidden');
  if (!mayRead(item, person)) return refused('not-found', ...badForm(request));
  const kept = request.key === undefined ? undefined : item.kept.find(({ key }) => key === keyOf(request));
  if (kept !== undefined) return { refusals: [], repeat: kept };
  const verdict = judgeVerb(item, request, situation);
  const stale = request.ifMatch === undefined ? request.verb === 'save' : request.ifMatch !== item.version;
  if (!stale) return verdict;
  return refused(request.ifMatch === undefined ? 'validation' : 'stale-version', ...verdict.refusals);
}

export const keyOf = ({ who, verb, item, key }: Request): string => `${who} ${verb} ${item} ${key}`;

/** Drafts are the department's own; what was once submitted is read by the staff of the site. */
export function mayRead(item: Item, person: CastMember): boolean {
  if (person.site !== 'zhejiang') return false;
  return item.submittedBy !== undefined || isOfDepartment(item, person);
}

export function isOfDepartment({ department }: Item, { roles }: CastMember): boolean {
  return roles.some(([role, unit]) => unit === department && role !== 'admin');
}

/** What is wrong with a request whatever it is about. */
function badForm(request: Request): string[] {
  if (request.verb === 'save' && faultsOf(request.content, [], request.at).length > 0) return ['validation'];
  return [];
}

function judgeVerb(item: Item, request: Request, situation: Situation): Verdict {
  switch (request.verb) {
    case 'save':
      return judgeSave(item, request, situation);
    case 'submit':
      return judgeSubmit(item, situation);
    case 'recall':
      return judgeRecall(item, situation);
    case 'decide':
      return judgeDecision(item, request.form, situation);
    case 'suggest':
      return judgeSuggestion(item, request, situation);
    case 'settle':
      return judgeSettlement(item, request, situation);
    case 'publish':
      return judgePublication(item, request, situation);
    case 'cancel':
      return judgeCancellation(item, request.at, situation);
    case 'withdraw':
      return judgeWithdrawal(item, request.reason, situation);
    case 'correct':
      return judgeCorrection(item, request, situation);
    case 'abandon':
      return judgeAbandonment(item, situation);
    case 'create':
    case 'copy':
    case 'leave':
    case 'end-leave':
      throw new RangeError(`${request.verb} is not about an item's state.`);
  }
}

const isSubmitter = (item: Item, person: CastMember): boolean => holds(person, 'submitter', item.department);

function judgeSave(item: Item, { content, at }: Request & { verb: 'save' }, { person }: Situation): Verdict {
  const refusals = [
    ...(isSubmitter(item, person) ? [] : ['forbidden']),
    ...(content.source === 'docflow' && item.department !== 'office' ? ['forbidden'] : []),
    ...(['draft', 'returned'].includes(item.state) ? [] : ['wrong-state']),
    ...(faultsOf(content, [item.department], at, item.live?.content.column).length > 0 ? ['validation'] : []),
  ];
  if (refusals.length > 0) return refused(...refusals);
  const hash = hashOf(content);
  const answerOf = ({ version, revision, hash: contentHash }: Item): Answer => ({ version, revision, contentHash });
  if (hash === item.hash) return { refusals: [], nothing: answerOf(item) };
  const next = { ...rewritten(item, content, hash, person.id), version: item.version + 1 };
  return { refusals: [], next, status: 200, answer: answerOf(next) };
}

function judgeSubmit(item: Item, { person, rules }: Situation): Verdict {
  const refusals = [
    ...(isSubmitter(item, person) ? [] : ['forbidden']),
    ...(['draft', 'returned'].includes(item.state) ? [] : ['wrong-state']),
    ...(otherDuty(item, person.id, 'submit') === undefined ? [] : ['separation-of-duties']),
    ...(item.content.disclosure.attribute === 'proactive' ? [] : ['blocked-by-checks']),
    ...(item.live?.hash === item.hash ? ['validation'] : []),
  ];
  if (refusals.length > 0) return refused(...refusals);
  const involved = involving(item, person.id, 'submit');
  return allow(item, { ...entered(item, rules), involved, submittedBy: person.id, handedIn: [...item.handedIn, item.revision] }, 200);
}

function judgeRecall(item: Item, { person }: Situation): Verdict {
  const refusals = [
    ...(isSubmitter(item, person) && item.submittedBy === person.id ? [] : ['forbidden']),
    ...(['in-review', 'approved', 'scheduled'].includes(item.state) ? [] : ['wrong-state']),
  ];
  if (refusals.length > 0) return refused(...refusals);
  return allow(item, { ...item, state: 'draft', stage: undefined, scheduledFor: undefined, suggestion: undefined }, 200);
}

function judgeSettlement(item: Item, { suggestion: id, outcome }: Request & { verb: 'settle' }, { person, rules }: Situation): Verdict {
  const { suggestion } = item;
  const stands = suggestion?.id === id && suggestion.from === item.hash;
  const refusals = [
    ...(isSubmitter(item, person) ? [] : ['forbidden']),
    ...(item.state === 'in-review' ? [] : ['wrong-state']),
    ...(otherDuty(item, person.id, 'submit') === undefined ? [] : ['separation-of-duties']),
    ...(stands ? [] : ['not-found']),
  ];
  if (refusals.length > 0 || suggestion === undefined) return refused(...refusals);
  if (outcome === 'decline') return allow(item, { ...item, suggestion: undefined }, 200);
  const revision = item.highest + 1;
  const fixed: Item = {
    ...item,
    content: suggestion.content,
    hash: suggestion.to,
    lastEditedBy: person.id,
    revision,
    highest: revision,
    handedIn: [...item.handedIn, revision],
    involved: involving(item, person.id, 'submit'),
    suggestion: undefined,
    taken: [...item.taken, [suggestion.from, suggestion.to]],
  };
  return allow(item, entered(fixed, rules), 200);
}

function judgePublication(item: Item, { setFor, at }: Request & { verb: 'publish' }, situation: Situation): Verdict {
  const { person, rules } = situation;
  const from = setFor === undefined ? ['approved', 'publish-failed'] : ['approved', 'scheduled'];
  const refusals = [
    ...refusalsOfPublisher(item, at, situation),
    ...(from.includes(item.state) && isReady(item, rules) ? [] : ['wrong-state']),
    ...(otherDuty(item, person.id, 'publish') === undefined ? [] : ['separation-of-duties']),
    ...(setFor !== undefined && Date.parse(setFor) <= at ? ['validation'] : []),
  ];
  if (refusals.length > 0) return refused(...refusals);
  const acted = { ...item, publisher: person.id, involved: involving(item, person.id, 'publish') };
  if (setFor !== undefined) return allow(item, { ...acted, state: 'scheduled', scheduledFor: new Date(setFor).toISOString() }, 202);
  return allow(item, goingOnline(acted, rules), 202);
}

/** What has failed on its way is tried again under the rules that it set out under. */
function isReady(item: Item, rules: Rules): boolean {
  return item.state === 'publish-failed' ? isProperlyApproved(item) : isFullyApproved(item, rules);
}

export function goingOnline(item: Item, rules: Rules): Item {
  if (item.state === 'publish-failed') return { ...item, state: 'publishing' };
  const demanded = rules.stricter && item.content.source === 'submission' ? [...demandedOf(item), 'legal-review'] : demandedOf(item);
  return { ...item, state: 'publishing', scheduledFor: undefined, demanded };
}

const demandedOf = ({ content }: Item): string[] =>
  content.source === 'docflow' ? ['confidentiality-review'] : ['first-review', 'confidentiality-review', 'second-review', 'text-review'];

function judgeCancellation(item: Item, at: number, situation: Situation): Verdict {
  const refusals = [...refusalsOfPublisher(item, at, situation), ...(item.state === 'scheduled' ? [] : ['wrong-state'])];
  return refusals.length > 0 ? refused(...refusals) : allow(item, { ...item, state: 'approved', scheduledFor: undefined }, 200);
}

function refusalsOfPublisher(_: Item, at: number, { people, leaves, person, handedToB }: Situation): string[] {
  if (!holds(person, 'publisher-a') && !holds(person, 'publisher-b')) return ['forbidden'];
  return refusalsOfPost(people, leaves, person, handedToB, at);
}

function judgeWithdrawal(item: Item, reason: string, { person }: Situation): Verdict {
  const may = ['publisher-a', 'publisher-b', 'leader'].some((role) => holds(person, role));
  const refusals = [
    ...(may ? [] : ['forbidden']),
    ...(outward(item)['state'] === 'published' || item.state === 'publish-failed' ? [] : ['wrong-state']),
    ...(reason.trim() === '' ? ['validation'] : []),
  ];
  if (refusals.length > 0) return refused(...refusals);
  return allow(item, { ...asLive(item), state: 'withdrawn', withdrawn: { by: person.id, takenDown: false } }, 202);
}

function judgeCorrection(item: Item, { reason, changes, at }: Request & { verb: 'correct' }, { person, readHash, base }: Situation): Verdict {
  const content = { ...(base ?? item.content), ...changes };
  const refusals = [
    ...(isSubmitter(item, person) ? [] : ['forbidden']),
    ...(item.state === 'published' ? [] : ['wrong-state']),
    ...(reason.trim() === '' || faultsOf(content, [item.department], at, item.content.column).length > 0 ? ['validation'] : []),
    ...(readHash === item.hash ? [] : ['stale-content']),
  ];
  if (refusals.length > 0) return refused(...refusals);
  const hash = hashOf(content);
  const revision = item.highest + 1;
  const fresh = { content, hash, revision, highest: revision, lastEditedBy: person.id, approvals: [], demanded: undefined, taken: [] };
  return allow(item, { ...item, ...fresh, state: 'draft', live: { ...liveOf(item), correctedFrom: revision } }, 201, { id: item.id, revision, contentHash: hash });
}

function judgeAbandonment(item: Item, { person }: Situation): Verdict {
  const refusals = [
    ...(isSubmitter(item, person) ? [] : ['forbidden']),
    ...(item.live !== undefined && ['draft', 'returned'].includes(item.state) ? [] : ['wrong-state']),
  ];
  return refusals.length > 0 ? refused(...refusals) : allow(item, asLive(item), 200);
}
