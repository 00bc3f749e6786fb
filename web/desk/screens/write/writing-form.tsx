import { useEffect, useState } from 'preact/hooks';
import type { Release } from '../../api/types.ts';
import { announce } from '../../app/live-region.tsx';
import { renamePlace } from '../../app/router.tsx';
import { holds, useSurroundings } from '../../app/surroundings.tsx';
import { Button } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { Note } from '../../components/note.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { useStore } from '../../store/store.ts';
import { useSay } from '../../text/text.ts';
import { BodyField } from './body-field.tsx';
import { DisclosureFields, SourceFields, UrgencyFields } from './choice-fields.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { FilesField } from './files-field.tsx';
import { missingIn, standing, type Judged } from './form-faults.ts';
import { KindField, Limits } from './kind-field.tsx';
import { eventsOf, limitsOf } from './limits.ts';
import { LeftBehind } from './left-behind.tsx';
import { PaperFields } from './paper-fields.tsx';
import { SaveLine } from './save-line.tsx';
import { SubmitDialog } from './submit-dialog.tsx';
import { TextField } from './text-field.tsx';
import { TriggerFields } from './trigger-fields.tsx';
import { useWriting } from './use-writing.ts';
import { WhereField } from './where-field.tsx';
import type { Writing } from './writing.ts';

const LONGEST_TITLE = 200;

/** The form of an item: new, a draft, what was returned, or a correction. `release` is as it was last read. */
export function WritingForm({ release }: { readonly release?: Release }) {
  const say = useSay();
  const { me, site } = useSurroundings();
  const writing = useWriting(me.id, release);
  const state = useStore(writing.state);
  const draft = useStore(writing.draft);
  const [judged, setJudged] = useState<Judged | undefined>(undefined);
  const [isAsked, setAsked] = useState(false);
  useNewer(writing, release);
  useOwnAddress(writing, release);
  useEffect(() => {
    if (state.name === 'saved') setJudged(undefined);
    if (state.name === 'refused') announce(say('desk.write.save.refused'));
  }, [state.name]);
  const submit = async (): Promise<void> => {
    const now = writing.current();
    const missing = missingIn(now, eventsOf(limitsOf(site, now.kind)).length > 1, say);
    setJudged(missing === undefined ? undefined : { problem: missing, draft: now });
    if (missing !== undefined) return;
    const isSaved = await writing.save();
    const after = writing.state.get();
    if (isSaved) setAsked(true);
    else if (after.name === 'refused') setJudged({ problem: after.problem, draft: writing.current() });
  };
  const units = useUnits(release);
  const department = useDepartment(writing, units, release);
  const refused = state.name === 'refused' ? state.problem : undefined;
  return (
    <div class="writing">
      <Note tone="warn" title={say('desk.write.secret')} detail={say('desk.write.secret.detail')} />
      <LeftBehind writing={writing} person={me.id} />
      {refused !== undefined && refused.errors.length === 0 && judged === undefined && <ProblemNote problem={refused} onRetry={() => void writing.save()} />}
      <Form problem={judged?.problem} faults={[...(refused?.errors ?? []), ...(judged === undefined ? [] : standing(judged, draft))]} onSubmit={() => void submit()}>
        <div class="side-by-side">
          <WhereField writing={writing} units={units} isFixed={release?.correcting !== undefined} />
          <KindField writing={writing} />
        </div>
        <TriggerFields writing={writing} />
        <Limits writing={writing} />
        <TextField writing={writing} name="title" pointer="/title" label={say('desk.write.title-field')} required max={LONGEST_TITLE} counted />
        <BodyField writing={writing} person={me.id} />
        <FilesField writing={writing} person={me.id} />
        <div class="side-by-side">
          <div>
            <DisclosureFields writing={writing} />
          </div>
          <div>
            <UrgencyFields writing={writing} />
          </div>
        </div>
        <OfficeFields writing={writing} units={units} />
        <PaperFields writing={writing} />
        <div class="form-foot">
          <SaveLine writing={writing} />
          <Button kind="main" onPress={() => void submit()}>
            {say('desk.write.submit')}
          </Button>
        </div>
      </Form>
      {isAsked && <SubmitDialog writing={writing} department={department} onClose={() => setAsked(false)} />}
      {state.name === 'conflict' && <ConflictDialog key={state.theirs.version} writing={writing} theirs={state.theirs} />}
    </div>
  );
}

function OfficeFields({ writing, units }: { readonly writing: Writing; readonly units: readonly string[] }) {
  const { me, site } = useSurroundings();
  return holds(me, 'submitter', site.office) && units.includes(site.office) ? <SourceFields writing={writing} /> : null;
}

/** The units that the item may go out from. */
function useUnits(release: Release | undefined): readonly string[] {
  const { me } = useSurroundings();
  if (release !== undefined) return [release.department];
  return [...new Set(me.roles.filter(({ role }) => role === 'submitter').map(({ unit }) => unit))];
}

/** The one of them that its column takes items from, as the server chooses. */
function useDepartment(writing: Writing, units: readonly string[], release: Release | undefined): string {
  const { site } = useSurroundings();
  const { column, source } = useStore(writing.draft);
  if (release !== undefined) return release.department;
  const open = site.columns.find(({ id }) => id === column)?.submitters ?? [];
  const able = source === 'docflow' ? units.filter((unit) => unit === site.office) : units;
  return able.find((unit) => open.includes(unit)) ?? units[0] ?? '';
}

/** While nothing is unsaved here, what somebody else has saved comes onto the form by itself. */
function useNewer(writing: Writing, release: Release | undefined): void {
  const say = useSay();
  useEffect(() => {
    const version = writing.version();
    if (release === undefined || version === undefined || release.version <= version || writing.isChanged()) return;
    writing.load(release);
    announce(say('desk.write.newer'));
  }, [release?.version]);
}

/** What was new has an address of its own once the server knows it; the form stays as it is. */
function useOwnAddress(writing: Writing, release: Release | undefined): void {
  const item = useStore(writing.item);
  useEffect(() => {
    if (release === undefined && item !== undefined) renamePlace(`/items/${item}/edit`);
  }, [item]);
}
