/** How unkind the laptop is, as AWS may be at any time. Everything is off in an empty plan. */
export interface FaultPlan {
  /** The same seed and the same sequence of calls meet the same faults. */
  readonly seed: number;
  /** The part of the calls that are refused for being too many, 0 to 1. */
  readonly throttle: number;
  /** The part that are answered with 500 or 503 before anything has been done. */
  readonly error: number;
  /** The part that get no answer until the caller's own time limit; half of them have done their work. */
  readonly hang: number;
  /** The part whose work is done, but whose connection is then reset without an answer. */
  readonly resetAfterCommit: number;
  /** The part of conditional writes to S3 that meet another one: 409 ConditionalRequestConflict. */
  readonly conflict: number;
  /** The part of the asynchronous events that are delivered twice. */
  readonly doubledInvocations: number;
  /** Global secondary indexes show the table as it was so many milliseconds of real time ago. */
  readonly staleIndexMs: number;
  /** Signals to state machines are accepted, take effect so many milliseconds of real time later, and come twice. */
  readonly lateSignalMs: number;
  /** What does not work at all: services, buckets, functions, and public addresses by the beginning of their path. */
  readonly down: readonly string[];
}

export type Kind = 'throttle' | 'error' | 'hang' | 'resetAfterCommit' | 'conflict' | 'doubledInvocations';

/** What was asked for is no plan; the message names every fault. */
export class BadPlan extends Error {
  override readonly name = 'BadPlan';
}

export const KIND: FaultPlan = { seed: 1, throttle: 0, error: 0, hang: 0, resetAfterCommit: 0, conflict: 0, doubledInvocations: 0, staleIndexMs: 0, lateSignalMs: 0, down: [] };

/** A bad day, not the end of the world: what a line that is sound works through unnoticed. */
export const badDay = (seed: number): FaultPlan => ({
  seed,
  throttle: 0.03,
  error: 0.02,
  hang: 0.002,
  resetAfterCommit: 0.02,
  conflict: 0.05,
  doubledInvocations: 0.2,
  staleIndexMs: 500,
  lateSignalMs: 200,
  down: [],
});

const LONGEST_MILLISECONDS = 60_000;

type Check = (value: unknown, isKnown: (name: string) => boolean) => string | undefined;

const part: Check = (value) => (typeof value === 'number' && value >= 0 && value <= 1 ? undefined : 'must be a number from 0 to 1');
const milliseconds: Check = (value) => (isWhole(value) && value <= LONGEST_MILLISECONDS ? undefined : `must be a whole number of milliseconds, 0 to ${LONGEST_MILLISECONDS}`);

const CHECKS: Readonly<Record<keyof FaultPlan, Check>> = {
  seed: (value) => (isWhole(value) ? undefined : 'must be a whole number from 0'),
  throttle: part,
  error: part,
  hang: part,
  resetAfterCommit: part,
  conflict: part,
  doubledInvocations: part,
  staleIndexMs: milliseconds,
  lateSignalMs: milliseconds,
  down: (value, isKnown) => {
    if (!Array.isArray(value) || !value.every((name) => typeof name === 'string')) return 'must be a list of names';
    const unknown = value.filter((name) => !isKnown(name));
    return unknown.length === 0 ? undefined : `names nothing here: ${unknown.map((name) => JSON.stringify(name)).join(', ')}`;
  },
};

/** Reads a plan; what is left out is off. Throws BadPlan with every unknown name and every wrong value at once. */
export function readPlan(value: unknown, isKnown: (name: string) => boolean): FaultPlan {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BadPlan('A plan of faults is a JSON object; {} clears it.');
  const faults = Object.entries(value).flatMap(([name, given]) => {
    if (!Object.hasOwn(CHECKS, name)) return [`${JSON.stringify(name)} is not known here; known: ${Object.keys(CHECKS).join(', ')}`];
    const fault = CHECKS[name as keyof FaultPlan](given, isKnown);
    return fault === undefined ? [] : [`${JSON.stringify(name)} ${fault}`];
  });
  if (faults.length > 0) throw new BadPlan(`${faults.join('; ')}.`);
  return { ...KIND, ...value };
}

/** What of a plan is on, for people: empty when the laptop is kind. */
export function inForce(plan: FaultPlan): string[] {
  const { seed, down, ...rest } = plan;
  const on = Object.entries(rest).filter(([, value]) => value > 0).map(([name, value]) => `${name} ${value}`);
  const all = [...on, ...(down.length === 0 ? [] : [`down: ${down.join(', ')}`])];
  return all.length === 0 ? [] : [...all, `seed ${seed}`];
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
