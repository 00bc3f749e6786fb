import { stageInWords } from '../components/state-mark.tsx';
import { nameIn, useLanguage, useSay } from '../text/text.ts';
import { useSurroundings } from './surroundings.tsx';

/** Ids of the internal targets of stages begin so. */
const OF_A_STAGE = 'S-';

/** What a limit is called at this site; one that it does not know keeps its id. */
export function useRuleNames(): (rule: string) => string {
  const say = useSay();
  const language = useLanguage();
  const { kinds, publishing } = useSurroundings().site;
  const names = new Map([publishing.ordinary, publishing.urgent, ...kinds.flatMap(({ limits }) => limits)].map((limit) => [limit.rule, limit.names]));
  return (rule) => {
    if (rule.startsWith(OF_A_STAGE)) return stageInWords(rule.slice(OF_A_STAGE.length), say);
    const found = names.get(rule);
    return found === undefined ? rule : nameIn(found, language);
  };
}
