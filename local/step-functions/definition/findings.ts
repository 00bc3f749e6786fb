/** What is wrong with a definition, and where, in the form of ValidateStateMachineDefinition. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  /** A JSON pointer, such as `/States/Ring/Resource`. */
  readonly location: string;
}

export type Language = 'JSONata' | 'JSONPath';

/**
 * What is known while a definition is read. `faults` are what AWS itself refuses; `unserved` is what AWS would take
 * and this engine does not, so that nothing runs differently here than there.
 */
export interface Reading {
  readonly faults: Finding[];
  readonly unserved: Finding[];
  readonly express: boolean;
  readonly language: Language;
  readonly now: () => number;
}

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function refuse(reading: Reading, message: string, location: string, code = 'SCHEMA_VALIDATION_FAILED'): void {
  reading.faults.push({ code, message, location });
}

export function notServed(reading: Reading, message: string, location: string): void {
  reading.unserved.push({ code: 'NOT_SERVED_LOCALLY', message, location });
}

/** Names all missing fields in one finding. */
export function requireFields(reading: Reading, fields: Fields, names: readonly string[], location: string): void {
  const missing = names.filter((name) => fields[name] === undefined);
  if (missing.length > 0) refuse(reading, `These fields are required: [${missing.join(', ')}]`, location);
}
