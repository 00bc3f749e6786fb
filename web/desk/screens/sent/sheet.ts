import type { Card, Person } from '../../api/types.ts';
import { useNames, useSurroundings } from '../../app/surroundings.tsx';
import { useCardSheet } from '../../components/card-sheet.ts';
import type { Sheet } from '../../components/csv.ts';
import { useSay } from '../../text/text.ts';
import { holderOf, peopleIn } from './holders.ts';

/** What was sent as a file: as items everywhere, and who has each. */
export function useSentSheet(cards: readonly Card[], people: readonly Person[]): () => Sheet {
  const say = useSay();
  const names = useNames();
  const { site } = useSurroundings();
  const ofCards = useCardSheet(cards);
  const whoHas = (card: Card): string => {
    const holder = holderOf(card, site);
    if (holder === undefined) return '';
    const post = `${names.unit(holder.unit)} ${say(`role.${holder.role}`)}`;
    return [post, ...peopleIn(holder, people).map(({ name }) => name)].join(say('desk.list.comma'));
  };
  return () => {
    const { heading, lines } = ofCards();
    return { heading: [...heading, say('desk.sent.who')], lines: lines.map((line, index) => [...line, whoHas(cards[index]!)]) };
  };
}
