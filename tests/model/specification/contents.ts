import { createHash } from 'node:crypto';

/** What people write. */
export interface Written {
  readonly column: string;
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  readonly urgency: string;
  readonly urgencyReason?: string;
  readonly disclosure: { readonly attribute: string; readonly ground?: string };
  readonly source: string;
  readonly signature?: { readonly by: string; readonly at: string; readonly reference: string };
  readonly trigger?: { readonly event: string; readonly at: string };
}

export const plain: Written = {
  column: 'announcements',
  kind: 'announcement',
  title: '关于做好秋季学期校园安全工作的通知',
  body: '<p>甲</p>',
  urgency: 'ordinary',
  disclosure: { attribute: 'proactive' },
  source: 'submission',
};

/** Each differs from the plain one in what somebody may well enter. */
export const goodVariants: readonly Partial<Written>[] = [
  {},
  { body: '<p>乙</p>' },
  { body: '<p>丙</p>' },
  { title: '补充通知' },
  { urgency: 'urgent', urgencyReason: '台风预警' },
  { trigger: { event: 'issued', at: '2025-09-01T09:00:00+08:00' } },
];

/** The bad-input list: each is refused on its own ground. */
export const badVariants: readonly Partial<Written>[] = [
  { urgency: 'urgent' },
  { title: '  ' },
  { column: 'nowhere' },
  { column: 'finance' },
  { kind: 'poem' },
  { disclosure: { attribute: 'withheld' } },
  { source: 'docflow' },
  { trigger: { event: 'issued', at: '2039-09-01T09:00:00+08:00' } },
];

/** Whole, and yet not for the portal. */
export const notForThePortal: Partial<Written> = { disclosure: { attribute: 'on-application', ground: '涉及第三方' } };

export const officialDocument: Partial<Written> = {
  column: 'policy-documents',
  kind: 'official-document',
  source: 'docflow',
  signature: { by: '厅领导', at: '2025-09-30T09:00:00+08:00', reference: '浙教办〔2025〕1号' },
};

/** Who may submit to the columns that these histories use (A-03); everybody to those that take items from all. */
const owners: Readonly<Record<string, readonly string[] | 'all'>> = {
  announcements: 'all',
  'work-trends': 'all',
  'policy-documents': ['legal', 'office'],
  finance: ['finance'],
};

/** What a unit's submitter is refused for; empty where the content is good. `at` in epoch milliseconds. */
export function faultsOf(written: Written, units: readonly string[], at: number, liveColumn?: string): string[] {
  const faults: string[] = [];
  const allowed = owners[written.column];
  if (allowed === undefined) faults.push('column unknown');
  else if (allowed !== 'all' && !units.some((unit) => allowed.includes(unit))) faults.push('column of others');
  if (liveColumn !== undefined && liveColumn !== written.column) faults.push('column fixed');
  if (written.kind === 'poem') faults.push('kind unknown');
  if (written.title.trim() === '') faults.push('title empty');
  if (written.urgency === 'urgent' && (written.urgencyReason ?? '').trim() === '') faults.push('urgency without a reason');
  if (written.disclosure.attribute !== 'proactive' && (written.disclosure.ground ?? '').trim() === '') faults.push('no ground');
  if (written.source === 'docflow' && written.signature === undefined) faults.push('no signature');
  if (written.trigger !== undefined && Date.parse(written.trigger.at) > at) faults.push('trigger in future');
  return faults;
}

/** sha256 of the content with its keys in order: written anew here, so that the hash is checked and not believed. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(ordered(value)).digest('hex');
}

export function ordered(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(ordered).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${entries.sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, each]) => `${JSON.stringify(key)}:${ordered(each)}`).join(',')}}`;
}
