import type { Release } from '../../domain/release/release.ts';
import type { Random } from '../faults/random.ts';
import { pick } from './history.ts';
import { releaseKey } from './referee.ts';
import { cast, holds, stranger, type CastMember } from './specification/cast.ts';
import { badVariants, goodVariants, notForThePortal, officialDocument, plain, type Written } from './specification/contents.ts';
import { otherDuty, type Item } from './specification/item.ts';
import { isAway } from './specification/posts.ts';
import type { Asked, DecisionSent, Request } from './specification/request.ts';
import { chainOf, holdsStage } from './specification/stages.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** No leave begins or ends where time comes to stand. */
const OFF_HOUR = 333_333;
/** By how much people's requests are early or late, in milliseconds. */
const SKEW = 2000;

/** What somebody last saw of an item: not necessarily how it is. */
interface View {
  readonly document: Release;
  readonly content: Written | undefined;
}

/** The people, who act on what they last read. */
export class Users {
  readonly items: string[] = [];
  readonly #views = new Map<string, View>();
  readonly #sent: Request[] = [];
  readonly #world: World;
  #keys = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** The next act that the item waits for, by somebody who may do it. */
  natural(random: Random): Request | undefined {
    const item = this.#itemNow(this.items.at(-1));
    if (item === undefined || (isOver(item) && random.fraction() < 0.8)) return this.#creating(random, random.fraction() < 0.15);
    const asked = this.#naturalOf(random, item);
    if (asked === undefined) return undefined;
    const [who, act] = asked;
    return this.#request(random, who, item.id, act, 0.2);
  }

  /** Anybody asks for anything, on what they last saw of it. */
  anything(random: Random): Request {
    const who = pick(random, [...cast, stranger]);
    const id = this.items.length === 0 || random.fraction() < 0.03 ? 'zhejiang-aaaaaaaaaaaaaaaa' : pick(random, this.items.slice(-3));
    const view = this.#look(who, id, random.fraction() < 0.5);
    if (random.fraction() < 0.12) return this.#creating(random, true, who);
    return this.#request(random, who, id, this.#anyAct(random, who, view), 0.4);
  }

  /** A request that was sent before, as it was; the time is another one. */
  again(random: Random): Request | undefined {
    const recent = this.#sent.slice(-8);
    return recent.length === 0 ? undefined : { ...pick(random, recent), at: this.#at(random) };
  }

  #creating(random: Random, anyhow: boolean, by?: CastMember): Request {
    const docflow = random.fraction() < 0.12;
    const who = by ?? pick(random, cast.filter((each) => each.site === 'zhejiang' && (docflow ? holds(each, 'submitter', 'office') : holds(each, 'submitter', 'basic-education'))));
    const content = { ...plain, ...(docflow ? officialDocument : {}), ...pick(random, goodVariants), ...(anyhow ? pick(random, [...badVariants, notForThePortal]) : {}) };
    this.#keys += 1;
    return this.#remember({ who: who.name, at: this.#at(random), item: '', key: `key-${this.#keys}`, verb: 'create', content });
  }

