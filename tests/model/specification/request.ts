import type { Written } from './contents.ts';

/** What somebody asks for, as it is sent. */
export type Request = {
  readonly who: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly item: string;
  readonly ifMatch?: number | undefined;
  /** The Idempotency-Key header. */
  readonly key?: string | undefined;
} & Asked;

export type Asked =
  | { readonly verb: 'create'; readonly content: Written }
  | { readonly verb: 'save'; readonly content: Written }
  | { readonly verb: 'submit' | 'recall' | 'cancel' | 'abandon' | 'copy' }
  | { readonly verb: 'decide'; readonly form: DecisionSent }
  | { readonly verb: 'publish'; readonly setFor?: string | undefined }
  | { readonly verb: 'withdraw'; readonly reason: string }
  | { readonly verb: 'correct'; readonly reason: string; readonly changes: Partial<Written> }
  | { readonly verb: 'suggest'; readonly stage: string; readonly hash: string; readonly changes: Partial<Written> }
  | { readonly verb: 'settle'; readonly suggestion: number; readonly outcome: 'accept' | 'decline' }
  | { readonly verb: 'leave'; readonly from: string; readonly until: string }
  | { readonly verb: 'end-leave'; readonly leave: string };

export interface DecisionSent {
  readonly stage: string;
  readonly outcome: string;
  readonly contentHash: string;
  readonly remarks?: string;
  readonly checks?: Readonly<Record<string, boolean>>;
  readonly confidentiality?: { readonly result: string; readonly ground?: string };
  readonly proofread?: boolean;
  readonly overrides?: readonly { readonly finding: string; readonly reason: string }[];
}

export type Verb = Asked['verb'];
