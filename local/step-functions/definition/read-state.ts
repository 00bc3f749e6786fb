import { checkStateFields, STATE_FIELDS, checkFields } from './fields.ts';
import { isFields, notServed, refuse, requireFields, type Fields, type Language, type Reading } from './findings.ts';
import type { Branch, ChoiceState, FailState, MapState, ParallelState, State, TaskState, Template, WaitState } from './machine.ts';
import { isExpression, type Reach } from './expression.ts';
import { readCatchers, readRetriers } from './read-recovery.ts';
import { checkCredentials, checkInvokeArguments, readResource } from './read-task.ts';
import { readNumber, readShaping, readTemplate } from './read-template.ts';
import { parseTimestamp } from './timestamp.ts';

/** Reads the states inside a Parallel or Map; given by the reader of machines. */
export type ReadBranch = (fields: unknown, pointer: string) => Branch;

interface StateReading {
  readonly reading: Reading;
  readonly name: string;
  readonly fields: Fields;
  readonly pointer: string;
  readonly language: Language;
  readonly readBranch: ReadBranch;
}

/** Reads one state; undefined when it is not served or not sound, with the reason among the findings. */
export function readState(reading: Reading, name: string, fields: Fields, pointer: string, readBranch: ReadBranch): State | undefined {
  const type = fields['Type'];
  const table = typeof type === 'string' ? STATE_FIELDS[type] : undefined;
  if (table === undefined) {
    if (type === undefined) requireFields(reading, fields, ['Type'], pointer);
    else refuse(reading, `The state type '${JSON.stringify(type)}' is not known`, `${pointer}/Type`);
    return undefined;
  }
  const language = languageOf(reading, fields, pointer);
  checkStateFields(reading, fields, table, language, pointer);
  requireFields(reading, fields, table.required, pointer);
  if (table.jsonata.includes('Next') && (fields['Next'] === undefined) === (fields['End'] !== true)) {
    refuse(reading, "A state has either 'Next' or 'End': true", pointer);
  }
  const state = READERS[type as State['type']]({ reading, name, fields, pointer, language, readBranch });
  if (language === 'JSONata') return state;
  notServed(reading, `The query language JSONPath is not served; the state '${name}' has to be written in JSONata`, pointer);
  return undefined;
}

function languageOf(reading: Reading, fields: Fields, pointer: string): Language {
  const own = fields['QueryLanguage'] ?? reading.language;
  if (own !== 'JSONata' && own !== 'JSONPath') refuse(reading, "Expected 'JSONata' or 'JSONPath'", `${pointer}/QueryLanguage`);
  if (own === 'JSONPath' && reading.language === 'JSONata') {
    refuse(reading, "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine", pointer);
  }
  return own === 'JSONata' ? 'JSONata' : 'JSONPath';
}

const READERS: Readonly<Record<State['type'], (state: StateReading) => State>> = {
  Pass: (state) => ({ type: 'Pass', ...common(state, []) }),
  Succeed: (state) => ({ type: 'Succeed', ...common(state, []) }),
  Fail: readFail,
  Choice: readChoice,
  Wait: readWait,
  Task: readTask,
  Parallel: readParallel,
  Map: readMap,
};

function common(state: StateReading, reach: Reach) {
  const next = state.fields['Next'];
  const shaping = state.language === 'JSONata' ? readShaping(state.reading, state.fields, state.pointer, '', reach) : {};
  return { name: state.name, next: typeof next === 'string' ? next : undefined, ...shaping };
}

/** A field that is a template in JSONata; in JSONPath its form is not looked into. */
function template(state: StateReading, field: string): Template | undefined {
  const value = state.fields[field];
  if (value === undefined || state.language === 'JSONPath') return undefined;
  return readTemplate(state.reading, value, { pointer: `${state.pointer}/${field}`, location: field, reach: [] });
}

function number(state: StateReading, field: string, least: number): Template | undefined {
  const value = state.fields[field];
  if (value === undefined) return undefined;
  return readNumber(state.reading, value, { pointer: `${state.pointer}/${field}`, location: field, reach: [] }, least);
}

/** Leaves out what is undefined, as exact optional properties ask for. */
function present<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}

function readFail(state: StateReading): FailState {
  return { type: 'Fail', name: state.name, next: undefined, ...present({ error: template(state, 'Error'), cause: template(state, 'Cause') }) };
}

