import jsonata from 'jsonata';
import validate from 'asl-validator';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const folder = join(import.meta.dirname, '../../statemachines');

export interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Catch?: readonly { readonly Next: string }[];
}

export interface Definition {
  readonly StartAt: string;
  readonly QueryLanguage: string;
  readonly TimeoutSeconds: number;
  readonly Comment: string;
  readonly States: Record<string, State>;
}

export function readDefinition(name: string): Definition {
  return JSON.parse(readFileSync(join(folder, `${name}.asl.json`), 'utf8')) as Definition;
}

/** Everything that is wrong with a definition, each fault in a line. */
export function faultsOf(definition: Definition): string[] {
  const verdict = validate(JSON.parse(filledIn(definition)) as object);
  return [...(verdict.isValid ? [] : [verdict.errorsText('\n')]), ...brokenExpressions(definition), ...missingTargets(definition), ...missingSettings(definition)];
}

/** As CloudFormation fills it in: the validator wants to see ARNs. */
function filledIn(definition: Definition): string {
  return JSON.stringify(definition).replaceAll('${Partition}', 'aws').replace(/\$\{(\w+)\}/g, 'arn:aws:lambda:eu-central-1:000000000000:function:$1:live');
}

/** Every text of the form `{% … %}`, and every text that begins or ends as if it were one. */
export function expressionsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('{%') || value.endsWith('%}') ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(expressionsOf);
}

function brokenExpressions(definition: Definition): string[] {
  return expressionsOf(definition).flatMap((text) => {
    const [, expression] = /^\{%([\s\S]*)%\}$/.exec(text) ?? [];
    if (expression === undefined) return [`${text} is not closed`];
    try {
      jsonata(expression);
      return [];
    } catch (error) {
      return [`${text} does not compile: ${(error as { message: string }).message}`];
    }
  });
}

/** Every way out of a state, as [from, to]. */
export function transitionsOf({ States }: Definition): [string, string][] {
  return Object.entries(States).flatMap(([from, state]) =>
    [state.Next, state.Default, ...(state.Choices ?? []).map(({ Next }) => Next), ...(state.Catch ?? []).map(({ Next }) => Next)]
      .filter((to) => to !== undefined)
      .map((to): [string, string] => [from, to]),
  );
}

function missingTargets(definition: Definition): string[] {
  const targets: [string, string][] = [['StartAt', definition.StartAt], ...transitionsOf(definition)];
  return targets.filter(([, to]) => !Object.hasOwn(definition.States, to)).map(([from, to]) => `${from} goes to ${to}, which does not exist`);
}

/** CDK drops these three silently when they are given as properties: they belong inside the file. */
function missingSettings(definition: Definition): string[] {
  return (['QueryLanguage', 'TimeoutSeconds', 'Comment'] as const).filter((name) => definition[name] === undefined).map((name) => `${name} is missing`);
}
