import { Untranslatable } from './json-path.ts';
import { play, refusalOf } from './play.ts';
import type { Recording } from './recording.ts';
import { translateRecording } from './translate.ts';

export interface Verdict {
  readonly id: string;
  readonly kind: string;
  readonly outcome: 'passed' | 'passed in translation' | 'refused by name' | 'failed';
  /** Where it differs, or with which words it was refused. */
  readonly reasons: readonly string[];
}

/** What these are about does not depend on the query language, so they have to pass in translation. */
const NEUTRAL = ['callback-jsonpath', 'timeout-jsonpath', 'stop-jsonpath', 'api-jsonpath'];

/** Plays a case. One in JSONPath has to be refused as it is, and passes in translation where it can be translated. */
export async function judge(recording: Recording): Promise<Verdict> {
  const { id, kind } = recording;
  if (!kind.endsWith('-jsonpath') || kind === 'validation-jsonpath') return { id, kind, ...outcome('passed', await play(recording)) };
  const refusal = await refusalOf(recording);
  if (refusal?.name !== 'InvalidDefinition' || !refusal.message.includes('/States/')) {
    return { id, kind, outcome: 'failed', reasons: [`the JSONPath machine was not refused by name: ${JSON.stringify(refusal)}`] };
  }
  let translated: Recording;
  try {
    translated = translateRecording(recording);
  } catch (error) {
    if (!(error instanceof Untranslatable)) throw error;
    const reasons = [`not translated because of ${error.message}`, refusal.message];
    return { id, kind, outcome: NEUTRAL.includes(kind) ? 'failed' : 'refused by name', reasons };
  }
  const refused = await refusalInTranslation(translated);
  if (refused !== undefined && !NEUTRAL.includes(kind)) return { id, kind, outcome: 'refused by name', reasons: [refused] };
  return { id, kind, ...outcome('passed in translation', await play(translated)) };
}

/** A translated machine may use what AWS serves and this engine does not. */
async function refusalInTranslation(translated: Recording): Promise<string | undefined> {
  if (translated.definition === null) return undefined;
  const refusal = await refusalOf(translated);
  return refusal?.name === 'InvalidDefinition' && refusal.message.includes('NOT_SERVED_LOCALLY') ? refusal.message : undefined;
}

function outcome(good: 'passed' | 'passed in translation', reasons: readonly string[]): Pick<Verdict, 'outcome' | 'reasons'> {
  return { outcome: reasons.length === 0 ? good : 'failed', reasons };
}
