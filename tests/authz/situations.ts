import { DeleteObjectCommand, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';
import { expecting, type ApiClient } from '../../local/demonstration/api-client.ts';
import type { TestLaptop } from '../support/laptop.ts';
import { approvalOf, goodRelease } from '../support/release-line.ts';
import { stageNames, type Duty, type Situation, type StageName } from './expected.ts';

/** The people who bring an item to where it stands; one of them may be somebody who holds several roles. */
export type Hands = Readonly<Record<Duty, string>>;

export const ordinaryHands: Hands = {
  submit: 'submitter.personnel',
  'first-review': 'reviewer.personnel',
  'confidentiality-review': 'secrecy.personnel',
  'second-review': 'head.personnel',
  'text-review': 'text.office',
  publish: 'publisher-a.network',
};

/** An item that stands somewhere, with what a call to it has to name. */
export interface Item {
  readonly id: string;
  readonly version: number;
  readonly contentHash: string;
  readonly situation: Situation;
  /** Its text is out of reach, so that it stands where it does: it cannot be read until `regain` has been called. */
  readonly regain?: () => Promise<void>;
}

export interface Ground {
  readonly laptop: TestLaptop;
  readonly s3: S3Client;
  as(name: string): Promise<ApiClient>;
}

type Recipe = (line: Line) => Promise<Omit<Situation, 'name' | 'involved' | 'lastEditor' | 'submitter'>>;

/** Every place where an item can stand, and how it gets there. */
export const recipes: Readonly<Record<string, Recipe>> = {
  'a draft': () => Promise.resolve({ state: 'draft', hidden: true }),
  ...Object.fromEntries(stageNames.map((stage): [string, Recipe] => [`in ${stage}`, async (line) => ({ state: 'in-review', stage: await line.reviewUntil(stage) })])),
  returned: async (line) => {
    await line.submit();
    await line.turnDown('return');
    return { state: 'returned' };
  },
  rejected: async (line) => {
    await line.submit();
    await line.turnDown('reject');
    return { state: 'rejected' };
  },
  approved: async (line) => {
    await line.review();
    return { state: 'approved' };
  },
  scheduled: async (line) => {
    await line.review();
    await line.publish({ at: new Date(line.now() + 20 * 3_600_000).toISOString() });
    return { state: 'scheduled' };
  },
  publishing: async (line) => {
    await line.review();
    await line.losesItsText();
    await line.publish();
    return { state: 'publishing' };
  },
  'publish-failed': async (line) => {
    await line.review();
    await line.losesItsText();
    await line.publish();
    await line.wait(10 * 60_000);
    await line.regainsItsText();
    return { state: 'publish-failed' };
  },
  published: async (line) => {
    await line.online();
    return { state: 'published' };
  },
  withdrawn: async (line) => {
    await line.online();
    await line.post('publisher-a.network', 'withdrawal', { reason: '误发。' });
    return { state: 'withdrawn' };
  },
  'published, a correction drafted': async (line) => {
    await line.online();
    await line.correct();
    return { state: 'draft', correction: true };
  },
  'published, a correction in first-review': async (line) => {
    await line.online();
    await line.correct();
    await line.submit();
    return { state: 'in-review', stage: 'first-review', correction: true };
  },
  'published, a correction approved': async (line) => {
    await line.online();
    await line.correct();
    await line.review();
    return { state: 'approved', correction: true };
  },
};

/** Makes a fresh item that stands where the name says. */
export async function itemThat(ground: Ground, name: string, hands: Hands = ordinaryHands): Promise<Item> {
  const recipe = recipes[name];
  if (recipe === undefined) throw new Error(`Nobody knows how to make an item that is ${name}.`);
  const line = new Line(ground, hands);
  await line.draft();
  const place = await recipe(line);
  await ground.laptop.cloud.clock.activity.quiet();
  const situation = { name, ...place, involved: line.involved, lastEditor: hands.submit, submitter: line.submitter };
  const item = { id: line.id, ...(await line.standing()), situation };
  return line.isWithoutText ? { ...item, regain: () => line.regainsItsText() } : item;
}

class Line {
  readonly #ground: Ground;
  readonly #hands: Hands;
  readonly involved: Record<string, Duty> = {};
  submitter: string | undefined;
  id = '';
  #lost: { readonly version: number; readonly contentHash: string } | undefined;

  constructor(ground: Ground, hands: Hands) {
    this.#ground = ground;
    this.#hands = hands;
  }

  now(): number {
    return this.#ground.laptop.cloud.clock.now();
  }

  async draft(): Promise<void> {
    const person = await this.#ground.as(this.#hands.submit);
    // A text of its own, since the one that fails to publish loses it.
    const body = `<p>各处室：</p><p>第 ${(serial += 1)} 件。</p>`;
    this.id = String((await expecting(person.call('POST', '/releases', { ...goodRelease, body })))['id']);
  }

  async read(): Promise<Readonly<Record<string, unknown>>> {
    return expecting((await this.#ground.as(this.#hands.submit)).call('GET', `/releases/${this.id}`));
  }

  async post(name: string, path: string, body: unknown): Promise<void> {
    await expecting((await this.#ground.as(name)).call('POST', `/releases/${this.id}/${path}`, body));
  }

  async submit(): Promise<void> {
    await this.post(this.#hands.submit, 'submission', {});
    this.submitter = this.#hands.submit;
    this.#involve('submit');
  }

  async reviewUntil(stage: StageName): Promise<StageName> {
    await this.submit();
    for (const before of stageNames.slice(0, stageNames.indexOf(stage))) await this.#approve(before);
    return stage;
  }

  async review(): Promise<void> {
    await this.reviewUntil('text-review');
    await this.#approve('text-review');
  }

  async turnDown(outcome: 'return' | 'reject'): Promise<void> {
    const { contentHash } = await this.read();
    await this.post(this.#hands['first-review'], 'decisions', { stage: 'first-review', outcome, contentHash, remarks: '请补充依据。' });
    this.#involve('first-review');
  }

  async publish(form: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await this.post(this.#hands.publish, 'publication', form);
    this.#involve('publish');
    await this.#ground.laptop.cloud.clock.activity.quiet();
  }

  async online(): Promise<void> {
    await this.review();
    await this.publish();
  }

  async correct(): Promise<void> {
    await this.post(this.#hands.submit, 'corrections', { reason: '标题有误。', title: `更正后的标题 ${serial}` });
  }

  /** The stored text is out of reach from now on, so that publishing fails, and is tried again when the clock moves. */
  async losesItsText(): Promise<void> {
    this.#lost = await this.standing();
    await this.#ground.s3.send(new DeleteObjectCommand(this.#object(this.#lost.contentHash)));
  }

  async regainsItsText(): Promise<void> {
    const { Bucket, Key } = this.#object(this.#lost?.contentHash ?? '');
    const { DeleteMarkers = [] } = await this.#ground.s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: Key }));
    for (const { VersionId } of DeleteMarkers) await this.#ground.s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    this.#lost = undefined;
  }

  get isWithoutText(): boolean {
    return this.#lost !== undefined;
  }

  /** What calls have to name. While the text is away only the publisher has acted, once. */
  async standing(): Promise<{ readonly version: number; readonly contentHash: string }> {
    if (this.#lost !== undefined) return { ...this.#lost, version: this.#lost.version + 1 };
    const { version, contentHash } = await this.read();
    return { version: Number(version), contentHash: String(contentHash) };
  }

  #object(contentHash: string): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: this.#ground.laptop.cloud.template.outputs()['ContentBucket'] ?? '', Key: `content/${contentHash}` };
  }

  async wait(milliseconds: number): Promise<void> {
    await this.#ground.laptop.cloud.clock.moveTo(this.now() + milliseconds);
    await this.#ground.laptop.cloud.clock.activity.quiet();
  }

  async #approve(stage: StageName): Promise<void> {
    const { contentHash } = await this.read();
    await this.post(this.#hands[stage], 'decisions', approvalOf(stage, contentHash));
    this.#involve(stage);
  }

  #involve(duty: Duty): void {
    this.involved[this.#hands[duty]] = duty;
  }
}

let serial = 0;
