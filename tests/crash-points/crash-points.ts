import { Random } from '../faults/random.ts';
import { acts, withdraw, type Act, type Doing } from './acts.ts';
import type { CutFate } from './callers.ts';
import type { Functions } from './load-functions.ts';
import { Player, undisturbed, type Played, type Playing } from './play.ts';

/** A call was never made, or was made and its answer never seen: by the death of its process, or by a failure that the process lives to hear of. */
const fates: readonly CutFate[] = ['dies-before', 'dies-after', 'refused', 'unheard'];

/** Each point is played with everybody coming back and with nobody, and with what is done at the same time in either order. */
const ways: readonly Omit<Playing, 'cuts'>[] = [
  { comeback: 'again', lastFirst: false },
  { comeback: 'silence', lastFirst: false },
  { comeback: 'again', lastFirst: true },
  { comeback: 'silence', lastFirst: true },
];

/** Acts whose outcome is withdrawn before a process that was given up comes to itself. */
const WITHDRAWN = /^publish (?!fails)|^publish$|^the hour/;
/** Calls that a process makes after it has come to itself, from reading what to show to having looked again, and some of taking it away. */
const MOST_LATE_CALLS = 8;
/** Acts of which the recovery is cut off as well. */
const PAIRED = /^publish|withdraw/;

export interface Asked {
  /** The place of the first act, and how many are passed over to the next: workers share the acts. */
  readonly first: number;
  readonly step: number;
  /** Of so many points one is played, chosen by the seed; 1 plays all. */
  readonly every: number;
  /** Pairs of points for each act that has them. */
  readonly pairs: number;
  readonly seed: number;
  /** This one alone, whatever the others are. */
  readonly act?: string | undefined;
  /** Stops at the first breach: what is wanted of a planted fault. */
  readonly once: boolean;
}

export interface Counted {
  readonly act: string;
  /** Calls that leave a process between the act and the moment when nothing moves any more. */
  readonly calls: number;
  readonly played: number;
  readonly pairs: number;
  readonly breaches: readonly string[];
}

/** Cuts every act of the line at its calls, and looks each time at what has come of it. */
export async function cutEverything(functions: Functions, asked: Asked, told: (counted: Counted) => void): Promise<void> {
  const player = new Player(functions);
  for (let place = asked.first; place < acts.length; place += asked.step) {
    const act = acts[place];
    if (act === undefined || (asked.act ?? act.name) !== act.name) continue;
    const counted = await new Cutting(player, act, asked).all();
    told(counted);
    if (asked.once && counted.breaches.length > 0) return;
  }
}

class Cutting {
  readonly #player: Player;
  readonly #act: Act;
  readonly #asked: Asked;
  readonly #random: Random;
  readonly #breaches: string[] = [];
  /** Where all stands when nothing is cut off, and when the act is never done. */
  #done = '';
  #letters: ReadonlySet<string> = new Set();
  #doneLate = '';
  #never = '';

  constructor(player: Player, act: Act, asked: Asked) {
    this.#player = player;
    this.#act = act;
    this.#asked = asked;
    this.#random = new Random(asked.seed + act.name.length * 7919);
  }

  get #meanwhile(): Doing | undefined {
    return WITHDRAWN.test(this.#act.name) ? withdraw : undefined;
  }

