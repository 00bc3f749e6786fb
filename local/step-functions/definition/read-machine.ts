import { checkFields } from './fields.ts';
import { isFields, refuse, requireFields, type Fields, type Finding, type Reading } from './findings.ts';
import type { Branch, Machine, State } from './machine.ts';
import { readState } from './read-state.ts';

export interface Definition {
  /** Only to be carried out when neither list of findings has an entry. */
  readonly machine: Machine;
  readonly faults: readonly Finding[];
  readonly unserved: readonly Finding[];
}

const MACHINE_FIELDS = ['Comment', 'QueryLanguage', 'StartAt', 'States', 'TimeoutSeconds', 'Version'];
const BRANCH_FIELDS = ['Comment', 'StartAt', 'States', 'ProcessorConfig'];

/** Reads a definition whole: whatever is wrong with it is found now and not when an execution gets there. */
export function readDefinition(text: string, options: { express: boolean; now: () => number }): Definition {
  const faults: Finding[] = [];
  const unserved: Finding[] = [];
  const states = new Map<string, State>();
  const nothing: Machine = { startAt: '', timeoutSeconds: undefined, states };
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch (error) {
    faults.push({ code: 'INVALID_JSON_DESCRIPTION', message: (error as Error).message, location: '/' });
  }
  if (!isFields(fields)) {
    if (faults.length === 0) faults.push({ code: 'SCHEMA_VALIDATION_FAILED', message: 'Expected value of type Object', location: '/' });
    return { machine: nothing, faults, unserved };
  }
  const reading: Reading = { faults, unserved, ...options, language: fields['QueryLanguage'] === 'JSONata' ? 'JSONata' : 'JSONPath' };
  const named = new Set<string>();
  const { startAt } = readLevel(reading, fields, '', MACHINE_FIELDS, states, named);
  findPlaceholders(reading, fields, '');
  return { machine: { startAt, timeoutSeconds: readTimeout(reading, fields), states }, faults, unserved };
}

function readTimeout(reading: Reading, fields: Fields): number | undefined {
  const given = fields['TimeoutSeconds'];
  if (given === undefined || (typeof given === 'number' && Number.isInteger(given) && given >= 1 && given <= 99_999_999)) return given;
  refuse(reading, 'Expected a whole number from 1 to 99999999', '/TimeoutSeconds');
  return undefined;
}

function readLevel(reading: Reading, fields: Fields, pointer: string, known: readonly string[], all: Map<string, State>, named: Set<string>): Branch {
  const here = pointer === '' ? '/' : pointer;
  checkFields(reading, fields, known, here);
  requireFields(reading, fields, ['StartAt', 'States'], here);
  const states = isFields(fields['States']) ? fields['States'] : {};
  const readBranch = (branch: unknown, at: string): Branch => {
    if (isFields(branch)) return readLevel(reading, branch, at, BRANCH_FIELDS, all, named);
    refuse(reading, 'Expected value of type Object', at);
    return { startAt: '' };
  };
  for (const [name, state] of Object.entries(states)) {
    const at = `${pointer}/States/${name}`;
    if (named.has(name)) refuse(reading, `The state name '${name}' is used twice`, at);
    named.add(name);
    if (name.length > 80) refuse(reading, 'State names have at most 80 characters', at);
    if (!isFields(state)) refuse(reading, 'Expected value of type Object', at);
    else {
      const read = readState(reading, name, state, at, readBranch);
      if (read !== undefined) all.set(name, read);
    }
  }
  const startAt = fields['StartAt'];
  if (typeof startAt === 'string' && isFields(fields['States'])) checkTargets(reading, states, startAt, pointer);
  return { startAt: String(startAt) };
}

/** Every target is a state of the same level, and every state can be reached. */
function checkTargets(reading: Reading, states: Fields, startAt: string, pointer: string): void {
  const reached = new Set<string>();
  const aim = (target: unknown, field: string, location: string): void => {
    if (typeof target !== 'string') return;
    reached.add(target);
    if (!Object.hasOwn(states, target)) refuse(reading, `Missing '${field}' target: ${target}`, location, 'MISSING_TRANSITION_TARGET');
  };
  aim(startAt, 'StartAt', `${pointer}/StartAt`);
  for (const [name, state] of Object.entries(states)) {
    if (!isFields(state)) continue;
    const at = `${pointer}/States/${name}`;
    aim(state['Next'], 'Next', `${at}/Next`);
    aim(state['Default'], 'Default', `${at}/Default`);
    for (const list of ['Choices', 'Catch']) {
      const rules: unknown = state[list];
      if (Array.isArray(rules)) rules.forEach((rule, index) => aim(isFields(rule) ? rule['Next'] : undefined, 'Next', `${at}/${list}[${index}]/Next`));
    }
  }
  for (const name of Object.keys(states)) {
    if (!reached.has(name)) refuse(reading, `State "${name}" is not reachable.`, `${pointer}/States/${name}`, 'MISSING_TRANSITION_TARGET');
  }
}

/** A substitution that was never made would go to AWS as text; here it is refused by name. */
function findPlaceholders(reading: Reading, value: unknown, pointer: string): void {
  if (typeof value === 'string') {
    const found = /\$\{[A-Za-z0-9_.]+\}/.exec(value);
    if (found !== null) reading.unserved.push({ code: 'UNRESOLVED_PLACEHOLDER', message: `The placeholder ${found[0]} was not substituted`, location: pointer });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) findPlaceholders(reading, item, `${pointer}/${key}`);
  }
}
