import { describe, expect, test } from 'vitest';
import { expressionsOf, faultsOf, readDefinition, type Definition } from './definition.ts';

describe.each(['release', 'deadline'])('the %s machine', (name) => {
  test('is sound: fields, targets, expressions, settings', () => {
    expect(faultsOf(readDefinition(name))).toEqual([]);
  });
  test('speaks JSONata, with expressions to compile', () => {
    expect(readDefinition(name).QueryLanguage).toBe('JSONata');
    expect(expressionsOf(readDefinition(name)).length).toBeGreaterThan(4);
  });
  test('retries every task', () => {
    const tasks = Object.entries(readDefinition(name).States).filter(([, { Type }]) => Type === 'Task');
    expect(tasks.filter(([, state]) => !('Retry' in state)).map(([task]) => task)).toEqual([]);
  });
});

/** The sound release machine with one state changed. */
function withState(name: string, change: Record<string, unknown>): Definition {
  const sound = readDefinition('release');
  const state = sound.States[name];
  if (state === undefined) throw new Error(`The release machine has no state ${name}.`);
  return { ...sound, States: { ...sound.States, [name]: { ...state, ...change } } };
}

describe('controls', () => {
  test('a target that does not exist is found', () => {
    expect(faultsOf(withState('Begin publishing', { Next: 'Whats next?' })).join()).toContain('Begin publishing goes to Whats next?, which does not exist');
  });
  test('a wrong StartAt is found', () => {
    expect(faultsOf({ ...readDefinition('release'), StartAt: 'Start' }).join()).toContain('StartAt goes to Start, which does not exist');
  });
  test('a misspelt field is found', () => {
    expect(faultsOf(withState('Publish page', { Catchs: [] })).join()).toContain('SCHEMA_VALIDATION_FAILED');
    expect(faultsOf(withState('Wait until scheduled', { Timestamp: undefined, TimeStamp: '{% $states.input.at %}' }))).not.toEqual([]);
  });
  test('a field of the other query language is found', () => {
    expect(faultsOf(withState('Publish page', { ResultPath: '$.page' })).join()).toContain('SCHEMA_VALIDATION_FAILED');
  });
  test('an expression that does not compile is found', () => {
    expect(faultsOf(withState('Wait until scheduled', { Timestamp: '{% $states.input.( %}' })).join()).toContain('does not compile');
  });
  test('an expression that is not closed is found', () => {
    expect(faultsOf(withState('Wait until scheduled', { Timestamp: '{% $states.input.at }' })).join()).toContain('is not closed');
  });
  test.each(['QueryLanguage', 'TimeoutSeconds', 'Comment'])('a missing %s is found', (setting) => {
    expect(faultsOf({ ...readDefinition('release'), [setting]: undefined })).toContain(`${setting} is missing`);
  });
});