function readChoice(state: StateReading): ChoiceState {
  const { reading, fields, pointer, language } = state;
  const rules: unknown = fields['Choices'];
  const fallback = fields['Default'];
  const known = ['Condition', 'Next', 'Output', 'Assign', 'Comment'];
  const choices = (Array.isArray(rules) ? rules : []).flatMap((rule: unknown, index) => {
    const at = `${pointer}/Choices[${index}]`;
    if (!isFields(rule)) {
      refuse(reading, 'Expected value of type Object', at);
      return [];
    }
    requireFields(reading, rule, ['Next', ...(language === 'JSONata' ? ['Condition'] : [])], at);
    if (language === 'JSONPath') return [{ condition: { kind: 'constant', value: false } as const, next: String(rule['Next']) }];
    checkFields(reading, rule, known, at);
    const location = `Choices[${index}]/`;
    const condition = readTemplate(reading, rule['Condition'], { pointer: `${at}/Condition`, location: `${location}Condition`, reach: [] });
    return [{ condition, next: String(rule['Next']), ...readShaping(reading, rule, at, location, []) }];
  });
  return { type: 'Choice', ...common(state, []), choices, fallback: typeof fallback === 'string' ? fallback : undefined };
}

function readWait(state: StateReading): WaitState {
  const { reading, fields, pointer, language } = state;
  const ways = ['Seconds', 'Timestamp', 'SecondsPath', 'TimestampPath'].filter((way) => fields[way] !== undefined);
  if (ways.length !== 1) refuse(reading, "A Wait state has exactly one of 'Seconds' and 'Timestamp'", pointer);
  const timestamp = fields['Timestamp'];
  const computed = language === 'JSONata' && typeof timestamp === 'string' && isExpression(timestamp);
  if (timestamp !== undefined && !computed && (typeof timestamp !== 'string' || parseTimestamp(timestamp) === undefined)) {
    refuse(reading, 'String does not match RFC3339 timestamp', `${pointer}/Timestamp`);
  }
  return { type: 'Wait', ...common(state, []), ...present({ seconds: number(state, 'Seconds', 0), timestamp: template(state, 'Timestamp') }) };
}

function recovery(state: StateReading) {
  return {
    retry: readRetriers(state.reading, state.fields['Retry'], `${state.pointer}/Retry`),
    catch: readCatchers(state.reading, state.fields['Catch'], `${state.pointer}/Catch`, state.language),
  };
}

function readTask(state: StateReading): TaskState {
  const { reading, fields, pointer } = state;
  const resource = readResource(reading, fields['Resource'], `${pointer}/Resource`);
  checkCredentials(reading, fields['Credentials'], `${pointer}/Credentials`);
  if (state.language === 'JSONata' && resource.kind === 'invoke') checkInvokeArguments(reading, fields['Arguments'], `${pointer}/Arguments`);
  const timeoutSeconds = number(state, 'TimeoutSeconds', 1);
  const heartbeatSeconds = number(state, 'HeartbeatSeconds', 1);
  const [timeout, heartbeat] = [fields['TimeoutSeconds'], fields['HeartbeatSeconds']];
  if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout) {
    refuse(reading, "'HeartbeatSeconds' has to be smaller than 'TimeoutSeconds'", `${pointer}/HeartbeatSeconds`);
  }
  const optional = present({ arguments: template(state, 'Arguments'), timeoutSeconds, heartbeatSeconds });
  return { type: 'Task', ...common(state, ['result']), resource, ...recovery(state), ...optional };
}

function readParallel(state: StateReading): ParallelState {
  const branches: unknown = state.fields['Branches'];
  if (!Array.isArray(branches) || branches.length === 0) refuse(state.reading, 'Expected an array of at least one branch', `${state.pointer}/Branches`);
  return {
    type: 'Parallel',
    ...common(state, ['result']),
    branches: (Array.isArray(branches) ? branches : []).map((branch, index) => state.readBranch(branch, `${state.pointer}/Branches[${index}]`)),
    ...recovery(state),
    ...present({ arguments: template(state, 'Arguments') }),
  };
}

function readMap(state: StateReading): MapState {
  const { reading, fields, pointer } = state;
  const name = fields['Iterator'] === undefined ? 'ItemProcessor' : 'Iterator';
  const processor = fields[name];
  const configuration = isFields(processor) ? processor['ProcessorConfig'] : undefined;
  if (isFields(configuration)) {
    if (configuration['Mode'] !== 'INLINE') notServed(reading, 'Only the mode INLINE of a Map is served', `${pointer}/${name}/ProcessorConfig`);
    checkFields(reading, configuration, ['Mode', 'ExecutionType'], `${pointer}/${name}/ProcessorConfig`);
  }
  if (processor === undefined) requireFields(reading, fields, ['ItemProcessor'], pointer);
  return {
    type: 'Map',
    ...common(state, ['result']),
    processor: state.readBranch(processor ?? {}, `${pointer}/${name}`),
    ...recovery(state),
    ...present({
      items: template(state, 'Items'),
      itemSelector: template(state, 'ItemSelector'),
      maxConcurrency: number(state, 'MaxConcurrency', 0),
      toleratedFailureCount: number(state, 'ToleratedFailureCount', 0),
      toleratedFailurePercentage: number(state, 'ToleratedFailurePercentage', 0),
    }),
  };
}
