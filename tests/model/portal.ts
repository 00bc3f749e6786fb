import { onlineRevision } from '../../domain/release/outward.ts';
import { recordPublished, recordTakenDown } from '../../domain/release/machine-steps.ts';
import { planForGeneration, type Plan } from '../../domain/release/plan.ts';
import { addressOf, claimNumbers, indexNumberOf } from '../../functions/shared/portal/numbers.ts';
import { readHead, type Head } from '../../functions/shared/record/head.ts';
import { recordStep, type StepInput } from '../../functions/shared/step.ts';
import { gated } from './actors.ts';
import { openTable } from './doubles/table.ts';
import { relayCaller } from './doubles/call-relay.ts';

/** The public address of each item: the hash that it answers with, and an ETag against writing over what was not seen. */
export class Portal {
  readonly pages = new Map<string, { readonly hash: string | undefined; readonly etag: number }>();
  /** How many calls fail before the portal is there again: fewer than a take-down tries, enough for a publish to fail. */
  failuresLeft = 0;
  readonly #check: (id: string, hash: string) => void;

  /** `check` hears of every page before it is written. */
  constructor(check: (id: string, hash: string) => void) {
    this.#check = check;
  }

  etag(id: string): Promise<number> {
    return gated(() => Promise.resolve(this.pages.get(id)?.etag ?? 0));
  }

  hash(id: string): Promise<string | undefined> {
    return gated(() => Promise.resolve(this.pages.get(id)?.hash));
  }

  put(id: string, hash: string | undefined, seen: number): Promise<boolean> {
    return gated(() => {
      if (this.failuresLeft > 0) {
        this.failuresLeft -= 1;
        return Promise.reject(new Error('The portal does not answer.'));
      }
      if ((this.pages.get(id)?.etag ?? 0) !== seen) return Promise.resolve(false);
      if (hash !== undefined) this.#check(id, hash);
      this.pages.set(id, { hash, etag: seen + 1 });
      return Promise.resolve(true);
    });
  }
}

const table = openTable();
const store = { table, callRelay: relayCaller() };

/** As functions/shared/portal/write-object.ts does with a page: what was seen, what the record says, write, look again. */
async function bringUpToDate(portal: Portal, id: string): Promise<Head> {
  for (;;) {
    const etag = await portal.etag(id);
    const head = await headOf(id);
    const written = await portal.put(id, onlineRevision(head.release)?.contentHash, etag);
    const after = await headOf(id);
    if (written && after.seq === head.seq) return head;
  }
}

async function headOf(id: string): Promise<Head> {
  const head = await readHead(table, id);
  if (head === undefined) throw new Error('The record has no such item.');
  return head;
}

/** The steps of the release machine that touch the portal, with a page that is no more than its hash. */
export const portalSteps: Readonly<Record<'publish' | 'confirm' | 'take-down', (portal: Portal, input: StepInput) => Promise<Plan>>> = {
  async publish(portal, { releaseId, generation }) {
    const head = await headOf(releaseId);
    const plan = planForGeneration(head.release, generation);
    if (plan.next !== 'publish') return plan;
    await claimNumbers(table, head);
    await bringUpToDate(portal, releaseId);
    return { next: 'confirm' };
  },
  async confirm(portal, input) {
    const { release, numbers } = await headOf(input.releaseId);
    if (numbers === undefined) throw new Error('Nothing was put online that could be confirmed.');
    if (release.generation === input.generation && release.state === 'publishing') {
      if ((await portal.hash(input.releaseId)) !== release.contentHash) throw new Error('The public address does not answer with the approved content.');
    }
    const online = { url: addressOf(release, numbers), indexNumber: indexNumberOf(release, numbers) };
    return recordStep(store, input, (current, at) => recordPublished(current, online, at));
  },
  async 'take-down'(portal, input) {
    const { release } = await headOf(input.releaseId);
    const plan = planForGeneration(release, input.generation);
    if (plan.next !== 'take-down') return plan;
    await bringUpToDate(portal, input.releaseId);
    return recordStep(store, input, recordTakenDown);
  },
};
