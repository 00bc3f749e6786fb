import type { Findings } from './findings.ts';
import { Person, type Answer } from './person.ts';
import type { Random } from './random.ts';
import type { Askable, SteadyLaptop } from './steady-laptop.ts';
import { rankOf, stepsOf, withdrawalOf, type Item, type Step, type Way } from './steps.ts';

const WAYS: readonly Way[] = ['plain', 'plain', 'edited', 'scheduled', 'withdrawn', 'plain'];

/** Items on their way, each driven by one worker at a time, and what was acknowledged of each. */
export class Flow<Laptop extends Askable = SteadyLaptop> {
  readonly items: Item[] = [];
  readonly laptop: Laptop;
  /** The latest instant that the virtual clock was seen to show, epoch milliseconds. */
  clockSeen = 0;
  readonly #findings: Findings;
  readonly #random: Random;
  readonly #seed: number;
  readonly #people = new Map<string, Person>();
  readonly #toWithdraw: Item[] = [];
  #stopping = false;

  constructor(laptop: Laptop, findings: Findings, random: Random, seed: number) {
    this.laptop = laptop;
    this.#findings = findings;
    this.#random = random;
    this.#seed = seed;
  }

  person(name: string): Person {
    const known = this.#people.get(name) ?? new Person(this.laptop, name);
    this.#people.set(name, known);
    return known;
  }

  /** Takes up items one after the other until `stop`; what was begun is driven to the publisher. */
  async work(): Promise<void> {
    while (!this.#stopping) {
      await this.readClock();
      await this.#drive(this.#take());
      await this.#withdrawOne();
    }
  }

  stop(): void {
    this.#stopping = true;
  }

  async read(item: Item): Promise<Answer> {
    return this.person('submitter.personnel').call('GET', `/releases/${item.id}`);
  }

  /** Looks whether the clock went back since it was read last. */
  async readClock(): Promise<number> {
    const before = this.clockSeen;
    const { text } = await this.laptop.ask('/_local/clock');
    const now = Date.parse((JSON.parse(text) as { now: string }).now);
    this.#findings.check('the clock never went back', now >= before, () => `from ${new Date(before).toISOString()} to ${new Date(now).toISOString()}`);
    this.clockSeen = Math.max(this.clockSeen, now);
    return now;
  }

  /** Withdraws what is to be withdrawn and has not been yet. Answers how many it had to leave. */
  async withdrawRest(): Promise<number> {
    for (let left = this.#toWithdraw.length; left > 0; left -= 1) await this.#withdrawOne();
    return this.#toWithdraw.length;
  }

  async perform(item: Item, step: Step): Promise<void> {
    const headers = { 'idempotency-key': `${this.#seed}-${item.place}-${step.name}`, ...(step.ifMatch === undefined ? {} : { 'if-match': String(step.ifMatch) }) };
    const { status, body } = await this.person(step.who).call(step.method, step.path, step.body, headers);
    this.#findings.check('every request was answered with success', status < 300, () => `${step.name} of ${item.place} (${item.id}): ${status} ${JSON.stringify(body).slice(0, 200)}`);
    if (status >= 300) throw new Refused(step.name);
    if (typeof body['id'] === 'string') item.id = body['id'];
    item.contentHash = body['contentHash'] ?? item.contentHash;
    const rank = body['state'] === undefined ? 0 : rankOf(body);
    item.acknowledged.push({ event: step.event, ...(step.stage === undefined ? {} : { stage: step.stage }), rank, version: Number(body['version']) });
  }

  #take(): Item {
    const place = this.items.length + 1;
    const way = WAYS[this.#random.between(0, WAYS.length - 1)] ?? 'plain';
    const item: Item = { place, way, title: `关于第 ${place} 件事项的通知`, id: '', contentHash: undefined, acknowledged: [] };
    this.items.push(item);
    return item;
  }

  async #drive(item: Item): Promise<void> {
    try {
      for (const step of stepsOf(item, () => this.clockSeen)) await this.perform(item, step);
      if (item.way === 'withdrawn') this.#toWithdraw.push(item);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  }

  /** The one that waits longest is withdrawn if it is online by now. */
  async #withdrawOne(): Promise<void> {
    const item = this.#toWithdraw.shift();
    if (item === undefined) return;
    if ((await this.read(item)).body['state'] !== 'published') this.#toWithdraw.push(item);
    else await this.perform(item, withdrawalOf(item)).catch(letRefusalsPass);
  }
}

/** Noted as a finding already; the item stays where it is. */
class Refused extends Error {}

function letRefusalsPass(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
}