  #request(random: Random, who: CastMember, item: string, asked: Asked, careful: number): Request {
    const view = this.#views.get(`${who.name} ${item}`);
    const guards = asked.verb === 'save' ? random.fraction() < 0.95 : random.fraction() < careful;
    const ofPeople = asked.verb === 'leave' || asked.verb === 'end-leave';
    const keyed = asked.verb === 'copy' || (!ofPeople && random.fraction() < 0.6);
    if (keyed) this.#keys += 1;
    return this.#remember({
      who: who.name,
      // Who ends a leave is there from then on, by everybody's clock.
      at: asked.verb === 'end-leave' ? this.#world.now - SKEW : this.#at(random),
      item,
      ...(guards && !ofPeople && view !== undefined ? { ifMatch: view.document.version } : {}),
      ...(keyed ? { key: `key-${this.#keys}` } : {}),
      ...asked,
    });
  }

  #remember(request: Request): Request {
    this.#sent.push(request);
    return request;
  }

  /** Clocks differ by seconds. */
  #at(random: Random): number {
    return this.#world.now + random.between(-SKEW, SKEW);
  }

  #itemNow(id: string | undefined): Item | undefined {
    return id === undefined ? undefined : this.#world.referee.tracks.get(id)?.states.at(-1);
  }

  /** What the person reads of the item now, or what they have read before. */
  #look(who: CastMember, id: string, anew: boolean): View | undefined {
    const key = `${who.name} ${id}`;
    const known = this.#views.get(key);
    if (known !== undefined && !anew) return known;
    const row = this.#world.memory.peek(releaseKey(id), 'HEAD');
    if (row === undefined) return undefined;
    const document = JSON.parse(String(row['release'])) as Release;
    const view = { document, content: this.#world.contents.get(document.contentHash) as Written | undefined };
    this.#views.set(key, view);
    return view;
  }

  #naturalOf(random: Random, item: Item): readonly [CastMember, Asked] | undefined {
    const chance = random.fraction();
    const by = (who: CastMember | undefined, asked: (view: View) => Asked): readonly [CastMember, Asked] | undefined => {
      const view = who === undefined ? undefined : this.#look(who, item.id, true);
      return who === undefined || view === undefined ? undefined : [who, asked(view)];
    };
    const submitters = cast.filter((each) => each.site === 'zhejiang' && holds(each, 'submitter', item.department));
    const submitter = pick(random, chance < 0.15 ? submitters : submitters.filter((each) => otherDuty(item, each.id, 'submit') === undefined && each.name !== 'all'));
    const simple = (verb: 'submit' | 'recall' | 'cancel' | 'abandon' | 'copy') => (): Asked => ({ verb });
    const recaller = cast.find(({ id }) => id === item.submittedBy);
    switch (item.state) {
      case 'draft':
      case 'returned':
        if (item.live !== undefined && chance > 0.9) return by(submitter, simple('abandon'));
        if (chance > 0.65) return by(submitter, (view) => ({ verb: 'save', content: { ...(view.content ?? plain), ...pick(random, goodVariants) } }));
        return by(submitter, simple('submit'));
      case 'in-review':
        if (chance > 0.95) return by(recaller, simple('recall'));
        if (item.suggestion !== undefined && chance > 0.4) return by(submitter, ({ document }) => ({ verb: 'settle', suggestion: document.suggestion?.id ?? 0, outcome: chance > 0.55 ? 'accept' : 'decline' }));
        return by(this.#reviewer(random, item), ({ document }) => reviewOf(document, chance));
      case 'approved':
        if (chance > 0.95) return by(recaller, simple('recall'));
        return by(this.#publisher(random, item), () => ({ verb: 'publish', ...(chance > 0.65 ? { setFor: this.#hour(random) } : {}) }));
      case 'scheduled':
        if (chance > 0.9) return by(recaller, simple('recall'));
        if (chance > 0.65) return by(this.#publisher(random, item), simple('cancel'));
        return chance > 0.35 ? by(this.#publisher(random, item), () => ({ verb: 'publish', setFor: this.#hour(random) })) : undefined;
      case 'publish-failed':
        return by(this.#publisher(random, item), () => ({ verb: 'publish' }));
      case 'published':
        if (chance > 0.7) return by(pick(random, cast.filter((each) => ['publisher-a', 'publisher-b', 'leader'].includes(each.name))), () => ({ verb: 'withdraw', reason: '有误' }));
        return chance > 0.6 ? by(submitter, simple('copy')) : by(submitter, () => ({ verb: 'correct', reason: '更正数字', changes: pick(random, goodVariants) }));
      default:
        return chance > 0.5 ? by(submitter, simple('copy')) : undefined;
    }
  }

  #reviewer(random: Random, item: Item): CastMember | undefined {
    const stage = chainOf(item.content.source, this.#world.rules).find(({ id }) => id === item.stage);
    if (stage === undefined) return undefined;
    const fitting = cast.filter((each) => holdsStage(each, stage, item) && !holds(each, 'admin') && otherDuty(item, each.id, stage.id) === undefined && each.id !== item.lastEditedBy);
    const usual = fitting.filter(({ name }) => name !== 'all');
    return fitting.length === 0 ? undefined : pick(random, usual.length > 0 && random.fraction() < 0.8 ? usual : fitting);
  }

  #publisher(random: Random, item: Item): CastMember | undefined {
    const leaves = this.#world.referee.leaves.at(-1) ?? [];
    const away = isAway(leaves, cast.find(({ name }) => name === 'publisher-a')?.id ?? '', this.#world.now);
    const posted = cast.filter((each) => (away ? holds(each, 'publisher-b') : each.name === 'publisher-a') && otherDuty(item, each.id, 'publish') === undefined);
    return posted.length === 0 ? undefined : pick(random, posted);
  }

  #hour(random: Random): string {
    const ahead = pick(random, [10, 90, 600, 2 * 24 * 60]) * MINUTE;
    return new Date(this.#world.now + ahead + random.between(0, 999)).toISOString();
  }

  #anyAct(random: Random, who: CastMember, view: View | undefined): Asked {
    const document = view?.document;
    const variant = random.fraction() < 0.7 ? pick(random, goodVariants) : pick(random, [...badVariants, notForThePortal, officialDocument]);
    const verbs = ['save', 'submit', 'recall', 'decide', 'decide', 'decide', 'suggest', 'settle', 'publish', 'cancel', 'withdraw', 'correct', 'abandon', 'copy', 'leave', 'end-leave'] as const;
    const verb = pick(random, verbs);
    switch (verb) {
      case 'save':
        return { verb, content: { ...(view?.content ?? plain), ...variant } };
      case 'decide':
        return { verb, form: anyDecision(random, document) };
      case 'suggest':
        return { verb, stage: document?.stage ?? 'first-review', hash: hashIn(document), changes: variant };
      case 'settle':
        return { verb, suggestion: document?.suggestion?.id ?? 1, outcome: pick(random, ['accept', 'decline'] as const) };
      case 'publish':
        return { verb, ...(random.fraction() < 0.5 ? { setFor: random.fraction() < 0.2 ? new Date(this.#world.now - DAY).toISOString() : this.#hour(random) } : {}) };
      case 'withdraw':
        return { verb, reason: random.fraction() < 0.3 ? ' ' : '有误' };
      case 'correct':
        return { verb, reason: random.fraction() < 0.2 ? ' ' : '更正', changes: variant };
      case 'leave':
        return this.#leaving(random);
      case 'end-leave':
        return { verb, leave: this.#world.referee.leaves.at(-1)?.findLast(({ person }) => person === who.id)?.id ?? 'none' };
      default:
        return { verb };
    }
  }

  #leaving(random: Random): Asked {
    const from = this.#world.now + pick(random, [-1, 0, 1]) * DAY + OFF_HOUR;
    return { verb: 'leave', from: new Date(from).toISOString(), until: new Date(from + pick(random, [-1, 1, 2, 5]) * DAY).toISOString() };
  }

  /** A publisher's leave, which decides who may put online. */
  leave(random: Random): Request {
    const who = pick(random, cast.filter((each) => ['publisher-a', 'publisher-a', 'publisher-b'].includes(each.name)));
    const mine = this.#world.referee.leaves.at(-1)?.findLast(({ person }) => person === who.id);
    return this.#request(random, who, '', mine !== undefined && random.fraction() < 0.5 ? { verb: 'end-leave', leave: mine.id } : this.#leaving(random), 0);
  }
}

function isOver({ state }: Item): boolean {
  return state === 'rejected' || state === 'withdrawn';
}

function hashIn(document: Release | undefined): string {
  return document?.contentHash ?? 'a'.repeat(64);
}

const ticks = { legal: true, accurate: true, timely: true, complete: true, effective: true, unclassified: true };

/** Everything that any stage asks for. */
function approvalOf({ stage, contentHash }: Pick<Release, 'stage' | 'contentHash'>): DecisionSent {
  return { stage: stage ?? 'first-review', outcome: 'approve', contentHash, checks: ticks, confidentiality: { result: 'disclose' }, proofread: true };
}

function reviewOf(document: Release, chance: number): Asked {
  const form = approvalOf(document);
  if (chance > 0.86) return { verb: 'decide', form: { ...form, outcome: 'return', remarks: '请补充' } };
  if (chance > 0.84) return { verb: 'decide', form: { ...form, outcome: 'reject', remarks: '不予发布' } };
  if (chance > 0.74) return { verb: 'suggest', stage: form.stage, hash: form.contentHash, changes: { body: chance > 0.79 ? '<p>丁</p>' : '<p>乙</p>' } };
  // Who has approved what a suggestion was made on confirms the difference with one act.
  if (document.taken !== undefined && chance > 0.3) return { verb: 'decide', form: { stage: form.stage, outcome: 'approve', contentHash: form.contentHash } };
  return { verb: 'decide', form };
}

function anyDecision(random: Random, document: Release | undefined): DecisionSent {
  const form = approvalOf({ stage: document?.stage ?? 'first-review', contentHash: hashIn(document) });
  return pick<DecisionSent>(random, [
    form,
    form,
    form,
    { ...form, contentHash: 'a'.repeat(64) },
    { ...form, stage: pick(random, ['first-review', 'text-review', 'legal-review', 'no-review']) },
    { stage: form.stage, outcome: 'approve', contentHash: form.contentHash },
    { ...form, outcome: 'return', remarks: '请补充' },
    { ...form, outcome: 'reject' },
    { ...form, confidentiality: { result: 'withhold', ground: '国家秘密' } },
    { ...form, overrides: [{ finding: 'none', reason: '已核' }] },
    { ...form, checks: { ...ticks, legal: false } },
  ]);
}
