import type { Organisation } from '../organisations/schema.ts';
import { columnOf, unitsThatMaySubmit } from '../organisations/organisation.ts';
import { refuse, type Fault, type Refusal } from '../refusal.ts';
import { ok, type Result } from '../result.ts';
import { changeByPerson, type Change } from './change.ts';
import { contentHashOf, fieldsOf, withoutContent, type Content } from './content.ts';
import { contentFaults, mayBringIn } from './content-faults.ts';
import { may } from './permissions.ts';
import type { Person } from '../people/person.ts';
import type { Release } from './release.ts';
import { revised } from './revisions.ts';

export interface Writing {
  readonly organisation: Organisation;
  readonly person: Person;
  /** Undefined where the form is not whole; `formFaults` says why. */
  readonly content: Content | undefined;
  /** The fields that are whole, each by itself. */
  readonly whole: Partial<Content>;
  readonly formFaults: readonly Fault[];
  /** Epoch milliseconds of the request. */
  readonly at: number;
}

/** Starts a draft (草稿) in the submitter's department. The id is made by the caller from the person and the request's key. */
export function createDraft(id: string, writing: Writing): Result<Change, Refusal> {
  const { organisation, person, whole, at } = writing;
  const units = person.roles.filter((held) => held.role === 'submitter' && mayBringIn(organisation, whole.source, held.unit)).map((held) => held.unit);
  if (units.length === 0) return refuse('forbidden');
  const written = wholeContent(writing, units, undefined);
  if (!written.ok) return written;
  const content = written.value;
  const contentHash = contentHashOf(content);
  const createdAt = new Date(at).toISOString();
  const release: Release = {
    ...fieldsOf(content),
    id,
    site: person.site,
    department: departmentFor(organisation, units, content.column),
    state: 'draft',
    revision: 1,
    revisions: [{ revision: 1, contentHash, by: person.id, at: createdAt }],
    version: 1,
    generation: 0,
    contentHash,
    createdBy: person.id,
    createdAt,
    lastEditedBy: person.id,
    approvals: [],
    involved: [],
    duties: [],
  };
  return ok({ release, event: { type: 'DraftCreated', by: person.id, data: { contentHash, revision: 1 } } });
}

/** Saves a draft. A save that changes nothing changes nothing: no event, no new version, no approval voided. */
export function saveDraft(release: Release, writing: Writing): Result<Change | undefined, Refusal> {
  const { organisation, person, whole, at } = writing;
  const allowed = may(person, 'edit', release);
  if (!allowed.ok) return allowed;
  if (!mayBringIn(organisation, whole.source, release.department)) return refuse('forbidden');
  const written = wholeContent(writing, [release.department], release.live);
  if (!written.ok) return written;
  const content = written.value;
  const contentHash = contentHashOf(content);
  if (contentHash === release.contentHash) return ok(undefined);
  const revision = revised(release, { contentHash, by: person.id, at });
  const fields = { ...withoutContent(release), ...fieldsOf(content), ...revision, contentHash, lastEditedBy: person.id };
  return ok(changeByPerson(release, fields, { type: 'DraftSaved', by: person.id, data: { contentHash, revision: revision.revision } }));
}

/** The content, or every fault of it at once: those of its form, and what the whole fields say together. */
export function wholeContent({ organisation, content, whole, formFaults, at }: Writing, units: readonly string[], live: Release['live']): Result<Content, Refusal> {
  const senseFaults = contentFaults(whole, { organisation, units, at, ...(live === undefined ? {} : { live }) });
  const faults = [...formFaults, ...senseFaults.filter((fault) => !formFaults.some((told) => isWithin(told, fault)))];
  return content === undefined || faults.length > 0 ? refuse('validation', { faults }) : ok(content);
}

/** A field that is there in the wrong form is not missing as well. */
function isWithin(told: Fault, { pointer }: Fault): boolean {
  return told.pointer === pointer || told.pointer.startsWith(`${pointer}/`);
}

/** Of several departments that somebody submits for, the one that the column takes items from. */
function departmentFor(organisation: Organisation, units: readonly string[], column: string): string {
  const known = columnOf(organisation, column);
  const mayUse = known === undefined ? [] : unitsThatMaySubmit(organisation, known);
  const unit = units.find((candidate) => mayUse.includes(candidate));
  if (unit === undefined) throw new RangeError(`None of the units may submit to ${column}`);
  return unit;
}
