import type { Release } from '../../api/types.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { Note } from '../../components/note.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useSay } from '../../text/text.ts';
import { readDifference } from './calls.ts';
import { DifferenceView } from './differences.tsx';

/** What has changed since the same person approved: that is all they have to look at. */
export function Confirmed({ release, from }: { readonly release: Release; readonly from: number }) {
  const say = useSay();
  const { value, problem, again } = useFresh(`confirm ${release.id} ${from} ${release.contentHash}`, (signal) => readDifference(release.id, { from: String(from), to: String(release.revision) }, signal), 10 * 60_000);
  return (
    <>
      <Note tone="calm" title={say('desk.decide.confirm.title')} detail={say('desk.decide.confirm.detail')} />
      {problem !== undefined && <ProblemNote problem={problem} onRetry={again} />}
      {value === undefined ? problem === undefined && <Skeleton rows={1} /> : <DifferenceView difference={value} />}
    </>
  );
}
