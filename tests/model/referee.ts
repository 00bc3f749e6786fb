import { createHash } from 'node:crypto';
import type { Release } from '../../domain/release/release.ts';
import type { Item as Row, Update } from '../../functions/shared/record/table.ts';
import { currentActor, type Actor } from './actors.ts';
import { differences, dutyFaults } from './compare.ts';
import type { Figures } from './figures.ts';
import type { Written } from './memory-table.ts';
import { cast, memberNamed, type CastMember } from './specification/cast.ts';
import { ordered } from './specification/contents.ts';
import { copied, judgeCreation } from './specification/create.ts';
import { withAnswer, type Item } from './specification/item.ts';
import { isOfDepartment, judge, keyOf, type Situation } from './specification/judge.ts';
import { judgeMachine } from './specification/machine.ts';
import type { Leaves } from './specification/posts.ts';
import type { Request } from './specification/request.ts';
import type { Rules } from './specification/stages.ts';
import type { Verdict } from './specification/verdict.ts';

export interface Event {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly by: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly previousHash: string;
  readonly hash: string;
}

/** An item as the specification has it and as the record has it, after each of its commits (by seq). */
export interface Track {
  readonly states: Item[];
  readonly documents: Release[];
  readonly events: Event[];
}

export interface Surroundings {
  now(): number;
  rules(): Rules;
  online(id: string): string | undefined;
}

export const releaseKey = (id: string): string => `SITE#${id.slice(0, id.lastIndexOf('-'))}#RELEASE#${id}`;

/** Sees every call to the record, and says at the first one that should not have been what was wrong with it. */
export class Referee {
  readonly tracks = new Map<string, Track>();
  /** Everybody's leaves, after each change of them. */
  readonly leaves: Leaves[] = [[]];
  readonly requests = new Map<Actor, Request>();
  /** What a commit was to answer. */
  readonly verdicts = new Map<Actor, Verdict>();
  breach: string | undefined;
  readonly #around: Surroundings;
  readonly #figures: Figures;

  constructor(around: Surroundings, figures: Figures) {
    this.#around = around;
    this.#figures = figures;
  }

  fail(what: string): void {
    this.breach ??= what;
  }

  sawRead(pk: string, sk: string, row: Row | undefined): void {
    const notes = currentActor()?.notes;
    if (notes === undefined || sk !== 'HEAD') return;
    const seq = Number(row?.['seq'] ?? 0);
    if (!notes.firstRead.has(pk)) notes.firstRead.set(pk, seq);
    notes.lastRead.set(pk, seq);
  }

  sawQuery(): void {
    const notes = currentActor()?.notes;
    if (notes !== undefined) notes.roster = this.leaves.length - 1;
  }

  sawLostRace(): void {
    const notes = currentActor()?.notes;
    if (notes !== undefined) notes.lostRaces += 1;
  }

  sawWritten({ before, after }: Written, { sk }: Update): void {
    const pk = String(after['pk']);
    if (sk.startsWith('EVENT#') && before !== undefined) this.fail(`The row ${sk} of ${pk} was written over.`);
    if (sk !== 'HEAD' || !('lastHash' in after)) return;
    if (before?.['seq'] === after['seq']) {
      const kept = ['release', 'person', 'lastHash', 'lastAt'].every((name) => before?.[name] === after[name]);
      if (!kept) this.fail(`${pk} was changed without an event.`);
      return;
    }
    this.#committed(pk, before, after);
  }

