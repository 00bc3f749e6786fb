import type { ProblemWords } from '../api/problem.ts';
import { Button } from './button.tsx';
import { Note } from './note.tsx';
import { useSay } from '../text/text.ts';

/** What was refused or failed, why, and what to do; faults of a form stand in its own summary. */
export function ProblemNote({ problem, onRetry }: { readonly problem: ProblemWords; readonly onRetry?: () => void }) {
  const say = useSay();
  return (
    <Note tone="bad" title={problem.title} detail={problem.detail}>
      {onRetry === undefined ? undefined : <Button onPress={onRetry}>{say('desk.retry')}</Button>}
    </Note>
  );
}
