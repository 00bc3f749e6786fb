import type { Organisation } from '../organisations/schema.ts';
import { columnOf, unitsThatMaySubmit } from '../organisations/organisation.ts';
import { refuse, type Fault, type Refusal } from '../refusal.ts';
import { ok, type Result } from '../result.ts';
import { changeByPerson, type Change } from './change.ts';
import { contentHashOf, fieldsOf, type Content } from './content.ts';
import { may } from './permissions.ts';
import type { Person } from './person.ts';
import type { Release } from './release.ts';

interface Writing {
  readonly organisation: Organisation;
  readonly person: Person;
  readonly content: Content;
  /** Epoch milliseconds of the request. */
  readonly at: number;
}

/** Starts a draft (草稿) in the submitter's department. The id is made by the caller from the person and the request's key. */
export function createDraft(id: string, writing: Writing): Result<Change, Refusal> {
  const { person, content } = writing;
  const department = departmentFor(writing);
  if (!department.ok) return department;
  const faults = faultsOf(content, writing.at);
  if (faults.length > 0) return refuse('validation', { faults });
  const release: Release = {
    ...fieldsOf(content),
    id,
    site: person.site,
    department: department.value,
    state: 'draft',
    revision: 1,
    version: 1,
    generation: 0,
    contentHash: contentHashOf(content),
    createdBy: person.id,
    createdAt: new Date(writing.at).toISOString(),
    lastEditedBy: person.id,
    approvals: [],
    involved: [],
    duties: [],
  };
  return ok({ release, event: { type: 'DraftCreated', by: person.id, data: { contentHash: release.contentHash, revision: 1 } } });
}

/** Saves a draft. A save that changes nothing changes nothing: no event, no new version, no approval voided. */
export function saveDraft(release: Release, writing: Writing): Result<Change | undefined, Refusal> {
  const { person, content } = writing;
  const allowed = may(person, 'edit', release);
  if (!allowed.ok) return allowed;
  if (!mayBringIn(writing.organisation, content.source, release.department)) return refuse('forbidden');
  const column = columnOf(writing.organisation, content.column);
  const faults = faultsOf(content, writing.at);
  if (column === undefined) faults.push(unknownColumn(content.column));
  else if (!unitsThatMaySubmit(writing.organisation, column).includes(release.department)) faults.push(notYourColumn(content.column));
  if (faults.length > 0) return refuse('validation', { faults });
  const contentHash = contentHashOf(content);
  if (contentHash === release.contentHash) return ok(undefined);
  const cleared = Object.fromEntries(Object.keys(fieldsOf(release)).map((name) => [name, undefined]));
  const fields = { ...cleared, ...fieldsOf(content), contentHash, lastEditedBy: person.id };
  return ok(changeByPerson(release, fields, { type: 'DraftSaved', by: person.id, data: { contentHash, revision: release.revision } }));
}

function departmentFor({ organisation, person, content }: Writing): Result<string, Refusal> {
  const column = columnOf(organisation, content.column);
  if (column === undefined) return refuse('validation', { faults: [unknownColumn(content.column)] });
  const units = person.roles
    .filter((held) => held.role === 'submitter' && mayBringIn(organisation, content.source, held.unit))
    .map((held) => held.unit);
  if (units.length === 0) return refuse('forbidden');
  const mayUse = unitsThatMaySubmit(organisation, column);
  const unit = units.find((candidate) => mayUse.includes(candidate));
  return unit === undefined ? refuse('validation', { faults: [notYourColumn(content.column)] }) : ok(unit);
}

/** official documents pass fewer stages, on the strength of their signature; so only the Office brings them in. */
function mayBringIn(organisation: Organisation, source: Content['source'], unit: string): boolean {
  return source !== 'docflow' || unit === organisation.office;
}

/** What the fields must say together; the shape of each was checked before. */
function faultsOf(content: Content, at: number): Fault[] {
  const faults: Fault[] = [];
  const require = (present: boolean, pointer: string, code: string): void => {
    if (!present) faults.push({ pointer, code });
  };
  require(content.urgency === 'ordinary' || isFilled(content.urgencyReason), '/urgencyReason', 'urgency-reason-required');
  require(content.disclosure.attribute === 'proactive' || isFilled(content.disclosure.ground), '/disclosure/ground', 'ground-required');
  require(content.source === 'submission' || content.signature !== undefined, '/signature', 'signature-required');
  require(content.trigger === undefined || new Date(content.trigger.at).getTime() <= at, '/trigger/at', 'trigger-in-future');
  return faults;
}

function isFilled(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '';
}

function unknownColumn(column: string): Fault {
  return { pointer: '/column', code: 'unknown-column', values: { column } };
}

function notYourColumn(column: string): Fault {
  return { pointer: '/column', code: 'not-your-column', values: { column } };
}
