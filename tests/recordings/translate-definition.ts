import { isObject } from './matching.ts';
import { pick, toSource, translatePath, translateResultPath, translateTemplate, Untranslatable } from './json-path.ts';
import type { Json } from './recording.ts';

const INPUT = '$states.input';
const RESULT = '$states.result';
const QUEUE = /:states:::sqs:sendMessage\.waitForTaskToken$/;

/**
 * Writes a JSONPath definition in JSONata where that is mechanical: paths, payload templates, result paths. Choice rules
 * and intrinsic functions are not. A queue with a callback becomes a function with a callback.
 */
export function translateDefinition(definition: Json): Json {
  return { ...translateLevel(definition), QueryLanguage: 'JSONata' };
}

function translateLevel(level: Json): Json {
  const states = Object.entries((level['States'] ?? {}) as Record<string, Json>);
  const { QueryLanguage: _language, ...rest } = level;
  return { ...rest, States: Object.fromEntries(states.map(([name, state]) => [name, translateState(state)])) };
}

function translateState(state: Json): Json {
  if (state['QueryLanguage'] === 'JSONata') {
    const { QueryLanguage: _language, ...rest } = state;
    return rest;
  }
  const translate = TRANSLATORS[String(state['Type'])];
  if (translate === undefined) throw new Untranslatable(`a JSONPath state of type ${String(state['Type'])}`);
  return { ...pick(state, ['Type', 'Comment', 'Next', 'End']), ...translate(state) };
}

const TRANSLATORS: Readonly<Record<string, (state: Json) => Json>> = {
  Pass: translatePass,
  Succeed: () => ({}),
  Fail: (state) => ({ ...pick(state, ['Error', 'Cause']), ...fromPath(state, 'ErrorPath', 'Error'), ...fromPath(state, 'CausePath', 'Cause') }),
  Wait: (state) => ({
    ...pick(state, ['Seconds', 'Timestamp']),
    ...fromPath(state, 'SecondsPath', 'Seconds'),
    ...fromPath(state, 'TimestampPath', 'Timestamp'),
    ...assignments(state, INPUT),
  }),
  Task: translateTask,
  Parallel: (state) => ({
    Branches: (state['Branches'] as Json[]).map(translateLevel),
    ...('Parameters' in state ? { Arguments: translateTemplate(state['Parameters'], inputOf(state)) } : {}),
    ...outputOf(state),
    ...recovery(state),
  }),
  Map: translateMap,
};

function inputOf(state: Json): string {
  const path = state['InputPath'];
  if (path === null) return '{}';
  return path === undefined ? INPUT : translatePath(path, INPUT);
}

function fromPath(state: Json, pathField: string, field: string): Json {
  return pathField in state ? { [field]: expression(translatePath(state[pathField], inputOf(state))) } : {};
}

const expression = (source: string): string => `{% ${source} %}`;

function assignments(state: Json, root: string): Json {
  return 'Assign' in state ? { Assign: translateTemplate(state['Assign'], root) } : {};
}

function translatePass(state: Json): Json {
  const input = inputOf(state);
  const given = 'Parameters' in state ? translateTemplate(state['Parameters'], input) : expression(input);
  const result = 'Result' in state ? translateTemplate(state['Result'], INPUT) : given;
  const source = toSource(result);
  const whole = state['ResultPath'] === undefined && state['OutputPath'] === undefined;
  const output = whole ? result : expression(outputPath(state, translateResultPath(state['ResultPath'], source)));
  return { ...(output === expression(INPUT) ? {} : { Output: output }), ...assignments(state, `(${source})`) };
}

function outputPath(state: Json, output: string): string {
  const path = state['OutputPath'];
  if (path === undefined || path === '$') return output;
  if (path === null) return '{}';
  if (typeof path === 'string' && /^\$\w/.test(path)) return translatePath(path, output);
  throw new Untranslatable(`the OutputPath ${JSON.stringify(path)}`);
}

function outputOf(state: Json): Json {
  const result = 'ResultSelector' in state ? toSource(translateTemplate(state['ResultSelector'], RESULT)) : RESULT;
  const output = outputPath(state, translateResultPath(state['ResultPath'], result));
  return { ...(output === RESULT ? {} : { Output: expression(output) }), ...assignments(state, RESULT) };
}

function recovery(state: Json): Json {
  const catchers = (state['Catch'] ?? []) as Json[];
  const translated = catchers.map(({ ResultPath: path, ...catcher }) => {
    if ('Assign' in catcher) throw new Untranslatable('an Assign of a JSONPath catcher');
    const output = translateResultPath(path, '$states.errorOutput');
    return { ...catcher, ...(path === undefined ? {} : { Output: expression(output) }) };
  });
  return { ...pick(state, ['Retry']), ...('Catch' in state ? { Catch: translated } : {}) };
}

function translateTask(state: Json): Json {
  const parameters = 'Parameters' in state ? translateTemplate(state['Parameters'], inputOf(state)) : undefined;
  const isQueue = QUEUE.test(String(state['Resource']));
  const given = isQueue ? { FunctionName: '<LAMBDA_NAME>', Payload: parameters } : parameters;
  return {
    Resource: isQueue ? String(state['Resource']).replace('sqs:sendMessage', 'lambda:invoke') : state['Resource'],
    ...(given === undefined ? {} : { Arguments: given }),
    ...(given === undefined && 'InputPath' in state ? { Arguments: expression(inputOf(state)) } : {}),
    ...pick(state, ['TimeoutSeconds', 'HeartbeatSeconds']),
    ...fromPath(state, 'TimeoutSecondsPath', 'TimeoutSeconds'),
    ...fromPath(state, 'HeartbeatSecondsPath', 'HeartbeatSeconds'),
    ...outputOf(state),
    ...recovery(state),
  };
}

function translateMap(state: Json): Json {
  const input = inputOf(state);
  const selector = state['ItemSelector'] ?? state['Parameters'];
  const items = 'ItemsPath' in state ? translatePath(state['ItemsPath'], input) : input;
  const processor = state['ItemProcessor'] ?? state['Iterator'];
  if (!isObject(processor)) throw new Untranslatable('a Map without a processor');
  return {
    ...(items === INPUT ? {} : { Items: expression(items) }),
    ...(selector === undefined ? {} : { ItemSelector: translateTemplate(selector, input) }),
    ...pick(state, ['MaxConcurrency', 'ToleratedFailureCount', 'ToleratedFailurePercentage']),
    ...fromPath(state, 'MaxConcurrencyPath', 'MaxConcurrency'),
    ItemProcessor: translateLevel(processor),
    ...outputOf(state),
    ...recovery(state),
  };
}
