import { sendForm, type SignedForm } from '../support/uploading.ts';
import type { Findings } from './findings.ts';
import { Leaves } from './leaves.ts';
import { Person, type Answer } from './person.ts';
import type { Random } from './random.ts';
import type { Askable, SteadyLaptop } from './steady-laptop.ts';
import { afterwardsOf, stepsOf, type Item, type Step, type Way } from './steps.ts';

const WAYS: readonly Way[] = ['plain', 'edited', 'scheduled', 'withdrawn', 'plain', 'corrected', 'attached', 'returned', 'corrected and withdrawn'];

/** Items on their way, each driven by one worker at a time, and what was acknowledged of each. */
export class Flow<Laptop extends Askable = SteadyLaptop> {
  readonly items: Item[] = [];
  readonly laptop: Laptop;
  readonly leaves: Leaves;
  /** The latest instant that the virtual clock was seen to show, epoch milliseconds. */
  clockSeen = 0;
  readonly #findings: Findings;
  readonly #random: Random;
  readonly #seed: number;
  readonly #people = new Map<string, Person>();
  /** What follows for items once they are online. */
  readonly #toGoOn: { readonly item: Item; readonly afterwards: ReturnType<typeof afterwardsOf> }[] = [];
  #stopping = false;

  constructor(laptop: Laptop, findings: Findings, random: Random, seed: number) {
    this.laptop = laptop;
    this.#findings = findings;
    this.#random = random;
    this.#seed = seed;
    this.leaves = new Leaves(this.person('liaison.personnel'), findings, seed);
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
      await this.#goOnWithOne();
      if (this.#random.fraction() < 0.2) await this.leaves.record();
    }
  }

  stop(): void {
    this.#stopping = true;
  }

  /** Somebody begins a draft that nobody goes on with: no later step of it makes up for what this one leaves undone. */
  async leaveDraft(): Promise<void> {
    await this.#drive(this.#begin('left'));
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

  /** Goes on with what is online by now. Answers how many it had to leave. */
  async goOnWithRest(): Promise<number> {
    for (let left = this.#toGoOn.length; left > 0; left -= 1) await this.#goOnWithOne();
    return this.#toGoOn.length;
  }

  #take(): Item {
    return this.#begin(WAYS[this.#random.between(0, WAYS.length - 1)] ?? 'plain');
  }

  #begin(way: Way): Item {
    const place = this.items.length + 1;
    const item: Item = { place, way, title: `关于第 ${place} 件事项的通知`, id: '', contentHash: undefined, acknowledged: [] };
    this.items.push(item);
    return item;
  }

  async #drive(item: Item): Promise<void> {
    if (await this.#performAll(item, stepsOf(item, () => this.clockSeen))) this.#toGoOn.push({ item, afterwards: afterwardsOf(item) });
  }

  /** The one that waits longest goes on if it is online by now. */
  async #goOnWithOne(): Promise<void> {
    const next = this.#toGoOn.shift();
    const [first, ...others] = next?.afterwards ?? [];
    if (next === undefined || first === undefined) return;
    const { body } = await this.read(next.item);
    if (body['state'] !== 'published' || body['pending'] !== undefined) this.#toGoOn.push(next);
    else if (await this.#performAll(next.item, first(next.item))) this.#toGoOn.push({ item: next.item, afterwards: others });
  }

  /** False when a step was refused: the item stays where it is. */
  async #performAll(item: Item, steps: Generator<Step>): Promise<boolean> {
    for (const step of steps) {
      if (!(await this.perform(item, step))) return false;
    }
    return true;
  }

  /** False when it was refused, which is a finding. */
  async perform(item: Item, step: Step): Promise<boolean> {
    const headers = { 'idempotency-key': `${this.#seed}-${item.place}-${step.name}`, ...(step.ifMatch === undefined ? {} : { 'if-match': String(step.ifMatch) }) };
    const sent = step.upload === undefined ? step.body : { versionId: await this.#upload(item, step.upload) };
    const { status, body } = await this.person(step.who).call(step.method, step.path, sent, headers);
    this.#findings.check('every request was answered with success', status < 300, () => `${step.name} of ${item.place} (${item.id}): ${status} ${JSON.stringify(body).slice(0, 200)}`);
    if (status >= 300) return false;
    if (typeof body['id'] === 'string') item.id = body['id'];
    item.contentHash = body['contentHash'] ?? item.contentHash;
    item.acknowledged.push({ event: step.event, ...(step.stage === undefined ? {} : { stage: step.stage }), version: Number(body['version']) });
    return true;
  }

  /** As a browser sends a file: the form is asked for again where the bucket was gone. Answers the version that it was given. */
  async #upload(item: Item, { name, file }: NonNullable<Step['upload']>): Promise<string> {
    for (;;) {
      const { body } = await this.person('submitter.personnel').call('POST', `/releases/${item.id}/attachments`, { name, type: 'application/pdf', size: file.length });
      const sent = await sendForm(body as unknown as SignedForm, file).catch(letBrokenConnectionsPass);
      const versionId = sent?.status === 204 ? sent.headers.get('x-amz-version-id') : null;
      if (versionId !== null) return versionId;
    }
  }
}

function letBrokenConnectionsPass(error: unknown): undefined {
  if (!(error instanceof TypeError)) throw error;
}
