import type { Fault, ProblemWords } from '../../api/problem.ts';
import type { Say, TextKey } from '../../text/text.ts';
import { hasWords, type Draft } from './draft.ts';

/** What was found, and in what. */
export interface Judged {
  readonly problem: ProblemWords;
  readonly draft: Draft;
}

const FIELDS: Readonly<Record<string, keyof Draft>> = {
  '/trigger/event': 'triggerEvent',
  '/trigger/at': 'triggerAt',
  '/disclosure/attribute': 'attribute',
  '/disclosure/ground': 'ground',
  '/signature/by': 'signedBy',
  '/signature/at': 'signedAt',
  '/signature/reference': 'signatureReference',
};

/** What still holds: the fault of a field that has been changed since is not held against it. */
export function standing({ problem, draft }: Judged, now: Draft): readonly Fault[] {
  return problem.errors.filter(({ pointer }) => {
    const field = FIELDS[pointer] ?? (pointer.slice(1) as keyof Draft);
    return draft[field] === now[field];
  });
}

/** What is missing before anything can be handed in, as the server would say it of a form that it cannot take yet. */
export function missingIn(draft: Draft, isTriggerChosen: boolean, say: Say): ProblemWords | undefined {
  const errors: Fault[] = [];
  const require = (present: boolean, pointer: string, key: TextKey): void => {
    if (!present) errors.push({ pointer, code: 'required', detail: say(key) });
  };
  require(draft.column !== '', '/column', 'desk.write.missing.column');
  require(draft.kind !== '', '/kind', 'desk.write.missing.kind');
  require(!isTriggerChosen || draft.triggerEvent === '' || draft.triggerAt !== '', '/trigger/at', 'desk.write.missing.trigger');
  require(draft.title.trim() !== '', '/title', 'desk.write.missing.title');
  require(hasWords(draft.body), '/body', 'desk.write.missing.body');
  return errors.length === 0 ? undefined : { type: 'validation', title: say('desk.errors.title', { count: errors.length }), detail: '', errors, facts: {} };
}