  async all(): Promise<Counted> {
    const { by, standing, faults, letters } = await this.#player.play(this.#act);
    const calls = by.length;
    this.#letters = letters;
    this.#done = standing;
    this.#doneLate = (await this.#player.play(this.#act, { ...undisturbed, meanwhile: this.#meanwhile })).standing;
    this.#never = await this.#player.withoutIt(this.#act);
    this.#breaches.push(...faults.map((fault) => `${this.#act.name}, with nothing cut: ${fault}`));
    const played = await this.#all(this.#everyCut(by));
    const pairs = PAIRED.test(this.#act.name) ? await this.#pairs(calls) : 0;
    return { act: this.#act.name, calls, played, pairs, breaches: this.#breaches };
  }

  async #all(cuts: Iterable<Playing>): Promise<number> {
    let played = 0;
    for (const playing of cuts) {
      if (this.#random.fraction() * this.#asked.every >= 1) continue;
      if (this.#isEnough()) break;
      await this.#cut(playing);
      played += 1;
    }
    return played;
  }

  *#everyCut(by: readonly string[]): Generator<Playing> {
    for (let call = 1; call <= by.length; call += 1) {
      for (const way of ways) {
        for (const fate of fates) yield { ...way, cuts: new Map([[call, fate]]) };
        // Where nobody comes back while it is given up, it is no more than slow.
        if (way.comeback === 'again') yield { ...way, cuts: new Map([[call, 'stalls']]), meanwhile: this.#meanwhile };
      }
      const isPublish = this.#meanwhile !== undefined && by[call - 1]?.startsWith('publish of ') === true;
      if (isPublish || by[call - 1] === 'rebuild') yield* this.#lateDeaths(call);
    }
  }

  /** Given up while it puts a page online, it puts it after the withdrawal all the same, and dies before it has looked again. */
  *#lateDeaths(call: number): Generator<Playing> {
    for (let diesLate = 1; diesLate <= MOST_LATE_CALLS; diesLate += 1) {
      yield { comeback: 'again', lastFirst: false, cuts: new Map([[call, 'stalls']]), meanwhile: this.#meanwhile, diesLate };
    }
  }

  /** A second crash while all recovers from the first: within as many calls again. */
  async #pairs(calls: number): Promise<number> {
    for (let pair = 0; pair < this.#asked.pairs && !this.#isEnough(); pair += 1) {
      const first = this.#random.between(1, calls);
      const second = first + this.#random.between(1, calls);
      const [one, other, way] = [this.#pick(fates), this.#pick(fates), this.#pick(ways)];
      await this.#cut({ ...way, cuts: new Map([[first, one], [second, other]]) });
    }
    return this.#asked.pairs;
  }

  async #cut(playing: Playing): Promise<void> {
    const how = `${this.#act.name}, ${[...playing.cuts].map(([call, fate]) => `call ${call} ${fate}`).join(', ')}, ${playing.comeback}${playing.lastFirst ? ', last first' : ''}${playing.diesLate === undefined ? '' : `, dies late after ${playing.diesLate}`}`;
    try {
      const played = await this.#player.play(this.#act, playing);
      this.#breaches.push(...[...played.faults, ...this.#lost(played, playing)].map((fault) => `${how}: ${fault}`));
    } catch (error) {
      this.#breaches.push(`${how}: ${(error as Error).message}`);
    }
  }

  /** All or nothing; all, where somebody was told so or came back. */
  #lost({ standing, acknowledged, letters }: Played, { comeback, meanwhile }: Playing): string[] {
    const done = meanwhile === undefined ? this.#done : this.#doneLate;
    // What is told once more may come late; what is told at all has to come.
    if (standing === done) return [...this.#letters].filter((letter) => !letters.has(letter)).map((letter) => `I7: nobody sent: ${letter}.`);
    if (standing === this.#never && !acknowledged && comeback === 'silence') return [];
    return [`I1: it ${standing === this.#never ? 'was lost' : `came to ${difference(standing, done)}`}.`];
  }

  #isEnough(): boolean {
    return this.#asked.once && this.#breaches.length > 0;
  }

  #pick<Each>(all: readonly Each[]): Each {
    return all[this.#random.between(0, all.length - 1)] as Each;
  }
}

/** The first place where two texts part. */
function difference(found: string, wanted: string): string {
  const at = [...found].findIndex((letter, place) => letter !== wanted[place]);
  return `…${found.slice(Math.max(0, at - 60), at + 60)}… instead of …${wanted.slice(Math.max(0, at - 60), at + 60)}…`;
}
