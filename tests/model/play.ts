import type { Organisation } from '../../domain/organisations/schema.ts';
import { organisationOf } from '../../domain/organisations/organisation.ts';
import type { Item as Row, Table } from '../../functions/shared/record/table.ts';
import { Random } from '../faults/random.ts';
import type { Actor } from './actors.ts';
import { enter } from './doubles/current.ts';
import type { Figures } from './figures.ts';
import type { Functions } from './functions.ts';
import { pick, type Step } from './history.ts';
import type { MemoryTable } from './memory-table.ts';
import { comeToRest, faultsAtRest, settle } from './rest.ts';
import { cast } from './specification/cast.ts';
import type { Request } from './specification/request.ts';
import { newStage } from './specification/stages.ts';
import { Users } from './users.ts';
import { World } from './world.ts';

const MINUTE = 60_000;
const MOST_ABORTED = 3;
const MOST_FAILURES = 8;

export interface Played {
  /** The first thing that should not have been. */
  readonly breach: string | undefined;
  readonly told: readonly string[];
  readonly calls: number;
}

export interface Playing {
  readonly functions: Functions;
  readonly figures: Figures;
  /** The table that is asked in the place of the one in memory. */
  readonly behind?: (memory: MemoryTable) => Table;
}

/** Plays a history and then lets everything come to rest. The same steps give the same history. */
export async function play(steps: readonly Step[], { functions, figures, behind }: Playing): Promise<Played> {
  const world = new World(functions, figures, behind);
  enter(world);
  const history = new History(world);
  setRules(world, false);
  await enrolEverybody(world, functions);
  for (const step of steps) {
    await history.step(step);
    figures.steps += 1;
    if (world.referee.breach !== undefined) break;
  }
  const last = new Random(steps.length);
  if (world.referee.breach === undefined) await comeToRest(world, last);
  const faults = world.referee.breach === undefined ? faultsAtRest(world) : [];
  setRules(world, false);
  figures.histories += 1;
  return { breach: world.referee.breach ?? faults[0], told: history.told, calls: history.calls };
}

/** Everybody as enrolled, from the first history on: enrolling is no part of what is played. */
let enrolled: readonly Row[] | undefined;

async function enrolEverybody(world: World, functions: Functions): Promise<void> {
  if (enrolled !== undefined && world.table === world.memory) return world.memory.load(enrolled);
  for (const { id, name, site, roles } of cast) {
    await functions.enrol({ id, name, site, roles: roles.map(([role, unit]) => ({ role, unit, since: '2025-01-01T00:00:00.000Z' })) }, world.now);
    world.relayCalls.push({ pk: `PERSON#${id}`, checkMachine: false });
  }
  await settle(world, new Random(0));
  enrolled = [...world.memory.all()];
}

function setRules(world: World, stricter: boolean): void {
  world.rules.stricter = stricter;
  const organisation = organisationOf('zhejiang') as Organisation & { chains: { submission: unknown[] }; limits: unknown[] };
  const { submission } = organisation.chains;
  const place = organisation.chains.submission.findIndex(({ id }) => id === newStage.id);
  if (place >= 0) submission.splice(place, 1);
  const model = submission.find(({ id }) => id === 'text-review');
  if (stricter && model !== undefined) submission.push({ ...model, id: newStage.id, role: 'reviewer', where: 'department' });
  const limit = organisation.limits.find(({ rule }) => rule === 'S-text-review');
  if (limit !== undefined && !organisation.limits.some(({ rule }) => rule === `S-${newStage.id}`)) organisation.limits.push({ ...limit, rule: `S-${newStage.id}` });
}

class History {
  readonly told: string[] = [];
  calls = 0;
  readonly #world: World;
  readonly #users: Users;
  #aborted = 0;

  constructor(world: World) {
    this.#world = world;
    this.#users = new Users(world);
  }

