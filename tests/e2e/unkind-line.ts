import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { RecordedEvent } from '../../domain/record/event.ts';
import { audit, type Audit } from '../../bin/audit/audit.ts';
import { openSealStore } from '../../functions/shared/seals/seal-store.ts';
import { OWNER_ACCESS_KEY_ID } from '../../local/gateway/create-gateway.ts';
import { bucketsOf, tablesOf } from '../../local/template/storage.ts';
import type { FaultPlan } from '../../local/faults/plan.ts';
import { Findings } from '../faults/findings.ts';
import { Flow } from '../faults/flow.ts';
import { Random } from '../faults/random.ts';
import { openRecords, type Records } from '../faults/record.ts';
import type { Askable } from '../faults/steady-laptop.ts';
import { stepsOf, withdrawalOf, type Item, type Way } from '../faults/steps.ts';
import { checkAll } from '../faults/verify.ts';
import type { TestLaptop } from '../support/laptop.ts';
import { moveBy } from './observe.ts';

const MINUTE = 60_000;
/** What people do about an answer like that: the same once more. */
const ONCE_MORE = [429, 500, 502, 503, 504];
const MOST_TRIES = 12;

/** One laptop through which items go under one plan of faults after the other. */
export class UnkindLine {
  readonly findings = new Findings();
  /** Seen by the last look at every item. */
  bellsRung = 0;
  readonly #laptop: TestLaptop;
  readonly #flow: Flow<Askable>;
  readonly #records: Records;

  constructor(laptop: TestLaptop) {
    this.#laptop = laptop;
    this.#flow = new Flow(persistent(laptop), this.findings, new Random(1), 1);
    this.#records = openRecords(laptop.cloud.gatewayUrl);
  }

  /** Brings an item through every hand, online, and off again if it is to be withdrawn, with these faults in force; then all is kind again. Answers what has struck. */
  async underFaults(plan: Partial<FaultPlan>, way: Way, hoursInReview = 6): Promise<Readonly<Record<string, number>>> {
    await this.#flow.readClock();
    this.#laptop.cloud.faults.set(plan);
    const place = this.#flow.items.length + 1;
    const item: Item = { place, way, title: `关于第 ${place} 件事项的通知`, id: '', contentHash: undefined, acknowledged: [] };
    this.#flow.items.push(item);
    for (const step of stepsOf(item, () => this.#flow.clockSeen)) {
      await this.#flow.perform(item, step);
      if (step.name === 'submission') await moveBy(this.#laptop, hoursInReview * 60 * MINUTE);
      await this.#flow.readClock();
    }
    await this.#until(item, ({ state }) => state === 'published');
    if (way === 'withdrawn') {
      await this.#flow.perform(item, withdrawalOf(item));
      await this.#until(item, ({ withdrawal }) => (withdrawal as { readonly takenDownAt?: string } | undefined)?.takenDownAt !== undefined);
    }
    const { struck } = this.#laptop.cloud.faults.view();
    this.#laptop.cloud.faults.set({});
    return struck;
  }

  /** With everything kind again and a while later: what has to hold of every item that went through. */
  async verify(): Promise<readonly string[]> {
    for (let move = 0; move < 12; move += 1) {
      await moveBy(this.#laptop, (move === 0 ? 45 : 5) * MINUTE);
      if ((await this.#records.openOutboxes()).length === 0) break;
    }
    await checkAll(this.#flow, this.findings, this.#records);
    this.bellsRung = 0;
    for (const item of this.#flow.items) await this.#checkApprovalsAndBells(item);
    const { breaks } = await this.#audited();
    this.findings.check('every chain and every seal verifies', breaks.length === 0, () => breaks.join(' | '));
    return this.findings.failed;
  }

  async #audited(): Promise<Audit> {
    const { gatewayUrl: endpoint, template } = this.#laptop.cloud;
    const place = { endpoint, region: template.place.region, credentials: { accessKeyId: OWNER_ACCESS_KEY_ID, secretAccessKey: 'unused' } };
    const client = new DynamoDBClient(place);
    const bucket = bucketsOf(template).find(({ objectLock }) => objectLock !== undefined)?.name ?? '';
    const seals = openSealStore(bucket, new S3Client({ ...place, forcePathStyle: true }));
    return audit({ client, table: tablesOf(template)[0]?.name ?? '', store: seals });
  }

  /** Machines wait for their next try on the virtual clock, and whoever published what failed tries again. */
  async #until(item: Item, isSo: (release: Readonly<Record<string, unknown>>) => boolean): Promise<void> {
    for (let move = 0; move < 40; move += 1) {
      await this.#laptop.cloud.clock.activity.quiet();
      const { status, body } = await this.#flow.read(item);
      if (status === 200 && isSo(body)) return;
      if (body['state'] === 'publish-failed') await this.#flow.person('publisher-a.network').call('POST', `/releases/${item.id}/publication`, {});
      await moveBy(this.#laptop, 3 * MINUTE);
    }
  }

  /** I2: four people approved the very text that is online. I4: no bell twice, none early. */
  async #checkApprovalsAndBells(item: Item): Promise<void> {
    const { body: history } = await this.#flow.person('submitter.personnel').call('GET', `/releases/${item.id}/events`);
    const events = history['items'] as readonly RecordedEvent[];
    const approvals = events.filter(({ type }) => type === 'StageApproved');
    const approvers = new Set(approvals.map(({ by }) => by));
    const same = approvals.every(({ data }) => data['contentHash'] === item.contentHash);
    this.findings.check('I2: four people approved the text that is online', approvals.length === 4 && approvers.size === 4 && same, () => `${item.id}: ${approvals.length} by ${approvers.size}`);
    const bells = events.filter(({ type }) => type === 'BellRung');
    const names = bells.map(({ data: { duty, bell, at } }) => JSON.stringify({ duty, bell, at }));
    this.findings.check('I4: no bell rings twice', new Set(names).size === names.length, () => `${item.id}: ${names.join(', ')}`);
    const early = bells.filter(({ at, data }) => Date.parse(at) < Date.parse(data['at'] as string));
    this.bellsRung += bells.length;
    this.findings.check('I4: no bell rings early', early.length === 0, () => `${item.id}: ${bells.length} bells, early ${JSON.stringify(early)}`);
  }
}

/** A laptop whose callers do not give up: what fails is sent again with the same idempotency key. */
function persistent(laptop: TestLaptop): Askable {
  return {
    ask: async (path, init = {}) => {
      for (let tries = 1; ; tries += 1) {
        const answer = await fetch(laptop.origin + path, { redirect: 'manual', ...init });
        const text = await answer.text();
        if (!ONCE_MORE.includes(answer.status) || tries === MOST_TRIES) return { status: answer.status, headers: answer.headers, text };
      }
    },
  };
}
