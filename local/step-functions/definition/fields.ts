import { notServed, refuse, type Fields, type Language, type Reading } from './findings.ts';

interface FieldTable {
  readonly required: readonly string[];
  readonly jsonata: readonly string[];
  /** Fields that only the language JSONPath has. */
  readonly jsonpath: readonly string[];
  /** Fields of AWS that this engine does not serve. */
  readonly unserved?: readonly string[];
}

const EVERYWHERE = ['Type', 'Comment', 'QueryLanguage'];
const GOING_ON = ['Next', 'End', 'Output', 'Assign'];
const PATHS = ['InputPath', 'OutputPath'];

export const STATE_FIELDS: Readonly<Record<string, FieldTable>> = {
  Pass: { required: [], jsonata: GOING_ON, jsonpath: [...PATHS, 'Result', 'ResultPath', 'Parameters'] },
  Succeed: { required: [], jsonata: ['Output'], jsonpath: PATHS },
  Fail: { required: [], jsonata: ['Error', 'Cause'], jsonpath: ['ErrorPath', 'CausePath'] },
  Choice: { required: ['Choices'], jsonata: ['Choices', 'Default', 'Output', 'Assign'], jsonpath: PATHS },
  Wait: { required: [], jsonata: [...GOING_ON, 'Seconds', 'Timestamp'], jsonpath: [...PATHS, 'SecondsPath', 'TimestampPath'] },
  Task: {
    required: ['Resource'],
    jsonata: [...GOING_ON, 'Resource', 'Arguments', 'Retry', 'Catch', 'TimeoutSeconds', 'HeartbeatSeconds', 'Credentials'],
    jsonpath: [...PATHS, 'Parameters', 'ResultPath', 'ResultSelector', 'TimeoutSecondsPath', 'HeartbeatSecondsPath'],
  },
  Parallel: {
    required: ['Branches'],
    jsonata: [...GOING_ON, 'Branches', 'Arguments', 'Retry', 'Catch'],
    jsonpath: [...PATHS, 'Parameters', 'ResultPath', 'ResultSelector'],
  },
  Map: {
    required: [],
    jsonata: [
      ...GOING_ON,
      ...['Items', 'ItemSelector', 'ItemProcessor', 'MaxConcurrency', 'ToleratedFailureCount', 'ToleratedFailurePercentage'],
      ...['Retry', 'Catch', 'ItemBatcher', 'ItemReader', 'ResultWriter', 'Label'],
    ],
    jsonpath: [
      ...PATHS,
      ...['Iterator', 'Parameters', 'ItemsPath', 'ResultPath', 'ResultSelector', 'MaxConcurrencyPath'],
      ...['ToleratedFailureCountPath', 'ToleratedFailurePercentagePath'],
    ],
    unserved: ['ItemBatcher', 'ItemReader', 'ResultWriter', 'Label'],
  },
};

/** Refuses every field that the state's type and language do not have: a misspelt field is found here, by name. */
export function checkStateFields(reading: Reading, state: Fields, table: FieldTable, language: Language, location: string): void {
  for (const field of Object.keys(state)) {
    const known = EVERYWHERE.includes(field) || table.jsonata.includes(field);
    if (!known && !table.jsonpath.includes(field)) refuse(reading, `Field '${field}' is not supported`, location);
    else if (!known && language === 'JSONata') refuse(reading, `Field '${field}' is not supported when 'QueryLanguage' is 'JSONata'`, location);
    else if (table.unserved?.includes(field) === true) notServed(reading, `Field '${field}' is not served`, location);
  }
}

export function checkFields(reading: Reading, fields: Fields, known: readonly string[], location: string): void {
  for (const field of Object.keys(fields)) {
    if (!known.includes(field)) refuse(reading, `Field '${field}' is not supported`, location);
  }
}
