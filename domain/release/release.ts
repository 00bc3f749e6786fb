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

/** One content of an item, from its first draft on: what differences are drawn between. */
export interface Revision {
  readonly revision: number;
  readonly contentHash: string;
  /** Who last changed it, and when (ISO 8601). */
  readonly by: string;
  readonly at: string;
  /** When it was handed to review; from then on a changed content is the next revision. */
  readonly submittedAt?: string;
}

/** A reviewer's small fix, waiting for the submitting department to take or leave it. */
export interface Suggestion {
  readonly id: number;
  readonly stage: string;
  readonly by: string;
  readonly at: string;
  /** The content that it was made on, and what it would be with the fix. */
  readonly from: string;
  readonly to: string;
  readonly fields: ContentFields;
  readonly remarks?: string | undefined;
}

/** 更正 of what was published: told on the page with its reason. `at` is when it was put online. */
export interface Correction {
  readonly revision: number;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

/** What the public reads while a correction of it is on its way. */
export interface LiveRevision {
  readonly fields: ContentFields;
  readonly revision: number;
  readonly contentHash: string;
  readonly approvals: readonly Approval[];
  readonly demanded?: readonly string[] | undefined;
  readonly lastEditedBy: string;
  readonly submittedBy?: string | undefined;
  readonly publisher?: string | undefined;
  /** The department that answers for what is online, where it was written down: a correction may be another's. */
  readonly department?: string;
}

/**
 * A release (发布件) as the record knows it. State, stage, content and approvals are those of the revision that is worked
 * on; `outward.ts` says what the public and the contract see of it. Its body lies in the content store under `contentHash`.
 */
export interface Release extends ContentFields {
  readonly id: string;
  readonly site: string;
  /** The submitting department (处室). */
  readonly department: string;
  readonly state: State;
  readonly stage?: string;
  /** Numbers the contents that were submitted; `revisions` has them all, the last one as it is now. */
  readonly revision: number;
  readonly revisions: readonly Revision[];
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
  /** The stages that had to approve when publishing began: a chain that changes later takes nothing offline. */
  readonly demanded?: readonly string[];
  readonly suggestion?: Suggestion;
  /** Taken suggestions of this revision's line, as pairs of content hashes: earlier approvers confirm only the difference. */
  readonly taken?: readonly { readonly from: string; readonly to: string }[];
  /** While a correction is prepared: what is online. `state` and everything else speak of the correction then. */
  readonly live?: LiveRevision;
  /** The reason of the correction that is being prepared, and the first revision of it. */
  readonly correcting?: { readonly reason: string; readonly by: string; readonly revision: number };
  readonly corrections?: readonly Correction[];
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
  /** Publishing is paused at the site, and the item waits in `publishing` until it is resumed (ISO 8601). */
  readonly held?: { readonly since: string };
  readonly withdrawal?: { readonly reason: string; readonly by: string; readonly at: string; readonly takenDownAt?: string };
}
