import { afterAll, beforeAll, expect, it } from 'vitest';
import { firstBreak, type RecordedEvent } from '../../domain/record/event.ts';
import { expecting, type ApiClient } from '../../local/demonstration/api-client.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { approvalOf, castOf, goodRelease, type Cast } from '../support/release-line.ts';

let laptop: TestLaptop;
let cast: Cast;
let admin: ApiClient;
beforeAll(async () => {
  laptop = await startTestLaptop({ now: '2025-03-05T09:00+08:00' });
  [cast, admin] = [await castOf(laptop), await laptop.as('admin.office')];
});
afterAll(() => laptop.end());

const me = (person: ApiClient) => expecting(person.call('GET', '/me'));
const idOf = async (person: ApiClient): Promise<string> => String((await me(person))['id']);

it('A-22: while A is on leave, B is on duty', async () => {
  const b = await laptop.as('publisher-b.network');
  expect([(await me(cast.publisher))['onDuty'], (await me(b))['onDuty']]).toEqual([true, false]);
  await expecting(cast.publisher.call('POST', `/people/${await idOf(cast.publisher)}/leave`, { from: '2025-03-05', until: '2025-03-07' }));
  expect([(await me(cast.publisher))['onDuty'], (await me(b))['onDuty']]).toEqual([false, true]);
  const { roster } = await expecting(admin.call('GET', '/people'));
  expect(roster).toMatchObject({ onDuty: [{ name: 'publisher-b.network', post: 'publisher-b' }] });
});

it('a reviewer who is disabled mid-review: the item is rerouted', async () => {
  const disabled = cast.reviewers['first-review'];
  const other = await laptop.as('liaison.personnel');
  const [from, to] = [await idOf(disabled), await idOf(other)];
  const { id, contentHash } = await expecting(cast.submitter.call('POST', '/releases', goodRelease));
  await expecting(cast.submitter.call('POST', `/releases/${String(id)}/submission`, {}));
  const decision = [`/releases/${String(id)}/decisions`, approvalOf('first-review', contentHash)] as const;

  expect(await expecting(admin.call('PUT', `/people/${from}/roles`, { roles: [] }))).toMatchObject({ roles: [] });
  expect(await disabled.call('POST', ...decision)).toMatchObject({ status: 403, body: { type: 'forbidden' } });
  expect((await disabled.call('GET', '/tasks')).status).toBe(403);
  expect((await other.call('POST', ...decision)).status).toBe(403);

  await expecting(admin.call('POST', `/people/${from}/reassignment`, { to }));
  await laptop.cloud.clock.activity.quiet();
  expect((await expecting(other.call('GET', '/tasks')))['items']).toMatchObject([{ releaseId: id, stage: 'first-review' }]);
  expect(await expecting(other.call('POST', ...decision))).toMatchObject({ stage: 'confidentiality-review' });
  const { items } = await expecting(admin.call('GET', `/people/${to}/events`));
  expect((items as RecordedEvent[]).map(({ type }) => type)).toEqual(['PersonEnrolled', 'CoverTaken']);
  expect(firstBreak(items as RecordedEvent[])).toBeUndefined();
});
