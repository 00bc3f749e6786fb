import type { Machines } from '../../functions/shared/relay/machines.ts';
import { gated } from './actors.ts';

export type StepName = 'await-decision' | 'begin-publishing' | 'publish' | 'confirm' | 'take-down' | 'record-failure' | 'ring-bell';

/** How often each state's Retry tries again (statemachines/), and what its Catch does. */
const retries: Readonly<Record<StepName, number>> = {
  'await-decision': 6,
  'begin-publishing': 6,
  publish: 4,
  confirm: 6,
  'take-down': 12,
  'record-failure': 6,
  'ring-bell': 6,
};
const caught: ReadonlySet<StepName> = new Set(['publish', 'confirm'] as const);

export interface Plan {
  readonly next?: string;
  readonly at?: string;
  readonly bellAt?: string;
}

/** One run of a state machine: what it stands at, and nothing of what the record says. */
export interface Execution {
  readonly name: string;
  readonly machine: 'release' | 'deadline';
  readonly input: { readonly releaseId: string; readonly generation: number; readonly dutyId?: string };
  running: boolean;
  /** The task to do, or that is being done. */
  step?: StepName | undefined;
  enteredAt: string;
  retry: number;
  busy: boolean;
  /** Numbers the tries of its tasks: what an earlier try comes to is nobody's business any more. */
  attempt: number;
  /** The token that it waits with. */
  token?: string | undefined;
  /** Epoch milliseconds of the end of its Wait. */
  until?: number | undefined;
  /** The page was taken down, and is looked for once more. */
  again?: true;
}

/** How long a machine lets late pages come before it looks once more (statemachines/release.asl.json). */
const LATE_PAGES_MILLISECONDS = 90_000;

/** Step Functions as the two definitions use it. */
export class Executions {
  readonly all = new Map<string, Execution>();
  readonly #now: () => number;
  readonly #ended: (execution: Execution) => void;
  #tokens = 0;

  /** `ended` hears of every execution that failed or was aborted. */
  constructor(now: () => number, ended: (execution: Execution) => void) {
    this.#now = now;
    this.#ended = ended;
  }

  /** Takes over where others stand; those are left as they are. */
  load({ all, tokens }: { readonly all: ReadonlyMap<string, Execution>; readonly tokens: number }): void {
    for (const [name, execution] of all) this.all.set(name, { ...execution });
    this.#tokens = tokens;
  }

  /** How many tokens were given out. */
  get tokens(): number {
    return this.#tokens;
  }

  /** As the relay sees it. */
  get machines(): Machines {
    return {
      start: (machine, name, input) =>
        gated(() => {
          const before = this.all.get(name);
          if (before !== undefined) return Promise.resolve(before.running ? 'started' : 'closed');
          this.#begin(machine, name, input as unknown as Execution['input'] & Plan);
          return Promise.resolve('started');
        }),
      signal: (token, output) =>
        gated(() => {
          const waiting = [...this.all.values()].find((each) => each.running && each.token === token);
          if (waiting !== undefined) this.#enter(waiting, output as Plan);
          return Promise.resolve(waiting !== undefined);
        }),
      isRunning: (_, name) => gated(() => Promise.resolve(this.all.get(name)?.running === true)),
    };
  }

  /** Those that have a task to do and nobody at it. */
  ready(): Execution[] {
    return [...this.all.values()].filter((each) => each.running && each.step !== undefined && !each.busy);
  }

  /** Waits that are over end. */
  wakeDue(): void {
    for (const each of this.all.values()) {
      if (each.running && each.until !== undefined && each.until <= this.#now()) this.#do(each, each.machine === 'deadline' ? 'ring-bell' : each.again === true ? 'take-down' : 'begin-publishing');
    }
  }

  nextWake(): number | undefined {
    const times = [...this.all.values()].flatMap((each) => (each.running && each.until !== undefined ? [each.until] : []));
    return times.length === 0 ? undefined : Math.min(...times);
  }

  tokenFor(execution: Execution): string {
    this.#tokens += 1;
    execution.token = `token-${this.#tokens}`;
    return execution.token;
  }

  /** A try of the task begins; answers its number. */
  attempted(execution: Execution): number {
    execution.busy = true;
    execution.attempt += 1;
    return execution.attempt;
  }

  succeeded(execution: Execution, attempt: number, plan: Plan | undefined): void {
    if (attempt !== execution.attempt || !execution.running || execution.step === undefined) return;
    execution.busy = false;
    // The task of a token is over when the token is signalled.
    if (execution.step === 'await-decision') execution.step = undefined;
    else if (execution.step === 'take-down' && execution.again === undefined) this.#letLatePagesCome(execution);
    else this.#enter(execution, plan ?? {});
  }

  #letLatePagesCome(execution: Execution): void {
    Object.assign(execution, { step: undefined, attempt: execution.attempt + 1, again: true, until: this.#now() + LATE_PAGES_MILLISECONDS });
  }

  failed(execution: Execution, attempt: number): void {
    if (attempt !== execution.attempt || !execution.running || execution.step === undefined) return;
    execution.busy = false;
    execution.retry += 1;
    execution.token = undefined;
    if (execution.retry <= retries[execution.step]) return;
    if (caught.has(execution.step)) this.#do(execution, 'record-failure');
    else this.abort(execution);
  }

  abort(execution: Execution): void {
    this.#close(execution);
    this.#ended(execution);
  }

  #begin(machine: Execution['machine'], name: string, { releaseId, generation, dutyId, ...plan }: Execution['input'] & Plan): void {
    const input = { releaseId, generation, ...(dutyId === undefined ? {} : { dutyId }) };
    const execution: Execution = { name, machine, input, running: true, enteredAt: new Date(0).toISOString(), retry: 0, busy: false, attempt: 0 };
    this.all.set(name, execution);
    this.#enter(execution, plan);
  }

  #enter(execution: Execution, { next, at, bellAt }: Plan): void {
    Object.assign(execution, { token: undefined, busy: false, step: undefined, attempt: execution.attempt + 1 });
    if (execution.machine === 'deadline') {
      if (bellAt === undefined) this.#close(execution);
      else this.#wait(execution, bellAt);
    } else if (next === 'await-schedule') this.#wait(execution, at ?? '');
    else if (next === 'await-decision' || next === 'publish' || next === 'confirm' || next === 'take-down') this.#do(execution, next);
    else this.#close(execution);
  }

  /** A Wait knows whole seconds and no less. */
  #wait(execution: Execution, at: string): void {
    execution.until = Math.floor(Date.parse(at) / 1000) * 1000;
  }

  #do(execution: Execution, step: StepName): void {
    execution.until = undefined;
    execution.step = step;
    execution.busy = false;
    execution.retry = 0;
    // A state is entered later than the one before it, be it by a millisecond.
    execution.enteredAt = new Date(Math.max(this.#now(), Date.parse(execution.enteredAt) + 1)).toISOString();
  }

  #close(execution: Execution): void {
    Object.assign(execution, { running: false, step: undefined, until: undefined, token: undefined });
  }
}
