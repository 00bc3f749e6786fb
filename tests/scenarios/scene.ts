import { DeleteObjectCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import type { RecordedEvent } from '../../domain/record/event.ts';
import { expecting, type ApiAnswer, type ApiClient } from '../../local/demonstration/api-client.ts';
import { clientSettings } from '../e2e/clients.ts';
import { readHistory, readPage, readRelease, type Fields, type Page } from '../e2e/observe.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { approvalOf, bringToApproved, castOf, goodRelease, publishNow, type Cast, type StageName } from '../support/release-line.ts';

export interface Item {
  readonly id: string;
  readonly contentHash: unknown;
}

export interface Bell {
  readonly kind: string;
  readonly at: string;
  readonly rungAt?: string;
}

export interface Duty extends Fields {
  readonly id: string;
  readonly rule: string;
  readonly state: string;
  readonly dueAt: string;
  readonly bells: readonly Bell[];
}

/** A laptop with the personnel department's line, and the words that the scenarios are told in. */
export class Scene {
  readonly laptop: TestLaptop;
  readonly cast: Cast;
  readonly #s3: S3Client;
  #items = 0;

  constructor(laptop: TestLaptop, cast: Cast) {
    this.laptop = laptop;
    this.cast = cast;
    this.#s3 = new S3Client({ ...clientSettings(laptop), forcePathStyle: true });
  }

  as(name: string): Promise<ApiClient> {
    return this.laptop.as(name);
  }

  quiet(): Promise<void> {
    return this.laptop.cloud.clock.activity.quiet();
  }

  now(): number {
    return this.laptop.cloud.clock.now();
  }

  /** Moves the virtual clock to an instant, and waits until everything that came of it is done. */
  async moveTo(instant: string | number): Promise<void> {
    await this.laptop.cloud.clock.moveTo(typeof instant === 'number' ? instant : Date.parse(instant));
    await this.quiet();
  }

  /** A draft with a text of its own, since contents are kept under their hash. */
  async draft(changes: Fields = {}, person = this.cast.submitter): Promise<Item> {
    const { id, contentHash } = await expecting(person.call('POST', '/releases', { ...this.#text(), ...changes }));
    return { id: String(id), contentHash };
  }

  async submitted(changes: Fields = {}): Promise<Item> {
    const item = await this.draft(changes);
    await this.act(this.cast.submitter, item.id, 'submission');
    return item;
  }

  approved(changes: Fields = {}): Promise<string> {
    return bringToApproved(this.cast, { ...this.#text(), ...changes });
  }

  async published(changes: Fields = {}): Promise<string> {
    const id = await this.approved(changes);
    await publishNow(this.cast, id);
    await this.quiet();
    return id;
  }

  /** What is done to an item; throws on a refusal. */
  act(person: ApiClient, id: string, path: string, body: Fields = {}): Promise<Fields> {
    return expecting(person.call('POST', `/releases/${id}/${path}`, body));
  }

  approve({ id, contentHash }: Item, stage: StageName, person = this.cast.reviewers[stage]): Promise<ApiAnswer> {
    return person.call('POST', `/releases/${id}/decisions`, approvalOf(stage, contentHash));
  }

  /** Saves the item as it is with some fields changed, over the version that the person sees. */
  async save(id: string, changes: Fields, person = this.cast.submitter): Promise<Item & Fields> {
    const seen = await this.read(id);
    const fields = Object.fromEntries(Object.keys({ ...goodRelease, ...changes }).map((name) => [name, seen[name]]));
    const saved = await expecting(person.call('PUT', `/releases/${id}`, { ...fields, ...changes }, { 'if-match': String(seen['version']) }));
    return { ...saved, id, contentHash: saved['contentHash'] };
  }

  read(id: string, person = this.cast.submitter): Promise<Fields> {
    return readRelease(person, id);
  }

  events(id: string): Promise<readonly RecordedEvent[]> {
    return readHistory(this.cast.submitter, id);
  }

  async eventTypes(id: string): Promise<readonly string[]> {
    return (await this.events(id)).map(({ type }) => type);
  }

  /** Where an item stands in the worklist of a person; undefined where it is not offered. */
  async offered(person: ApiClient, id: string): Promise<unknown> {
    const { items } = await expecting(person.call('GET', '/tasks'));
    return (items as Fields[]).find(({ releaseId }) => releaseId === id)?.['stage'];
  }

  async duty(id: string, rule: string): Promise<Duty> {
    const { duties } = await this.read(id);
    const found = (duties as Duty[]).findLast((duty) => duty.rule === rule);
    if (found === undefined) throw new Error(`The item has no duty of ${rule}.`);
    return found;
  }

  async idOf(person: ApiClient): Promise<string> {
    return String((await expecting(person.call('GET', '/me')))['id']);
  }

  page(path: unknown): Promise<Page> {
    return readPage(this.laptop, path);
  }

  /** The stored text of an item is out of reach meanwhile, so that it cannot be put online. */
  async withoutText(id: string, work: () => Promise<void>): Promise<void> {
    const { contentHash } = await this.read(id);
    const content = { Bucket: this.laptop.cloud.template.outputs()['ContentBucket'], Key: `content/${String(contentHash)}` };
    await this.#s3.send(new DeleteObjectCommand(content));
    await work();
    const { DeleteMarkers = [] } = await this.#s3.send(new ListObjectVersionsCommand({ Bucket: content.Bucket, Prefix: content.Key }));
    for (const { VersionId } of DeleteMarkers) await this.#s3.send(new DeleteObjectCommand({ ...content, VersionId }));
  }

  async end(): Promise<void> {
    this.#s3.destroy();
    await this.laptop.end();
  }

  #text(): Fields {
    this.#items += 1;
    return { ...goodRelease, title: `关于第${this.#items}件事项的通知`, body: `<p>各处室：</p><p>第${this.#items}件。</p>` };
  }
}

/** A Wednesday morning, or whenever it is to begin. */
export async function openScene(now = '2025-03-05T09:00+08:00'): Promise<Scene> {
  const laptop = await startTestLaptop({ now });
  return new Scene(laptop, await castOf(laptop));
}