  async step({ kind, salt }: Step): Promise<void> {
    const random = new Random(salt);
    switch (kind) {
      case 'go':
        return this.#ask(random, random.fraction() < 0.06 ? this.#users.leave(random) : this.#users.natural(random));
      case 'ask':
        return this.#ask(random, this.#users.anything(random));
      case 'again':
        return this.#ask(random, this.#users.again(random));
      case 'run':
        return this.#run(random, random.between(1, 25));
      case 'rest':
        return settle(this.#world, random).then(() => this.#noteItems());
      case 'cut':
        return this.#cut(random);
      case 'rules':
        // A decision under way rests on the rules as it began.
        await settle(this.#world, random);
        return this.#changeRules();
      default:
        return this.#happen(kind, random);
    }
  }

  #happen(kind: Step['kind'], random: Random): void {
    const world = this.#world;
    const at = (what: string): void => void this.told.push(what);
    if (kind === 'clock') {
      world.advance(pick(random, [1_000, 5 * MINUTE, 40 * MINUTE, 180 * MINUTE, 24 * 60 * MINUTE]));
      at(`it is ${new Date(world.now).toISOString()}`);
    }
    if (kind === 'hour') {
      world.advance(Math.max(0, (world.executions.nextWake() ?? world.now) - world.now));
      at(`it is ${new Date(world.now).toISOString()}`);
    }
    if (kind === 'sweep') {
      world.sweep();
      at('the sweeper comes');
    }
    if (kind === 'abort') this.#abort(random);
    if (kind === 'lose' && world.relayCalls.splice(0, 1).length > 0) at('a call of the relay is lost');
    if (kind === 'portal') {
      world.portal.failuresLeft = random.between(1, MOST_FAILURES);
      at(`the portal fails ${world.portal.failuresLeft} times`);
    }
  }

  #changeRules(): void {
    setRules(this.#world, !this.#world.rules.stricter);
    this.told.push(this.#world.rules.stricter ? 'one more review is asked for' : 'the new review is asked for no more');
  }

  #abort(random: Random): void {
    const running = [...this.#world.executions.all.values()].filter((each) => each.running);
    if (running.length === 0 || this.#aborted >= MOST_ABORTED) return;
    this.#aborted += 1;
    const execution = pick(random, running);
    this.#world.executions.abort(execution);
    this.told.push(`${execution.name} is aborted`);
  }

  /** Half of the time the asker waits for the answer before anything else is asked; sometimes they click twice. */
  async #ask(random: Random, request: Request | undefined): Promise<void> {
    if (request === undefined) return;
    const asked = [this.#asking(request)];
    // The second click is some milliseconds later, or by chance none.
    if (random.fraction() < 0.12) asked.push(this.#asking({ ...request, at: request.at + pick(random, [0, 90, 150, 400]) }));
    if (random.fraction() < 0.4) return;
    while (asked.some((actor) => !actor.done) && this.#world.referee.breach === undefined) await this.#run(random, 1, asked);
    this.#noteItems();
  }

  #asking(request: Request): Actor {
    const { at: _, ...said } = request;
    this.told.push(`${request.who} asks: ${JSON.stringify(said)}`);
    return this.#world.ask(request);
  }

  #noteItems(): void {
    for (const id of this.#world.referee.tracks.keys()) if (!this.#users.items.includes(id)) this.#users.items.push(id);
  }

  async #run(random: Random, turns: number, only?: readonly Actor[]): Promise<void> {
    for (let turn = 0; turn < turns && this.#world.referee.breach === undefined; turn += 1) {
      const waiting = only?.filter((actor) => !actor.done) ?? [];
      const alone = waiting.length > 0 && random.fraction() < 0.7;
      const moves = alone ? waiting.map((actor) => () => this.#world.actors.turn(actor, (count) => random.between(0, count - 1))) : this.#world.moves(random);
      if (moves.length === 0) break;
      await pick(random, moves)();
      this.calls += 1;
    }
    this.#noteItems();
  }

  async #cut(random: Random): Promise<void> {
    const { alive } = this.#world.actors;
    if (alive.length === 0) return;
    const actor = pick(random, alive);
    this.told.push(`${actor.name} is cut off`);
    await this.#world.actors.kill(actor);
  }
}
