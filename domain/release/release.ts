import type { Approval } from './approval.ts';
import type { Duty } from './duty.ts';
import type { ContentFields } from './content.ts';

/** The states of `contract.md`; `rejected` and `withdrawn` are ends. */
export const states = [
  'draft',
  'in-review',
  'returned',
  'approved',
  'scheduled',
  'publishing',
  'publish-failed',
  'published',
  'rejected',
  'withdrawn',
] as const;

export type State = (typeof states)[number];

/** The duties that separation keeps apart on one item, beside the review stages themselves. */
export type SeparatedDuty = 'submit' | 'publish' | (string & {});

/** Who has done which separated duty on the item, across all its revisions (I9). */
export interface Involvement {
  readonly duty: SeparatedDuty;
  readonly person: string;
}

/** A release (发布件) as the record knows it; its body lies in the content store under `contentHash`. */
export interface Release extends ContentFields {
  readonly id: string;
  readonly site: string;
  /** The submitting department (处室). */
  readonly department: string;
  readonly state: State;
  readonly stage?: string;
  readonly revision: number;
  /** Counts people's changes: what `If-Match` means. */
  readonly version: number;
  /** Numbers the executions of the release machine; an older one ends itself. */
  readonly generation: number;
  /** How often in a row the machine had to be started anew without anybody acting. */
  readonly restarts?: number;
  readonly contentHash: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly lastEditedBy: string;
  readonly submittedBy?: string;
  readonly approvals: readonly Approval[];
  readonly involved: readonly Involvement[];
  readonly duties: readonly Duty[];
  /** ISO instant at which a scheduled item is put online. */
  readonly scheduledFor?: string;
  /** When publishing began: the date that the page shows, the same in every rendering. */
  readonly onlineAt?: string;
  /** When the public address was confirmed. */
  readonly publishedAt?: string;
  readonly url?: string;
  readonly indexNumber?: string;
  readonly publisher?: string;
  readonly failure?: string;
  readonly withdrawal?: { readonly reason: string; readonly by: string; readonly at: string; readonly takenDownAt?: string };
}
