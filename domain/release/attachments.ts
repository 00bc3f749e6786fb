import { refuse, type Fault, type Refusal } from '../refusal.ts';
import { ok, type Result } from '../result.ts';
import type { Change } from './change.ts';
import type { Attachment, Content } from './content.ts';
import { fileTypeOf, fileTypes, goesBy } from './file-types.ts';
import { may } from './permissions.ts';
import type { Release } from './release.ts';
import type { Act } from './submit.ts';
import { saveDraft } from './write-draft.ts';

export const LONGEST_NAME = 120;
export const LARGEST_FILE_BYTES = 100 * 1024 * 1024;
export const MOST_ATTACHMENTS = 20;
/** Files from here on come in parts of this size, so that one that is cut off goes on where it was; the last part is what is left. */
export const PART_BYTES = 8 * 1024 * 1024;

/** The sizes of the parts that a file comes in. */
export function partSizes(size: number): number[] {
  return Array.from({ length: Math.ceil(size / PART_BYTES) }, (_, index) => Math.min(PART_BYTES, size - index * PART_BYTES));
}

/** A file that somebody wants to attach, before any of it has been seen. */
export interface Announced {
  readonly name: string;
  /** A media type, as the browser gives it. */
  readonly type: string;
  readonly size: number;
}

/** No path, nothing that a shell, a disk or an address reads as more than a letter, nothing that a reader cannot see. */
const UNSAFE = /[\\/:*?"<>|#%]|[\p{C}\p{Zl}\p{Zp}]/u;

/** One name for one text: what a Mac and a PC type is the same name. */
export function attachmentName(name: string): string {
  return name.normalize('NFC');
}

/** Whether a name is a single safe file name, and no more than that: it becomes the last part of a public address. */
export function isSafeName(name: string): boolean {
  const inOneForm = name === attachmentName(name);
  const [first, last] = [name.at(0) ?? ' ', name.at(-1) ?? ' '];
  return inOneForm && !UNSAFE.test(name) && ![first, last].some((end) => end === '.' || end.trim() === '');
}

/** 附件: whether a file may be uploaded for an item. Answers the file as it will be known. */
export function announce(release: Release, announced: Announced, { person }: Act): Result<Announced, Refusal> {
  const allowed = may(person, 'edit', release);
  if (!allowed.ok) return allowed;
  const name = attachmentName(announced.name);
  const faults = [...nameFaults(name), ...typeFaults(name, announced.type), ...sizeFaults(announced.size), ...placeFaults(release, name)];
  if (faults.length > 0) return refuse('validation', { faults });
  return ok({ name, type: fileTypeOf(name)?.mediaType ?? '', size: announced.size });
}

/** What a change of the attachments comes to: the whole content as it will be, to be stored before the change is committed. */
export interface Rebound {
  readonly content: Content;
  /** Undefined where everything stands as it was asked for. */
  readonly change: Change | undefined;
}

/**
 * Binds a checked file to the item: its hash becomes part of the content, so that another file in its place voids
 * approvals as another text does. `content` is the item's own, as it is stored.
 */
export function bindAttachment(release: Release, content: Content, attachment: Attachment, act: Act): Result<Rebound, Refusal> {
  const allowed = may(act.person, 'edit', release);
  if (!allowed.ok) return allowed;
  const attachments = release.attachments ?? [];
  const isBound = attachments.some(({ name, hash }) => name === attachment.name && hash === attachment.hash);
  if (isBound) return ok({ content, change: undefined });
  const faults = placeFaults(release, attachment.name);
  if (faults.length > 0) return refuse('validation', { faults });
  return rebound(release, content, [...attachments, attachment], act, { type: 'AttachmentBound', attachment });
}

/** Takes a file away from the item. */
export function removeAttachment(release: Release, content: Content, name: string, act: Act): Result<Rebound, Refusal> {
  const allowed = may(act.person, 'edit', release);
  if (!allowed.ok) return allowed;
  const attachment = attachmentOf(release, name);
  if (attachment === undefined) return refuse('not-found');
  const left = (release.attachments ?? []).filter((each) => each !== attachment);
  return rebound(release, content, left, act, { type: 'AttachmentRemoved', attachment });
}

export function attachmentOf({ attachments }: Pick<Content, 'attachments'>, name: string): Attachment | undefined {
  return attachments?.find((attachment) => attachment.name === attachmentName(name));
}

interface Happening {
  readonly type: 'AttachmentBound' | 'AttachmentRemoved';
  readonly attachment: Attachment;
}

/** A save of the same text with other files: revisions, authorship and approvals go as with every save. */
function rebound(release: Release, content: Content, attachments: readonly Attachment[], act: Act, { type, attachment }: Happening): Result<Rebound, Refusal> {
  const { attachments: _, ...rest } = content;
  const changed: Content = attachments.length === 0 ? rest : { ...rest, attachments };
  const saved = saveDraft(release, { ...act, content: changed, whole: changed, formFaults: [] });
  if (!saved.ok) return saved;
  if (saved.value === undefined) return ok({ content: changed, change: undefined });
  const { event } = saved.value;
  const data = { ...event.data, name: attachment.name, hash: attachment.hash };
  return ok({ content: changed, change: { ...saved.value, event: { ...event, type, data } } });
}

function nameFaults(name: string): Fault[] {
  const faults: Fault[] = [];
  if ([...name].length > LONGEST_NAME) faults.push({ pointer: '/name', code: 'too-long', values: { max: LONGEST_NAME } });
  if (!isSafeName(name)) faults.push({ pointer: '/name', code: 'unsafe-file-name' });
  return faults;
}

function typeFaults(name: string, given: string): Fault[] {
  const fileType = fileTypeOf(name);
  if (fileType === undefined) {
    const allowed = fileTypes.map(({ ending }) => ending).join(', ');
    return [{ pointer: '/name', code: 'file-type-not-allowed', values: { allowed } }];
  }
  return goesBy(fileType, given) ? [] : [{ pointer: '/type', code: 'file-type-differs', values: { expected: fileType.mediaType } }];
}

function sizeFaults(size: number): Fault[] {
  if (size < 1) return [{ pointer: '/size', code: 'file-empty' }];
  return size > LARGEST_FILE_BYTES ? [{ pointer: '/size', code: 'file-too-large', values: { limit: '100 MB' } }] : [];
}

/** What stands in the way of one more: some systems take names that differ only in case for the same. */
function placeFaults({ attachments = [] }: Pick<Content, 'attachments'>, name: string): Fault[] {
  const faults: Fault[] = [];
  if (attachments.some((attachment) => folded(attachment.name) === folded(name))) faults.push({ pointer: '/name', code: 'file-name-taken' });
  if (attachments.length >= MOST_ATTACHMENTS) faults.push({ pointer: '', code: 'too-many-attachments', values: { max: MOST_ATTACHMENTS } });
  return faults;
}

function folded(name: string): string {
  return name.toLowerCase();
}
