import type { Trouble } from './answers.ts';
import type { Names } from './names.ts';
import { inForce, KIND, readPlan, type FaultPlan, type Kind } from './plan.ts';
import { createStreams } from './streams.ts';

export interface FaultsOptions {
  readonly names: Names;
  /** Told of each fault that strikes, and of each new plan. */
  readonly tell: (line: string) => void;
}

/** What the faults of this laptop look like from outside. */
export interface FaultsView {
  readonly plan: FaultPlan;
  /** What is on, for people; empty when nothing is. */
  readonly inForce: readonly string[];
  /** How often each fault has struck under this plan, by kind and service. */
  readonly struck: Readonly<Record<string, number>>;
}

/** The plan in force, and what it means for the call at hand. */
export class Faults {
  readonly #options: FaultsOptions;
  #plan = KIND;
  #streams = createStreams(KIND.seed);
  #struck = new Map<string, number>();
  #released = Promise.withResolvers<void>();

  constructor(options: FaultsOptions) {
    this.#options = options;
  }

  get plan(): FaultPlan {
    return this.#plan;
  }

  view(): FaultsView {
    return { plan: this.#plan, inForce: inForce(this.#plan), struck: Object.fromEntries(this.#struck) };
  }

  /** Puts a plan in force and begins its streams anew. What hangs is let go. @throws BadPlan */
  set(value: unknown): FaultsView {
    this.#plan = readPlan(value, (name) => this.#options.names.isKnown(name));
    this.#streams = createStreams(this.#plan.seed);
    this.#struck = new Map();
    this.letGo();
    const on = inForce(this.#plan);
    this.#options.tell(on.length === 0 ? 'The laptop is kind.' : `THE LAPTOP IS UNKIND: ${on.join('; ')}`);
    return this.view();
  }

  /** Whether this kind of fault strikes this call of a service. Each question draws once from a stream of its own. */
  strikes(kind: Kind, service: string, what: string): boolean {
    return this.#draw(kind, service, what) !== undefined;
  }

  /** Likewise, and which half of them it falls into. */
  half(kind: Kind, service: string, what: string): 'first' | 'second' | undefined {
    const drawn = this.#draw(kind, service, what);
    if (drawn === undefined) return undefined;
    return drawn < this.#plan[kind] / 2 ? 'first' : 'second';
  }

  /** What a service answers to this call before it does anything, if it is in trouble. */
  trouble(service: string, what: string): Trouble | undefined {
    const throttled = this.strikes('throttle', service, what);
    const failed = this.half('error', service, what);
    if (throttled) return 'throttled';
    return failed === undefined ? undefined : failed === 'first' ? 'failed' : 'unavailable';
  }

  isServiceDown(service: string): boolean {
    return this.#plan.down.includes(service);
  }

  /** A function or bucket by its physical name. */
  isDown(physicalName: string): boolean {
    return this.#plan.down.some((name) => this.#options.names.means(name, physicalName));
  }

  isAddressDown(path: string): boolean {
    return this.#plan.down.some((name) => name.startsWith('/') && path.startsWith(name));
  }

  /** Resolves when the next plan is set or the laptop stops: until then what hangs gets no answer. */
  released(): Promise<void> {
    return this.#released.promise;
  }

  letGo(): void {
    this.#released.resolve();
    this.#released = Promise.withResolvers();
  }

  #draw(kind: Kind, service: string, what: string): number | undefined {
    const rate = this.#plan[kind];
    if (rate === 0) return undefined;
    const drawn = this.#streams(`${kind}/${service}`)();
    if (drawn >= rate) return undefined;
    const name = `${kind} ${service}`;
    this.#struck.set(name, (this.#struck.get(name) ?? 0) + 1);
    this.#options.tell(`${name}: ${what}`);
    return drawn;
  }
}
