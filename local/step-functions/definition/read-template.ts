import { compileExpression, isExpression, type Reach } from './expression.ts';
import { isFields, refuse, type Fields, type Reading } from './findings.ts';
import type { Assignments, Shaping, Template } from './machine.ts';

/** A field on its way into a template. `pointer` is for findings, `location` is how AWS names the field when it fails. */
export interface Place {
  readonly pointer: string;
  readonly location: string;
  readonly reach: Reach;
}

export function within(place: Place, key: string | number): Place {
  const pointer = `${place.pointer}/${key}`;
  const location = typeof key === 'number' ? `${place.location}[${key}]` : `${place.location}/${key}`;
  return { ...place, pointer, location };
}

export function readTemplate(reading: Reading, value: unknown, place: Place): Template {
  if (typeof value === 'string' && isExpression(value)) return readExpression(reading, value, place);
  if (Array.isArray(value)) {
    const items = value.map((item, index) => readTemplate(reading, item, within(place, index)));
    return items.every((item) => item.kind === 'constant') ? { kind: 'constant', value } : { kind: 'list', items };
  }
  if (!isFields(value)) return { kind: 'constant', value };
  const entries = Object.entries(value).map(([key, item]) => [key, readTemplate(reading, item, within(place, key))] as const);
  return entries.every(([, item]) => item.kind === 'constant') ? { kind: 'constant', value } : { kind: 'object', entries };
}

function readExpression(reading: Reading, text: string, place: Place): Template {
  try {
    return { kind: 'expression', expression: compileExpression(text, place.location, place.reach, reading.now) };
  } catch (error) {
    const why = error as { code?: string; message?: string };
    const code = why.code === undefined ? '' : `${why.code}: `;
    refuse(reading, `The JSONata expression is not valid: ${code}${why.message ?? ''}`, place.pointer, 'INVALID_JSONATA');
    return { kind: 'constant', value: null };
  }
}

/** A number of seconds, attempts or items: a whole number in the file, or an expression. */
export function readNumber(reading: Reading, value: unknown, place: Place, least: number): Template {
  if (typeof value === 'string' && isExpression(value)) return readExpression(reading, value, place);
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > 99_999_999) {
    refuse(reading, `Expected a whole number from ${least} to 99999999`, place.pointer);
  }
  return { kind: 'constant', value };
}

/** `location` is empty for a state's own Output and Assign, `Choices[0]/` or `Catch[1]/` for inner ones. */
export function readShaping(reading: Reading, fields: Fields, pointer: string, location: string, reach: Reach): Shaping {
  const output = fields['Output'];
  const assign = readAssign(reading, fields['Assign'], { pointer: `${pointer}/Assign`, location: `${location}Assign`, reach });
  return {
    ...(output === undefined
      ? {}
      : { output: readTemplate(reading, output, { pointer: `${pointer}/Output`, location: `${location}Output`, reach }) }),
    ...(assign === undefined ? {} : { assign }),
  };
}

function readAssign(reading: Reading, value: unknown, place: Place): Assignments | undefined {
  if (value === undefined) return undefined;
  if (!isFields(value)) {
    refuse(reading, 'Expected value of type Object', place.pointer);
    return undefined;
  }
  return Object.entries(value).map(([name, item]) => {
    if (!/^[\p{L}_][\p{L}\p{N}_]{0,79}$/u.test(name) || name === 'states') {
      refuse(reading, `The variable name '${name}' is not valid`, within(place, name).pointer);
    }
    return [name, readTemplate(reading, item, within(place, name))] as const;
  });
}
