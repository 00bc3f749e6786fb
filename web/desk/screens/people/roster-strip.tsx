import { instantOf } from '../../../../domain/calendar/beijing.ts';
import type { Person, Roster } from '../../api/types.ts';
import { useLanguage, useSay } from '../../text/text.ts';
import { dayIn } from '../../time/dates.ts';
import { useServerNow } from '../../time/server-clock.ts';
import { isWorkingDay } from '../../time/working-days.ts';
import { fourWeeksFrom } from './four-weeks.ts';

const HOUR = 3_600_000;

export interface RosterStripProps {
  readonly roster: Roster;
  readonly people: readonly Person[];
}

/** 值守: posts A and B over four weeks, who is there and who puts online. */
export function RosterStrip({ roster, people }: RosterStripProps) {
  const say = useSay();
  const language = useLanguage();
  const now = useServerNow(HOUR);
  const { days, seats, publishing } = fourWeeksFrom(now, roster, people);
  return (
    <section class="part">
      <h2 id="roster">{say('desk.people.roster')}</h2>
      <div class="sideways" role="region" aria-labelledby="roster" tabIndex={0}>
        <table class="strip">
          <thead>
            <tr>
              <th scope="col">{say('desk.people.post')}</th>
              {days.map((day) => (
                <th key={day} scope="col" class={isWorkingDay(day) ? '' : 'off'}>
                  <span aria-hidden="true">{Number(day.slice(8)) === 1 || day === days[0] ? `${Number(day.slice(5, 7))}/${Number(day.slice(8))}` : Number(day.slice(8))}</span>
                  <span class="unseen">{dayIn(language, instantOf(day, '12:00'))}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {seats.map((seat) => (
              <tr key={`${seat.post} ${seat.person} ${seat.coversFor ?? ''}`}>
                <th scope="row">
                  {say(seat.post === 'publisher-a' ? 'desk.people.a' : 'desk.people.b')} {seat.name}
                  {seat.coversFor !== undefined && <span class="quiet">{say('desk.people.standing-in')}</span>}
                </th>
                {seat.days.map((presence, day) => (
                  <td key={days[day]} class={presence}>
                    {say(`desk.people.presence.${presence}`)}
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">{say('desk.people.publishes')}</th>
              {publishing.map((post, day) => (
                <td key={days[day]} class={post}>
                  {say(`desk.people.publishes.${post}`)}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}
