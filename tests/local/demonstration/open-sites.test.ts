import { expect, it } from 'vitest';
import { openSites } from '../../../local/demonstration/load.ts';
import { demonstrationPeople } from '../../../local/demonstration/people.ts';

type Given = Parameters<typeof openSites>;

/** What was noted in the folder; answers the sites that a start on it opens, and what is noted then. */
async function start(noted: unknown): Promise<{ readonly opened: readonly string[]; readonly note: unknown }> {
  const opened: string[] = [];
  let note = noted;
  const invoke = (_: unknown, { payload }: { readonly payload: string }) => {
    opened.push((JSON.parse(payload) as { readonly site: string }).site);
    return Promise.resolve({ payload: '{}' });
  };
  const cloud = { template: { outputs: () => ({ RebuildSiteFunction: 'Rebuild' }) }, invoker: { invoke } } as unknown as Given[0];
  await openSites(cloud, { read: () => note, write: (_, value) => (note = value) });
  return { opened: opened.sort(), note };
}

const sites = [...new Set(demonstrationPeople().map(({ site }) => site))].sort();

it('opens each site once, as its people are there', async () => {
  const first = await start({ enrolled: true });
  expect(first).toEqual({ opened: sites, note: { enrolled: true, opened: true } });
  expect((await start(first.note)).opened).toEqual([]);
});

it('rebuilds no site of a folder in which an earlier version has told its demonstration', async () => {
  expect((await start({ enrolled: true, told: true })).opened).toEqual([]);
});
