import type { Release } from '../../api/types.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { Link } from '../../app/router.tsx';
import type { ScreenProps } from '../../app/routes.ts';
import { Screen } from '../../app/screen.tsx';
import { Note } from '../../components/note.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useSay } from '../../text/text.ts';
import { readRelease } from './calls.ts';
import { WritingForm } from './writing-form.tsx';

/** A draft, what was returned, or a correction, on the form. */
export default function Edit({ params }: ScreenProps) {
  const say = useSay();
  const id = params['id'] ?? '';
  const { value, problem, again } = useFresh(`write ${id}`, (signal) => readRelease(id, signal));
  const correcting = value?.correcting;
  return (
    <Screen title={say(correcting === undefined ? 'desk.write.edit' : 'desk.write.correction')} lead={correcting === undefined ? undefined : say('desk.write.correction.reason', { reason: correcting.reason })}>
      {value === undefined && (problem === undefined ? <Skeleton /> : <ProblemNote problem={problem} onRetry={again} />)}
      {value !== undefined && <MayEdit release={value} />}
    </Screen>
  );
}

function MayEdit({ release }: { readonly release: Release }) {
  const say = useSay();
  const offer = release.actions.edit;
  if (offer.allowed) return <WritingForm release={release} />;
  return (
    <Note tone="warn" title={offer.problem.title} detail={offer.problem.detail}>
      <Link to={`/items/${release.id}`}>{say('desk.write.to-item', { title: release.title })}</Link>
    </Note>
  );
}
