import { useState } from 'preact/hooks';
import type { Release } from '../../api/types.ts';
import { emptyDraft, forNewContent, type Draft } from './decision.ts';

export interface Decision {
  readonly draft: Draft;
  readonly change: (changes: Partial<Draft>) => void;
  /** The content that was shown when the deciding began, or that was said to have been read since. */
  readonly seen: string;
  readonly isStale: boolean;
  readonly readAgain: () => void;
  readonly clear: () => void;
}

/** What is being decided, and on which content: a new content does not slip under what was filled in for another. */
export function useDecision({ contentHash }: Release): Decision {
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [seen, setSeen] = useState(contentHash);
  return {
    draft,
    change: (changes) => setDraft((before) => ({ ...before, ...changes })),
    seen,
    isStale: seen !== contentHash,
    readAgain: () => {
      setSeen(contentHash);
      setDraft(forNewContent);
    },
    clear: () => setDraft(emptyDraft),
  };
}
