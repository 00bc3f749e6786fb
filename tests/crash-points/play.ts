import { enter } from '../model/doubles/current.ts';
import { cast } from '../model/specification/cast.ts';
import type { Act, Doing } from './acts.ts';
import { Callers, type Coming } from './callers.ts';
import { faultsOf } from './faults.ts';
import type { Functions } from './load-functions.ts';
import { goInto, Outside } from './outside.ts';
import { standingOf } from './standing.ts';

const SECOND = 1000;
/** Longer than the sweeper's grace, and than its patience with a machine. */
const GRACE = 31 * SECOND;
const PATIENCE = 11 * 60 * SECOND;
const WAITS = [GRACE, GRACE, PATIENCE, GRACE, PATIENCE, GRACE];

/** How an act is played: what is cut, and who comes back by themselves. */
export interface Playing extends Coming {
  /** What is done after the act, before a process that was given up comes to itself. */
  readonly meanwhile?: Doing | undefined;
}

export const undisturbed: Playing = { cuts: new Map(), comeback: 'again', lastFirst: false };

export interface Played {
  /** Who made each call until nothing moved any more, the time standing still. */
  readonly by: readonly string[];
  readonly standing: string;
  readonly faults: readonly string[];
  /** What was sent to people and to other systems. */
  readonly letters: ReadonlySet<string>;
  /** Whether somebody was told that it is done. */
  readonly acknowledged: boolean;
}

/** Where things stand before an act, once for all acts that begin alike. */
interface Situation {
  readonly outside: Outside;
  readonly next: Map<Doing, Promise<Situation>>;
}

export class Player {
  readonly #functions: Functions;
  #beginning: Promise<Situation> | undefined;

  constructor(functions: Functions) {
    this.#functions = functions;
  }

  /** Plays an act from the very same point each time, lets everything come to rest, and looks at all of it. */
  async play(act: Act, playing: Playing = undisturbed): Promise<Played> {
    const outside = (await this.#before(act)).copy();
    const callers = new Callers(this.#functions, outside, playing);
    act.doing(callers, outside);
    await callers.settle();
    const by = [...callers.by];
    // Who is to die late does so within the time that its function has; who only comes late may come after all is long over.
    const rest = playing.diesLate === undefined ? () => comeToRest(callers, outside) : () => callers.settle();
    await rest();
    playing.meanwhile?.(callers, outside);
    if (playing.meanwhile !== undefined) await rest();
    outside.failuresLeft = 0;
    if (await callers.goOnWithTheLate()) await comeToRest(callers, outside);
    const faults = [...callers.faults, ...faultsOf(outside), ...(await this.#rebuildFaults(outside))];
    return { by, standing: standingOf(outside), faults, letters: new Set(outside.letters), acknowledged: callers.answers.some(({ status }) => status < 400) };
  }

  /** Where all stands when the act is never done. */
  async withoutIt(act: Act): Promise<string> {
    const outside = (await this.#before(act)).copy();
    await comeToRest(new Callers(this.#functions, outside), outside);
    return standingOf(outside);
  }

  async #before({ given }: Act): Promise<Outside> {
    this.#beginning ??= this.#enrolled();
    let situation = await this.#beginning;
    for (const doing of given) {
      const next = situation.next.get(doing) ?? this.#after(situation, doing);
      situation.next.set(doing, next);
      situation = await next;
    }
    return situation.outside;
  }

  async #after(situation: Situation, doing: Doing): Promise<Situation> {
    return this.#settled(situation.outside.copy(), (callers, outside) => {
      // Nothing that matters is at the same minute as what came before.
      outside.now += 60 * SECOND;
      doing(callers, outside);
    });
  }

  #enrolled(): Promise<Situation> {
    return this.#settled(new Outside(), (callers) => {
      for (const site of new Set(cast.map((member) => member.site))) {
        const people = cast.filter((member) => member.site === site).map(({ name, roles }) => ({ issuer: 'https://issuer.example/pool', subject: name, name, site, email: `${name}@people.example`, roles: roles.map(([role, unit]) => ({ role, unit })) }));
        callers.call('enrol', { since: '2025-01-01T00:00:00Z', people });
      }
      callers.call('rebuild', { site: 'zhejiang' });
    });
  }

  async #settled(outside: Outside, doing: Doing): Promise<Situation> {
    const callers = new Callers(this.#functions, outside);
    doing(callers, outside);
    await callers.settle();
    if (callers.faults.length > 0) throw new Error(`What comes before did not go through: ${callers.faults.join(' ')}`);
    return { outside, next: new Map() };
  }

  /** I6: the site made anew from the record is, byte for byte, the one that grew. */
  async #rebuildFaults(outside: Outside): Promise<string[]> {
    const anew = outside.copy();
    anew.objects.clear();
    anew.failuresLeft = 0;
    enter(anew);
    goInto(anew);
    await this.#functions.rebuild({ site: 'zhejiang' } as never, {} as never);
    const keys = new Set([...outside.objects.keys(), ...anew.objects.keys()]);
    const differing = [...keys].filter((key) => outside.objects.get(key)?.body !== anew.objects.get(key)?.body);
    return differing.map((key) => `I6: ${key} is not what a rebuild makes of the record.`);
  }
}

/** Time passes, the sweeper comes, and nobody asks for anything. */
async function comeToRest(callers: Callers, outside: Outside): Promise<void> {
  for (const wait of WAITS) {
    outside.now += wait;
    callers.sweep();
    await callers.settle();
  }
}
