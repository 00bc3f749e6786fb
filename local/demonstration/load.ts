import type { Cloud } from '../boot/start-cloud.ts';
import type { DataFolder } from '../boot/data-folder.ts';
import { apiClient, type ApiClient } from './api-client.ts';
import { DEMONSTRATION_PASSWORD, demonstrationPeople } from './people.ts';
import { DEMONSTRATION_LEAD, tellStories } from './tell-stories.ts';

const DONE = 'demonstration.json';

interface Done {
  readonly enrolled?: boolean;
  readonly opened?: boolean;
  readonly told?: boolean;
}

/**
 * The first people of each site: users in the pool, then, as an operator does it on AWS, the function that enrols them.
 * Done once; a start that was cut off does it again.
 */
export async function enrolPeople(cloud: Cloud, folder: DataFolder): Promise<void> {
  const done = (folder.read(DONE) ?? {}) as Done;
  if (done.enrolled === true) return;
  const people = demonstrationPeople();
  const users = await cloud.identity.ensureUsers(people.map(({ username, name }) => ({ username, name, password: DEMONSTRATION_PASSWORD })));
  const subjects = new Map(users.map(({ username, sub }) => [username, sub]));
  await operate(cloud, cloud.template.outputs()['EnrolPeopleFunction'], {
    since: new Date(cloud.clock.now()).toISOString(),
    people: people.map(({ username, name, site, roles }) => ({ issuer: cloud.identity.issuer, subject: subjects.get(username), name, email: username, site, roles })),
  });
  folder.write(DONE, { ...done, enrolled: true });
}

/**
 * The sites of those people, by the function that an operator opens a site with. Done once, in the same way. Where the
 * demonstration has been told, by an earlier version too, they are open.
 */
export async function openSites(cloud: Pick<Cloud, 'template' | 'invoker'>, folder: Pick<DataFolder, 'read' | 'write'>): Promise<void> {
  const done = (folder.read(DONE) ?? {}) as Done;
  if (done.opened === true || done.told === true) return;
  const sites = [...new Set(demonstrationPeople().map(({ site }) => site))];
  const rebuild = cloud.template.outputs()['RebuildSiteFunction'];
  await Promise.all(sites.map((site) => operate(cloud, rebuild, { site })));
  folder.write(DONE, { ...done, opened: true });
}

/** Whether the demonstration has still to be told: on the first start, or after one that was cut off. */
export function isUntold(folder: DataFolder): boolean {
  return ((folder.read(DONE) ?? {}) as Done).told !== true;
}

/** Where the clock has to start for a demonstration that ends at `now`. */
export function beforeDemonstration(now: number): number {
  return now - DEMONSTRATION_LEAD;
}

/** Items in every state, made through the API. Done once; a telling that was cut off or aborted adds what is missing. */
export async function loadDemonstration(cloud: Cloud, folder: DataFolder, origin: string, now: number, signal?: AbortSignal): Promise<void> {
  const done = (folder.read(DONE) ?? {}) as Done;
  const as = async (username: string): Promise<ApiClient> => apiClient(origin, await cloud.identity.signIn(`${username}@zhejiang.example`));
  await tellStories({ as, clock: cloud.clock, signal }, now);
  folder.write(DONE, { ...done, told: true });
}

async function operate(cloud: Pick<Cloud, 'invoker'>, functionName: string | undefined, order: unknown): Promise<void> {
  if (functionName === undefined) throw new Error('The template has no output for an operation that the first start needs.');
  const { payload, functionError } = await cloud.invoker.invoke({ kind: 'account' }, { functionName, payload: JSON.stringify(order) });
  if (functionError !== undefined) throw new Error(`An operation of the first start failed: ${payload}`);
}
