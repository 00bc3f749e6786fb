import { canonicalJson, sha256, type Json } from '../record/canonical.ts';

export const kinds = [
  'leader-activity',
  'education-news',
  'official-document',
  'normative-document',
  'policy-interpretation',
  'personnel-change',
  'budget-and-accounts',
  'annual-report',
  'announcement',
  'plan',
  'statistics',
  'special-item',
  'hot-issue',
  'consultation',
  'other',
] as const;

export const triggerEvents = ['activity-ended', 'issued', 'changed', 'published', 'approved', 'flagged', 'received'] as const;

/** 附件: a file that belongs to an item. */
export interface Attachment {
  /** A single safe file name (`attachments.ts`), unique in its item: the last part of its public address. */
  readonly name: string;
  /** The media type that it is served as. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** 64 hex digits of its sha256: what reviewers approve, and where the file lies. */
  readonly hash: string;
}

/** What people enter about an item, without its body. Dates are `YYYY-MM-DD` in Beijing; instants ISO 8601. */
export interface ContentFields {
  readonly column: string;
  readonly kind: (typeof kinds)[number];
  readonly title: string;
  readonly urgency: 'ordinary' | 'urgent';
  readonly urgencyReason?: string | undefined;
  /** 公开方式: anything but proactive (主动公开) needs its ground. */
  readonly disclosure: { readonly attribute: 'proactive' | 'on-application' | 'withheld'; readonly ground?: string | undefined };
  /** 公文 come by document flow, everything else by submission (信息报送). */
  readonly source: 'submission' | 'docflow';
  readonly signature?: { readonly by: string; readonly at: string; readonly reference: string } | undefined;
  readonly trigger?: { readonly event: (typeof triggerEvents)[number]; readonly at: string } | undefined;
  readonly documentNumber?: string | undefined;
  readonly issuer?: string | undefined;
  readonly signedOn?: string | undefined;
  readonly issuedOn?: string | undefined;
  readonly subject?: string | undefined;
  readonly summary?: string | undefined;
  readonly interprets?: string | undefined;
  readonly attachments?: readonly Attachment[] | undefined;
  readonly carrier?: string | undefined;
}

/** Everything that reviewers approve and the public reads: the fields and the sanitised body (HTML). */
export interface Content extends ContentFields {
  readonly body: string;
}

const fieldNames = {
  column: true,
  kind: true,
  title: true,
  urgency: true,
  urgencyReason: true,
  disclosure: true,
  source: true,
  signature: true,
  trigger: true,
  documentNumber: true,
  issuer: true,
  signedOn: true,
  issuedOn: true,
  subject: true,
  summary: true,
  interprets: true,
  attachments: true,
  carrier: true,
} satisfies Record<keyof ContentFields, true>;

/** The stored form of a content; equal contents have equal texts, and so equal hashes. */
export function canonicalContent(content: Content): string {
  return canonicalJson(content as unknown as Json);
}

/** An approval names this hash (64 hex digits of sha256); a changed content has another one, and voids the approval. */
export function contentHashOf(content: Content): string {
  return sha256(canonicalContent(content));
}

/** The fields alone, from anything that carries them. */
export function fieldsOf(content: ContentFields): ContentFields {
  const entries = Object.keys(fieldNames).map((name) => [name, content[name as keyof ContentFields]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as unknown as ContentFields;
}

/** Every content field set to nothing: what is laid under another content, so that no field of the old one stays. */
export function withoutContent(content: ContentFields): Partial<Record<keyof ContentFields, undefined>> {
  return Object.fromEntries(Object.keys(fieldsOf(content)).map((name) => [name, undefined]));
}
