/** The six ticks of A-02: 合法、准确、及时、完整、有效、不涉密. */
export const reviewChecks = ['legal', 'accurate', 'timely', 'complete', 'effective', 'unclassified'] as const;

/** A type, not an interface: it goes into events as it is. */
export type ConfidentialityForm = {
  readonly result: 'disclose' | 'withhold' | 'partial';
  readonly ground?: string | undefined;
};

/** What a reviewer signs. It holds for the content hash that it names and for no other. */
export interface Approval {
  readonly stage: string;
  readonly revision: number;
  readonly by: string;
  readonly at: string;
  readonly contentHash: string;
  readonly checks?: Readonly<Record<string, boolean | undefined>> | undefined;
  readonly confidentiality?: ConfidentialityForm | undefined;
  readonly proofread?: boolean | undefined;
  readonly remarks?: string | undefined;
  /** The content hash that the same person had approved before a suggestion was taken: they confirmed the difference. */
  readonly confirms?: string | undefined;
}
