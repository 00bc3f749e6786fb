import { refuse, type Fault, type Refusal } from '../refusal.ts';
import { ok, type Result } from '../result.ts';
import { changeByPerson, type Change } from './change.ts';
import { contentHashOf, fieldsOf, withoutContent } from './content.ts';
import { mayActInStage } from './decide.ts';
import { involve, may } from './permissions.ts';
import type { Release } from './release.ts';
import { nextRevision, submitted } from './revisions.ts';
import { enterNext, type Act } from './submit.ts';
import { wholeContent, type Writing } from './write-draft.ts';

export interface SuggestionForm {
  readonly stage: string;
  /** The content that the reviewer read. */
  readonly contentHash: string;
  readonly remarks?: string | undefined;
}

/** A reviewer's small fix (contract.md, suggest). It changes nothing by itself: the department takes it or leaves it. */
export function suggest(release: Release, form: SuggestionForm, writing: Writing): Result<Change, Refusal> {
  const { organisation, person, at } = writing;
  const written = wholeContent(writing, [release.department], release.live);
  // Without its stage and hash there is no telling yet whether the reviewer may.
  if (!written.ok && writing.formFaults.some(({ pointer }) => pointer === '/stage' || pointer === '/contentHash')) return written;
  const allowed = mayActInStage(release, form, { organisation, person, at });
  if (!allowed.ok) return allowed;
  if (!written.ok) return written;
  const to = contentHashOf(written.value);
  const faults = suggestionFaults(release, to, writing);
  if (faults.length > 0) return refuse('validation', { faults });
  const suggestion = {
    id: release.version + 1,
    stage: form.stage,
    by: person.id,
    at: new Date(at).toISOString(),
    from: release.contentHash,
    to,
    fields: fieldsOf(written.value),
    ...(form.remarks === undefined ? {} : { remarks: form.remarks }),
  };
  const data = { suggestion: suggestion.id, stage: form.stage, from: suggestion.from, to };
  return ok(changeByPerson(release, { suggestion }, { type: 'FixSuggested', by: person.id, data }));
}

/** A fix is to the text: neither the chain that the item passes, nor how fast, nor whether it may go online at all. */
function suggestionFaults(release: Release, to: string, { whole }: Writing): Fault[] {
  if (to === release.contentHash) return [{ pointer: '', code: 'nothing-suggested' }];
  const fixed = ['source', 'urgency', 'column', 'kind'] as const;
  const changed = fixed.filter((name) => whole[name] !== release[name]).map((name) => `/${name}`);
  if (whole.disclosure?.attribute !== release.disclosure.attribute) changed.push('/disclosure/attribute');
  return changed.map((pointer) => ({ pointer, code: 'not-by-suggestion' }));
}

/**
 * The department takes a suggestion, or leaves it. Taken, it is the next revision: the review begins anew, and whoever
 * approved what it was made on confirms only the difference, with one act.
 */
export function settleSuggestion(release: Release, id: number, outcome: 'accept' | 'decline', act: Act): Result<Change, Refusal> {
  const { person, at } = act;
  const allowed = may(person, 'take-suggestion', release);
  if (!allowed.ok) return allowed;
  const { suggestion } = release;
  if (suggestion?.id !== id || suggestion.from !== release.contentHash) return refuse('not-found');
  const data = { suggestion: id, from: suggestion.from, to: suggestion.to };
  if (outcome === 'decline') {
    return ok(changeByPerson(release, { suggestion: undefined }, { type: 'SuggestionDeclined', by: person.id, data }));
  }
  const revision = nextRevision(release, { contentHash: suggestion.to, by: person.id, at });
  const fixed = { ...release, ...revision, contentHash: suggestion.to };
  const fields = {
    ...withoutContent(release),
    ...suggestion.fields,
    ...enterNext(fixed, act),
    revision: revision.revision,
    revisions: submitted(revision, at),
    contentHash: suggestion.to,
    lastEditedBy: person.id,
    involved: involve(release, person, 'submit'),
    suggestion: undefined,
    taken: [...(release.taken ?? []), { from: suggestion.from, to: suggestion.to }],
  };
  return ok(changeByPerson(release, fields, { type: 'SuggestionAccepted', by: person.id, data: { ...data, revision: revision.revision } }));
}
