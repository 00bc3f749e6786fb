import { checkFields } from './fields.ts';
import { isFields, notServed, refuse, requireFields, type Fields, type Language, type Reading } from './findings.ts';
import type { Catcher, Retrier } from './machine.ts';
import { readShaping } from './read-template.ts';

const RESERVED_ERRORS = [
  ...['ALL', 'HeartbeatTimeout', 'Timeout', 'TaskFailed', 'Permissions', 'ResultPathMatchFailure', 'ParameterPathFailure', 'BranchFailed'],
  ...['NoChoiceMatched', 'IntrinsicFailure', 'ExceedToleratedFailureThreshold', 'ItemReaderFailed', 'ResultWriterFailed'],
  ...['DataLimitExceeded', 'Runtime', 'QueryEvaluationError', 'Http.Socket'],
].map((name) => `States.${name}`);

const RETRIER_FIELDS = ['ErrorEquals', 'IntervalSeconds', 'MaxAttempts', 'BackoffRate', 'MaxDelaySeconds', 'JitterStrategy', 'Comment'];

export function readRetriers(reading: Reading, value: unknown, pointer: string): Retrier[] {
  return readList(reading, value, pointer).map(({ fields, location, last }) => {
    checkFields(reading, fields, RETRIER_FIELDS, location);
    const number = (name: string, fallback: number, least: number): number => {
      const given = fields[name] ?? fallback;
      if (typeof given === 'number' && given >= least && given <= 99_999_999) return given;
      refuse(reading, `Expected a number of at least ${least}`, `${location}/${name}`);
      return fallback;
    };
    const jitter = fields['JitterStrategy'] ?? 'NONE';
    if (jitter !== 'NONE' && jitter !== 'FULL') refuse(reading, "Expected 'NONE' or 'FULL'", `${location}/JitterStrategy`);
    return {
      errors: readErrors(reading, fields, location, last),
      intervalSeconds: number('IntervalSeconds', 1, 1),
      maxAttempts: number('MaxAttempts', 3, 0),
      backoffRate: number('BackoffRate', 2, 1),
      maxDelaySeconds: fields['MaxDelaySeconds'] === undefined ? undefined : number('MaxDelaySeconds', 1, 1),
      fullJitter: jitter === 'FULL',
    };
  });
}

export function readCatchers(reading: Reading, value: unknown, pointer: string, language: Language): Catcher[] {
  const known = ['ErrorEquals', 'Next', 'Comment', 'Output', 'Assign', ...(language === 'JSONPath' ? ['ResultPath'] : [])];
  return readList(reading, value, pointer).map(({ fields, location, last, index }) => {
    checkFields(reading, fields, known, location);
    requireFields(reading, fields, ['Next'], location);
    return {
      errors: readErrors(reading, fields, location, last),
      next: String(fields['Next']),
      ...(language === 'JSONata' ? readShaping(reading, fields, location, `Catch[${index}]/`, ['errorOutput']) : {}),
    };
  });
}

function readList(reading: Reading, value: unknown, pointer: string): { fields: Fields; location: string; last: boolean; index: number }[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    refuse(reading, 'Expected value of type Array', pointer);
    return [];
  }
  return value.flatMap((fields: unknown, index) => {
    const location = `${pointer}[${index}]`;
    if (isFields(fields)) return [{ fields, location, last: index === value.length - 1, index }];
    refuse(reading, 'Expected value of type Object', location);
    return [];
  });
}

function readErrors(reading: Reading, fields: Fields, location: string, last: boolean): string[] {
  const errors = fields['ErrorEquals'];
  if (!Array.isArray(errors) || errors.length === 0 || errors.some((error) => typeof error !== 'string')) {
    refuse(reading, 'These fields are required: [ErrorEquals]', location);
    return [];
  }
  const names = errors as string[];
  if (names.includes('States.ALL') && (names.length > 1 || !last)) {
    refuse(reading, "'States.ALL' must stand alone and in the last place", `${location}/ErrorEquals`);
  }
  for (const name of names) {
    if (name.startsWith('States.') && !RESERVED_ERRORS.includes(name)) notServed(reading, `The error name '${name}' is not known`, `${location}/ErrorEquals`);
  }
  return names;
}