  #committed(pk: string, before: Row | undefined, after: Row): void {
    const actor = currentActor();
    const event = this.#linked(pk, before, after);
    if (event === undefined || actor === undefined) return;
    const seen = actor.notes.lastRead.get(pk) ?? 0;
    if (seen !== Number(before?.['seq'] ?? 0)) return this.fail(`${actor.name} committed ${event.type} on seq ${String(before?.['seq'])}, having read ${seen}.`);
    actor.notes.commits.push({ pk, seq: event.seq });
    if (pk.startsWith('PERSON#')) this.#personCommitted(actor, event);
    else this.#releaseCommitted(actor, event, after);
    actor.notes.lastRead.set(pk, event.seq);
  }

  /** I5: the next link, said by one entry of the outbox, and no earlier than the last one. */
  #linked(pk: string, before: Row | undefined, after: Row): Event | undefined {
    const known = (before?.['outbox'] ?? {}) as Record<string, string>;
    const fresh = Object.entries((after['outbox'] ?? {}) as Record<string, string>).filter(([key]) => !(key in known));
    const events = fresh.map(([, text]) => JSON.parse(text) as { kind: string; event: Event }).filter(({ kind }) => kind === 'event');
    const event = events[0]?.event;
    if (event === undefined || events.length > 1) {
      this.fail(`A change of ${pk} has ${events.length} events.`);
      return undefined;
    }
    const { hash, previousHash, ...said } = event;
    const wanted = createHash('sha256').update(previousHash + ordered(said)).digest('hex');
    const faults = [
      event.seq === Number(before?.['seq'] ?? 0) + 1 && event.seq === after['seq'] ? '' : `its seq is ${event.seq}`,
      previousHash === (before?.['lastHash'] ?? '') ? '' : 'it does not follow the last event',
      hash === wanted && hash === after['lastHash'] ? '' : 'its hash is wrong',
      event.at >= ((before?.['lastAt'] ?? '') as string) && event.at === after['lastAt'] ? '' : 'its time runs backwards',
    ].filter((fault) => fault !== '');
    if (faults.length > 0) this.fail(`${event.type} of ${pk}: ${faults.join(', ')}.`);
    return event;
  }

  #personCommitted(actor: Actor, { type, data }: Event): void {
    const leaves = this.leaves.at(-1) ?? [];
    const request = this.requests.get(actor);
    if (request === undefined) return;
    const { id, from, until } = data as { id: string; from: string; until: string };
    if (type === 'LeaveRecorded') this.leaves.push([...leaves, { person: memberNamed(request.who).id, id, from, until }]);
    if (type === 'LeaveEnded') this.leaves.push(leaves.map((leave) => (leave.id === id ? { ...leave, until } : leave)));
  }

  #releaseCommitted(actor: Actor, event: Event, after: Row): void {
    const document = JSON.parse(String(after['release'])) as Release;
    const track = this.tracks.get(document.id) ?? { states: [], documents: [], events: [] };
    this.tracks.set(document.id, track);
    const { states, documents, events } = track;
    const item = states[event.seq - 1];
    const request = this.requests.get(actor);
    const next = request === undefined ? this.#nextByMachine(actor, item, event) : this.#nextByPerson(actor, request, item, event, document);
    if (next === undefined) return;
    for (const fault of [
      ...differences(next, document, after),
      ...dutyFaults(documents[event.seq - 1], document, event.type, this.#around.now()),
    ]) this.fail(`After ${event.type} by ${actor.name}: ${fault}`);
    states[event.seq] = next;
    documents[event.seq] = document;
    events.push(event);
    this.#figures.state(next);
  }

  #nextByMachine({ name }: Actor, item: Item | undefined, { type, by, at }: Event): Item | undefined {
    const next = item === undefined ? 'there is no item' : judgeMachine(item, type, { at: Date.parse(at), online: this.#around.online(item.id), rules: this.#around.rules() });
    if (by !== 'system') this.fail(`${name} recorded ${type} in the name of ${by}.`);
    if (typeof next !== 'string') return next;
    this.fail(`${name} recorded ${type}, but ${next}.`);
    return undefined;
  }

  #nextByPerson(actor: Actor, request: Request, item: Item | undefined, event: Event, document: Release): Item | undefined {
    const verdict = this.verdictFor(actor, request, item, document.id);
    const { next, refusals } = verdict;
    if (event.by !== memberNamed(request.who).id) this.fail(`${event.type} is not by ${request.who}.`);
    if (next === undefined) {
      this.fail(`${actor.name} was recorded as ${event.type}, which had to be refused: ${refusals.join(', ') || 'it changes nothing'}.`);
      return undefined;
    }
    this.verdicts.set(actor, verdict);
    return withAnswer(next, request.key === undefined ? undefined : keyOf(request), verdict.status ?? 0, verdict.answer ?? {});
  }

  /** What the specification says of a request, on the item as the actor last read it. */
  verdictFor(actor: Actor, request: Request, item: Item | undefined, id: string): Verdict {
    const person = memberNamed(request.who);
    if (request.verb === 'create') return judgeCreation(id, person, request.content, request.at);
    if (request.verb === 'copy') return this.#copyVerdict(actor, request, person, id);
    if (item === undefined) return { refusals: person.roles.length === 0 ? ['forbidden'] : ['not-found', 'validation'] };
    return judge(item, request, this.#situationOf(actor, request, person));
  }

  #copyVerdict({ notes }: Actor, request: Request, person: CastMember, id: string): Verdict {
    const seen = notes.firstRead.get(releaseKey(request.item)) ?? 0;
    const item = this.tracks.get(request.item)?.states[seen];
    if (person.roles.length === 0) return { refusals: ['forbidden'] };
    const hidden = item === undefined || person.site !== 'zhejiang' || (item.submittedBy === undefined && !isOfDepartment(item, person));
    if (hidden) return { refusals: ['not-found'] };
    const unsubmitted = item.live !== undefined && !item.handedIn.some((revision) => revision >= (item.live?.correctedFrom ?? 0));
    const { content } = unsubmitted && !isOfDepartment(item, person) ? (item.live ?? item) : item;
    return judgeCreation(id, person, copied(content), request.at);
  }

  #situationOf({ notes }: Actor, { item: id }: Request, person: CastMember): Situation {
    const pk = releaseKey(id);
    const { states = [], documents = [] } = this.tracks.get(id) ?? {};
    const read = states[notes.firstRead.get(pk) ?? 0];
    const document = documents[notes.lastRead.get(pk) ?? 0];
    const duty = document?.duties.findLast(({ rule, state }) => rule.startsWith('A-23') && (state === 'running' || state === 'overdue'));
    return {
      people: cast,
      person,
      rules: this.#around.rules(),
      leaves: this.leaves[notes.roster ?? this.leaves.length - 1] ?? [],
      handedToB: duty?.holder === 'publisher-b',
      readHash: read?.hash,
      base: read?.content,
    };
  }
}

