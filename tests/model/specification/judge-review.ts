import { holds } from './cast.ts';
import { faultsOf, hashOf, ordered, type Written } from './contents.ts';
import { asLive, involving, otherDuty, type Item } from './item.ts';
import type { Situation } from './judge.ts';
import type { DecisionSent, Request } from './request.ts';
import { chainOf, entered, holdsStage, type StageRule } from './stages.ts';
import { allow, refused, type Verdict } from './verdict.ts';

/** contract.md, decide: who holds the stage approves, returns or rejects exactly the content that they read. */
export function judgeDecision(item: Item, form: DecisionSent, situation: Situation): Verdict {
  const stage = chainOf(item.content.source, situation.rules).find(({ id }) => id === form.stage);
  const refusals = [...refusalsOfReviewer(item, stage, form.contentHash, situation)];
  const badForm = !['approve', 'return', 'reject'].includes(form.outcome) || form.contentHash.length !== 64;
  if (badForm || (form.overrides ?? []).length > 0) refusals.push('validation');
  if (stage !== undefined && lacks(item, stage, form, situation)) refusals.push('validation');
  const withheld = form.confidentiality !== undefined && form.confidentiality.result !== 'disclose';
  if (form.outcome === 'approve' && withheld) refusals.push('blocked-by-checks');
  return refusals.length > 0 ? refused(...refusals) : decided(item, form, situation);
}

function refusalsOfReviewer(item: Item, stage: StageRule | undefined, hash: string, { person }: Situation): string[] {
  // Administrators decide nothing, whatever else they hold.
  const refusals = holds(person, 'admin') || person.site !== 'zhejiang' ? ['forbidden'] : [];
  if (stage === undefined) return [...refusals, 'validation'];
  if (!holdsStage(person, stage, item)) refusals.push('forbidden');
  if (item.state !== 'in-review' || item.stage !== stage.id) refusals.push('wrong-state');
  if (otherDuty(item, person.id, stage.id) !== undefined || item.lastEditedBy === person.id) refusals.push('separation-of-duties');
  if (hash !== item.hash) refusals.push('stale-content');
  return refusals;
}

function lacks(item: Item, stage: StageRule, form: DecisionSent, situation: Situation): boolean {
  if (form.outcome !== 'approve') return (form.remarks ?? '').trim() === '';
  if (confirms(item, stage, situation)) return false;
  const ticks = ['legal', 'accurate', 'timely', 'complete', 'effective', 'unclassified'];
  return stage.needs.some((need) => {
    if (need === 'checks') return ticks.some((tick) => form.checks?.[tick] !== true);
    if (need === 'proofread') return form.proofread !== true;
    const { result, ground } = form.confidentiality ?? {};
    return result === undefined || (result !== 'disclose' && (ground ?? '').trim() === '');
  });
}

/** Who approved, in this stage, what suggestions alone have made into the content as it is, confirms the difference with one act. */
function confirms(item: Item, stage: StageRule, { person }: Situation): boolean {
  const mine = new Set(item.approvals.filter((each) => each.stage === stage.id && each.by === person.id).map(({ hash }) => hash));
  const seen = new Set<string>();
  let open = [item.hash];
  while (open.length > 0) {
    const origins = item.taken.filter(([from, to]) => open.includes(to) && !seen.has(from)).map(([from]) => from);
    if (origins.some((origin) => mine.has(origin))) return true;
    for (const origin of origins) seen.add(origin);
    open = origins;
  }
  return false;
}

function decided(item: Item, form: DecisionSent, { person, rules }: Situation): Verdict {
  const involved = involving(item, person.id, form.stage);
  const done = { ...item, involved, suggestion: undefined };
  if (form.outcome === 'approve') {
    const approvals = [...item.approvals, { stage: form.stage, by: person.id, hash: item.hash }];
    return allow(item, entered({ ...done, approvals }, rules), 200);
  }
  if (form.outcome === 'return') return allow(item, { ...done, state: 'returned', stage: undefined }, 200);
  // A correction that is not let through ends, and what is online stays.
  return allow(item, item.live === undefined ? { ...done, state: 'rejected', stage: undefined } : asLive(done), 200);
}

/** contract.md, suggest: a small fix by the holder of the stage. */
export function judgeSuggestion(item: Item, { stage: id, hash, changes, at }: Request & { verb: 'suggest' }, situation: Situation): Verdict {
  const { person, rules, readHash, base } = situation;
  const stage = chainOf(item.content.source, rules).find((each) => each.id === id);
  const content: Written = { ...(base ?? item.content), ...changes };
  const refusals = [...refusalsOfReviewer(item, stage, hash, situation)];
  if (readHash !== item.hash) refusals.push('stale-content');
  const more = (['source', 'urgency', 'column', 'kind', 'disclosure'] as const).some((name) => ordered(content[name]) !== ordered(item.content[name]));
  const faulty = faultsOf(content, [item.department], at, item.live?.content.column).length > 0;
  if (more || faulty || hashOf(content) === item.hash) refusals.push('validation');
  if (refusals.length > 0) return refused(...refusals);
  const suggestion = { id: item.version + 1, by: person.id, stage: id, from: item.hash, to: hashOf(content), content };
  return allow(item, { ...item, suggestion }, 201, { id: item.id, revision: item.revision, contentHash: item.hash, suggestion: suggestion.id });
}
