import { useSay, type Say } from '../text/text.ts';

/** 格式规范: what is looked at on the page before it goes online. */
const checklist = ['title', 'layout', 'pictures', 'files', 'place'] as const;

export type Ticked = Readonly<Partial<Record<(typeof checklist)[number], boolean>>>;

/** Why it may not go online yet; undefined once every point was gone through. */
export function uncheckedInWords(ticked: Ticked, say: Say): string | undefined {
  const left = checklist.filter((one) => ticked[one] !== true).length;
  return left > 0 ? say('desk.checklist.left', { count: left }) : undefined;
}

export function FormatChecklist({ ticked, onTick }: { readonly ticked: Ticked; readonly onTick: (ticked: Ticked) => void }) {
  const say = useSay();
  return (
    <fieldset class="ticks">
      <legend>{say('desk.checklist.legend')}</legend>
      {checklist.map((one) => (
        <label class="check" key={one}>
          <input type="checkbox" checked={ticked[one] === true} onChange={({ currentTarget }) => onTick({ ...ticked, [one]: currentTarget.checked })} />
          <span>{say(`desk.checklist.${one}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
