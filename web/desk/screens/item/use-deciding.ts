import { useSurroundings } from '../../app/surroundings.tsx';
import type { Act } from '../../api/use-act.ts';
import { stageInWords } from '../../components/state-mark.tsx';
import { useSay, type Say } from '../../text/text.ts';
import { decide, type DecisionForm } from './calls.ts';
import { formOf, type Draft, type Need } from './decision.ts';
import { standingOf, type Offer } from './offers.ts';
import { useConfirmed } from './use-confirmed.ts';
import type { Decision } from './use-decision.ts';
import { useItemAct, type ItemActing } from './use-item-act.ts';

export type Outcome = DecisionForm['outcome'];

export interface Deciding {
  readonly stage: string;
  readonly needs: readonly Need[];
  /** The revision that the same person has approved before a suggestion was taken. */
  readonly confirms: number | undefined;
  readonly deed: Act<Outcome>;
  /** Why nothing can be decided now. */
  readonly barred: string | undefined;
  /** Why it cannot be passed as it was filled in. */
  readonly withheld: string | undefined;
}

/** A decision on the stage that the item stands in: what it needs, and what stands in its way. */
export function useDeciding(acting: ItemActing, { draft, seen, isStale, clear }: Decision, offer: Offer): Deciding {
  const say = useSay();
  const { release } = acting;
  const { me } = useSurroundings();
  const { stage = '' } = standingOf(release);
  const confirms = useConfirmed(release, stage, me)?.revision;
  const needs = confirms === undefined ? (release.stations.find((station) => station.stage === stage)?.needs ?? []) : [];
  const deed = useItemAct<Outcome>(
    acting,
    async (outcome, intent) => {
      await decide(release.id, formOf(outcome, draft, { stage, contentHash: seen, needs, finding: findingOf(draft, say) }), { intent });
      clear();
    },
    (outcome) => say(`desk.decide.done.${outcome}`, { stage: stageInWords(stage, say) }),
  );
  const barred = offer.why ?? (isStale ? say('desk.decide.stale.why') : undefined);
  return { stage, needs, confirms, deed, barred, withheld: isWithheld(draft) && needs.includes('confidentiality') ? say('desk.decide.withheld') : undefined };
}

function isWithheld({ result }: Draft): boolean {
  return result !== undefined && result !== 'disclose';
}

/** The secrecy officer's finding, for those who have to mend it. */
function findingOf(draft: Draft, say: Say): string {
  const { result, ground } = draft;
  return result === undefined || !isWithheld(draft) ? '' : say('desk.decide.finding', { result: say(`desk.decide.result.${result}`), ground });
}
