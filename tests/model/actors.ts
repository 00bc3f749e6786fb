import { AsyncLocalStorage } from 'node:async_hooks';

/** Thrown where a process dies. */
export class CutOff extends Error {}

/** Somebody or something at work, one call to the outside at a time; between calls everybody else may have their turn. */
export interface Actor {
  readonly name: string;
  readonly waiting: { go: (heard: boolean) => void; die: () => void }[];
  /** What the referee notes of it. */
  readonly notes: Notes;
  underWay: number;
  done: boolean;
  killed: boolean;
}

export interface Notes {
  /** The seq of each head as the actor read it first and last. */
  readonly firstRead: Map<string, number>;
  readonly lastRead: Map<string, number>;
  /** What was known of people and their leaves as they were read. */
  roster?: number;
  lostRaces: number;
  readonly commits: { readonly pk: string; readonly seq: number }[];
}

/** What becomes of a call, and of the process that makes it. `refused` and `unheard`: it lives, and hears of a failure. */
export type Fate = 'answered' | 'refused' | 'unheard' | 'dies-before' | 'dies-after';

const storage = new AsyncLocalStorage<Actor>();

export const currentActor = (): Actor | undefined => storage.getStore();

export interface Finish<Result> {
  readonly actor: Actor;
  readonly result?: Result;
  readonly error?: unknown;
}

export class Actors {
  #all: Actor[] = [];

  get alive(): readonly Actor[] {
    return this.#all;
  }

  /** Starts an actor; `finished` hears how it ended, unless it was killed. */
  start<Result>(name: string, work: () => Promise<Result>, finished: (finish: Finish<Result>) => void): Actor {
    const notes: Notes = { firstRead: new Map(), lastRead: new Map(), lostRaces: 0, commits: [] };
    const actor: Actor = { name, waiting: [], notes, underWay: 0, done: false, killed: false };
    const end = (finish: Finish<Result>): void => {
      actor.done = true;
      finished(finish);
    };
    storage.run(actor, () => void work().then((result) => end({ actor, result }), (error: unknown) => end({ actor, error })));
    this.#all.push(actor);
    return actor;
  }

  /** Lets one waiting call of the chosen actor go, and waits until the actor waits again or has ended. */
  async turn(actor: Actor, choose: (count: number) => number, fate: Fate = 'answered'): Promise<void> {
    await settled(actor);
    const call = actor.waiting.splice(choose(actor.waiting.length), 1)[0];
    if (fate === 'dies-before' || fate === 'dies-after') actor.killed = true;
    if (fate === 'dies-before' || fate === 'refused') call?.die();
    else call?.go(fate === 'answered');
    await settled(actor);
    if (actor.killed) await this.kill(actor);
    this.#all = this.#all.filter((each) => !each.done);
  }

  /** Whether a call of the actor waits for its turn; false once it has ended. */
  async isWaiting(actor: Actor): Promise<boolean> {
    await settled(actor);
    this.#all = this.#all.filter((each) => !each.done);
    return actor.waiting.length > 0;
  }

  /** The process of an actor dies: no further call of it reaches anything. */
  async kill(actor: Actor): Promise<void> {
    actor.killed = true;
    await settled(actor);
    while (!actor.done) {
      for (const { die } of actor.waiting.splice(0)) die();
      await settled(actor);
    }
    this.#all = this.#all.filter((each) => !each.done);
  }
}

/** One call of the current actor to the outside. */
export async function gated<Result>(call: () => Promise<Result>): Promise<Result> {
  const actor = storage.getStore();
  if (actor === undefined) return call();
  if (actor.killed) throw new CutOff();
  const heard = await new Promise<boolean>((go, reject) => actor.waiting.push({ go, die: () => reject(new CutOff()) }));
  actor.underWay += 1;
  try {
    const answer = await call();
    if (!heard) throw new CutOff();
    return answer;
  } finally {
    actor.underWay -= 1;
  }
}

async function settled(actor: Actor): Promise<void> {
  while (actor.underWay > 0 || (!actor.done && actor.waiting.length === 0)) await new Promise((resolve) => setImmediate(resolve));
}
