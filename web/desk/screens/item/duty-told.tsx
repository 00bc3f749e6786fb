import { openStates } from '../../../../domain/release/duty.ts';
import type { Duty } from '../../api/types.ts';
import { useLanguage, useSay } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';
import { useServerNow } from '../../time/server-clock.ts';

export interface DutyToldProps {
  readonly duty: Duty;
  readonly nameOf: (person: string) => string;
}

/** Who is on it, and why it is late: what people have said about a limit. */
export function DutyTold({ duty: { acknowledged, excuse, state }, nameOf }: DutyToldProps) {
  const say = useSay();
  const language = useLanguage();
  const now = useServerNow();
  const isHeld = openStates.has(state) && acknowledged !== undefined && Date.parse(acknowledged.until) > now;
  return (
    <>
      {isHeld && <p class="quiet">{say('desk.item.duty.acknowledged', { who: nameOf(acknowledged.by), until: dateTimeIn(language, Date.parse(acknowledged.until)) })}</p>}
      {excuse !== undefined && (
        <blockquote class="remarks">
          {say('desk.item.duty.excuse.by', { who: nameOf(excuse.by) })}
          {excuse.reason}
          <span class="quiet">{say(standingOfExcuse(excuse.decision))}</span>
        </blockquote>
      )}
    </>
  );
}

function standingOfExcuse(decision: NonNullable<Duty['excuse']>['decision']) {
  if (decision === undefined) return 'desk.item.duty.excuse.asked';
  return decision.approved ? 'desk.item.duty.excuse.approved' : 'desk.item.duty.excuse.declined';
}
