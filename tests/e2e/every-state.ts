import { expecting, type ApiClient } from '../../local/demonstration/api-client.ts';
import type { TestLaptop } from '../support/laptop.ts';
import { approvalOf, goodRelease, type StageName } from '../support/release-line.ts';
import { moveBy, readRelease, type Fields } from './observe.ts';

const DAY = 86_400_000;

/** Who may decide which stage, of the personnel department. */
const holders: Readonly<Record<string, string>> = {
  'first-review': 'reviewer.personnel',
  'confidentiality-review': 'secrecy.personnel',
  'second-review': 'head.personnel',
  'text-review': 'text.office',
  'final-review': 'leader.office',
};

const people = new Map<string, Promise<ApiClient>>();

export function as(laptop: TestLaptop, name: string): Promise<ApiClient> {
  const known = `${laptop.origin} ${name}`;
  people.set(known, people.get(known) ?? laptop.as(name));
  return people.get(known)!;
}

export async function act(laptop: TestLaptop, who: string, path: string, body: object = {}, method = 'POST'): Promise<Fields> {
  return expecting((await as(laptop, who)).call(method, path, body));
}

export const look = async (laptop: TestLaptop, id: string): Promise<Fields> => readRelease(await as(laptop, 'submitter.personnel'), id);

async function approve(laptop: TestLaptop, id: string): Promise<void> {
  const { contentHash, pending, stage } = (await look(laptop, id)) as { contentHash: string; stage?: string; pending?: { stage?: string } };
  const at = pending?.stage ?? stage ?? '';
  await act(laptop, holders[at]!, `/releases/${id}/decisions`, at === 'final-review' ? { stage: at, outcome: 'approve', contentHash } : approvalOf(at as StageName, contentHash));
}

export async function newItem(laptop: TestLaptop, approvals: number): Promise<string> {
  const { id } = await act(laptop, 'submitter.personnel', '/releases', goodRelease);
  await act(laptop, 'submitter.personnel', `/releases/${String(id)}/submission`);
  for (let count = 0; count < approvals; count += 1) await approve(laptop, String(id));
  return String(id);
}

export const publication = (laptop: TestLaptop, id: string, body: object = {}): Promise<Fields> => act(laptop, 'publisher-a.network', `/releases/${id}/publication`, body);

/** Whatever is still missing, by whoever may do it. Answers the state in which nobody has anything left to do. */
export async function finish(laptop: TestLaptop, id: string): Promise<string> {
  for (let step = 0; step < 12; step += 1) {
    await laptop.cloud.clock.activity.quiet();
    const { state, pending } = (await look(laptop, id)) as { state: string; pending?: { state: string } };
    const now = pending?.state ?? state;
    if (now === 'in-review') await approve(laptop, id);
    else if (now === 'returned') await act(laptop, 'submitter.personnel', `/releases/${id}/submission`);
    else if (now === 'approved' || now === 'publish-failed') await publication(laptop, id);
    else if (now === 'scheduled') await moveBy(laptop, 2 * DAY);
    else return now;
  }
  return 'never';
}

/** Items that wait in every state, by its name, under whatever chain the laptop's build has. */
export async function itemsInEveryState(laptop: TestLaptop, chain: readonly string[]): Promise<Record<string, string>> {
  const waiting: Record<string, string> = {};
  for (const [place, stage] of chain.entries()) waiting[stage] = await newItem(laptop, place);
  waiting['returned'] = await newItem(laptop, 0);
  const { contentHash } = await look(laptop, waiting['returned']);
  await act(laptop, 'reviewer.personnel', `/releases/${waiting['returned']}/decisions`, { stage: 'first-review', outcome: 'return', contentHash, remarks: '请补充' });
  waiting['approved'] = await newItem(laptop, chain.length);
  waiting['scheduled'] = await newItem(laptop, chain.length);
  await publication(laptop, waiting['scheduled'], { at: new Date(laptop.cloud.clock.now() + DAY).toISOString() });
  waiting['corrected'] = await newItem(laptop, chain.length);
  await publication(laptop, waiting['corrected']);
  await laptop.cloud.clock.activity.quiet();
  await act(laptop, 'submitter.personnel', `/releases/${waiting['corrected']}/corrections`, { reason: '标题有误', title: '关于公布示范学校名单的更正通知' });
  await act(laptop, 'submitter.personnel', `/releases/${waiting['corrected']}/submission`);
  for (let count = 0; count < 2; count += 1) await approve(laptop, waiting['corrected']);
  waiting['publish-failed'] = await newItem(laptop, chain.length);
  waiting['publishing'] = await newItem(laptop, chain.length);
  laptop.cloud.faults.set({ down: [laptop.cloud.template.outputs()['PortalBucket']] });
  await publication(laptop, waiting['publish-failed']);
  await moveBy(laptop, 10 * 60_000);
  await publication(laptop, waiting['publishing']);
  await laptop.cloud.clock.activity.quiet();
  return waiting;
}

/** What each item waits for: a stage, or a state. */
export async function placesOf(laptop: TestLaptop, items: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const places = Object.entries(items).map(async ([name, id]) => {
    const { state, stage, pending } = (await look(laptop, id)) as { state: string; stage?: string; pending?: { state: string; stage?: string } };
    return [name, pending?.stage ?? pending?.state ?? stage ?? state] as const;
  });
  return Object.fromEntries(await Promise.all(places));
}

export const finishAll = async (laptop: TestLaptop, items: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const ends: string[] = [];
  for (const id of Object.values(items)) ends.push(await finish(laptop, id));
  return ends;
};
