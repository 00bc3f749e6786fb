import jsonata from 'jsonata';
import { addFunctions } from './functions.ts';

/** What an expression may read: `$states`, the assigned variables. */
export type Bindings = Readonly<Record<string, unknown>>;

export interface Expression {
  /** The text between the marks, as AWS quotes it. */
  readonly source: string;
  /** The field, such as `Output/result`. */
  readonly location: string;
  evaluate(bindings: Bindings): Promise<unknown>;
}

/** Which members of `$states` a field may read, beyond `input` and `context`. */
export type Reach = readonly ('result' | 'errorOutput')[];

const CONTEXT: Readonly<Record<string, readonly string[]>> = {
  Execution: ['Id', 'Input', 'Name', 'RoleArn', 'StartTime', 'RedriveCount'],
  State: ['EnteredTime', 'Name', 'RetryCount'],
  StateMachine: ['Id', 'Name'],
  Task: ['Token'],
  Map: ['Item'],
};

export function isExpression(text: string): boolean {
  return text.startsWith('{%') && text.endsWith('%}') && text.length >= 4;
}

/** Compiles the text between the marks. Throws an error whose message says what is wrong with it. */
export function compileExpression(text: string, location: string, reach: Reach, now: () => number): Expression {
  const source = text.slice(2, -2).trim();
  const compiled = jsonata(source);
  checkReferences(compiled.ast(), reach);
  addFunctions(compiled, now);
  return { source, location, evaluate: (bindings) => compiled.evaluate(undefined, bindings as Record<string, unknown>) as Promise<unknown> };
}

interface Node {
  readonly type?: string;
  readonly value?: unknown;
  readonly steps?: readonly Node[];
  readonly procedure?: Node;
}

/** Refuses what would only fail much later: a misspelt member of `$states`, and `$eval`, which AWS leaves out. */
function checkReferences(node: unknown, reach: Reach): void {
  if (typeof node !== 'object' || node === null) return;
  const { type, procedure, steps } = node as Node;
  if (type === 'function' && procedure?.value === 'eval') throw new Error('The function $eval is not supported');
  if (type === 'path' && steps !== undefined) checkPath(steps, reach);
  for (const child of Object.values(node)) checkReferences(child, reach);
}

function checkPath(steps: readonly Node[], reach: Reach): void {
  if (steps[0]?.type !== 'variable' || steps[0].value !== 'states') return;
  const names = steps.slice(1).map((step) => (step.type === 'name' ? String(step.value) : undefined));
  checkMember('$states', names[0], ['input', 'context', ...reach]);
  if (names[0] !== 'context') return;
  checkMember('$states.context', names[1], Object.keys(CONTEXT));
  checkMember(`$states.context.${names[1] ?? ''}`, names[2], CONTEXT[names[1] ?? ''] ?? []);
}

function checkMember(owner: string, name: string | undefined, known: readonly string[]): void {
  if (name === undefined || known.includes(name)) return;
  throw new Error(`${owner} has no member '${name}' here; it has ${known.join(', ')}`);
}
