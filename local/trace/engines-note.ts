/** Where the engines of the folder's last start were reached, the names of its tables, and of its buckets with Object Lock. */
export interface EnginesNote {
  readonly origin: string;
  readonly gatewayUrl: string;
  readonly region: string;
  readonly tables: readonly string[];
  /** Unset in the note of an earlier version. */
  readonly lockedBuckets?: readonly string[];
  /** What the template answers, as a stack does. Unset in the note of an earlier version. */
  readonly outputs?: Readonly<Record<string, string>>;
}

/** What the note is called in the data folder. */
export const ENGINES = 'engines.json';
