import type { ComponentChildren } from 'preact';
import type { Card } from '../api/types.ts';
import { Link } from '../app/router.tsx';
import { useSay } from '../text/text.ts';
import { correctionInWords, StateMark } from './state-mark.tsx';
import { UrgentMark } from './urgent-mark.tsx';

export interface CardHeadProps {
  readonly card: Card;
  /** What a list says of its items beside where they stand. */
  readonly children: ComponentChildren;
}

/** An item in a list: its title, how urgent it is, where it and a correction of it stand, and its page if it is online. */
export function CardHead({ card, children }: CardHeadProps) {
  const say = useSay();
  const { id, title, state, stage, pending, urgency, url } = card;
  return (
    <>
      <Link to={`/items/${id}`} class="row-title">
        {title}
      </Link>
      <p class="row-facts">
        {urgency === 'urgent' && <UrgentMark />}
        <StateMark state={state} stage={stage} />
        {pending !== undefined && <span class="mark warn">{correctionInWords(pending, say)}</span>}
        {children}
        {url !== undefined && state === 'published' && (
          <a href={url} target="_blank" rel="noopener">
            {say('desk.list.online')}
          </a>
        )}
      </p>
    </>
  );
}
