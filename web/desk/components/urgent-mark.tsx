import { useSay } from '../text/text.ts';

export function UrgentMark() {
  return <span class="mark bad">{useSay()('urgency.urgent')}</span>;
}
