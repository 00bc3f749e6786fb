import type { Expression } from './expression.ts';

/** A JSON value in a definition in which strings between {% and %} are expressions. */
export type Template =
  | { readonly kind: 'constant'; readonly value: unknown }
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'list'; readonly items: readonly Template[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Template])[] };

export type Assignments = readonly (readonly [string, Template])[];

/** What Output and Assign make of a state, a choice or a catcher. */
export interface Shaping {
  readonly output?: Template;
  readonly assign?: Assignments;
}

export interface Retrier {
  readonly errors: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number | undefined;
  readonly fullJitter: boolean;
}

export interface Catcher extends Shaping {
  readonly errors: readonly string[];
  readonly next: string;
}

interface Named extends Shaping {
  readonly name: string;
  /** undefined: the state ends its machine or branch. */
  readonly next: string | undefined;
}

interface Recovering {
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
}

export interface PassState extends Named {
  readonly type: 'Pass' | 'Succeed';
}

export interface ChoiceState extends Named {
  readonly type: 'Choice';
  readonly choices: readonly (Shaping & { readonly condition: Template; readonly next: string })[];
  /** undefined: a value that matches no choice fails the state. */
  readonly fallback: string | undefined;
}

export interface WaitState extends Named {
  readonly type: 'Wait';
  readonly seconds?: Template;
  readonly timestamp?: Template;
}

export interface FailState extends Named {
  readonly type: 'Fail';
  readonly error?: Template;
  readonly cause?: Template;
}

/** `invoke`: the service integration; `direct`: the function's ARN as the resource. */
export type TaskResource =
  | { readonly kind: 'invoke'; readonly waitsForToken: boolean }
  | { readonly kind: 'direct'; readonly functionArn: string };

export interface TaskState extends Named, Recovering {
  readonly type: 'Task';
  readonly resource: TaskResource;
  readonly arguments?: Template;
  readonly timeoutSeconds?: Template;
  readonly heartbeatSeconds?: Template;
}

export interface Branch {
  readonly startAt: string;
}

export interface ParallelState extends Named, Recovering {
  readonly type: 'Parallel';
  readonly arguments?: Template;
  readonly branches: readonly Branch[];
}

export interface MapState extends Named, Recovering {
  readonly type: 'Map';
  readonly items?: Template;
  readonly itemSelector?: Template;
  readonly maxConcurrency?: Template;
  readonly toleratedFailureCount?: Template;
  readonly toleratedFailurePercentage?: Template;
  readonly processor: Branch;
}

export type State = PassState | ChoiceState | WaitState | FailState | TaskState | ParallelState | MapState;

/** A definition ready to be carried out. Names of states are unique in the whole machine, so one map holds all levels. */
export interface Machine {
  readonly startAt: string;
  readonly timeoutSeconds: number | undefined;
  readonly states: ReadonlyMap<string, State>;
}
