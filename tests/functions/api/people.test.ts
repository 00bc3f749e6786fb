import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstBreak } from '../../../domain/record/event.ts';
import { pausePublishing, resumePublishing } from '../../../domain/record/publishing-switch.ts';
import { readEvents } from '../../../functions/shared/record/events.ts';
import { personIdFor, personKey } from '../../../functions/shared/record/keys.ts';
import { readPosts } from '../../../functions/shared/record/people.ts';
import { commitSwitch, readSwitch } from '../../../functions/shared/record/publishing-switch.ts';
import { readPersonHead } from '../../../functions/shared/record/person-head.ts';
import { relayPerson } from '../../../functions/shared/relay/relay-person.ts';
import { tuesday } from '../../domain/release/sample.ts';
import { ask, deploy, enrol, faultsOf, ISSUER, type Answer, type Call, type Deployed, type Handler } from '../api-fixture.ts';
import { mortal } from '../cut-off.ts';
import { quiet } from '../quiet.ts';

quiet();
let deployed: Deployed;
let people: Handler;
let read: Handler;

beforeAll(async () => {
  deployed = await deploy();
  ({ handler: people } = (await import('../../../functions/api/people.ts')));
  ({ handler: read } = (await import('../../../functions/api/read.ts')));
  await enrol(deployed, 'admin', ['admin', 'office']);
  await enrol(deployed, 'a', ['publisher-a', 'network']);
  await enrol(deployed, 'b', ['publisher-b', 'network']);
  for (const name of ['one', 'two', 'three', 'four']) await enrol(deployed, name, ['reviewer', 'finance']);
});
afterAll(() => deployed.close());

const idOf = (name: string): string => personIdFor(ISSUER, name);
const headOf = async (name: string) => (await readPersonHead(deployed.table, idOf(name)))!;
const roles = (name: string, call: Call): Promise<Answer> => ask(people, 'PUT /api/people/{id}/roles', idOf(name), { as: 'admin', ...call });
const leave = (name: string, call: Call): Promise<Answer> => ask(people, 'POST /api/people/{id}/leave', idOf(name), { as: name, ...call });
const reassign = (name: string, call: Call): Promise<Answer> => ask(people, 'POST /api/people/{id}/reassignment', idOf(name), { as: 'admin', ...call });
const me = (name: string, at = tuesday): Promise<Answer> => ask(read, 'GET /api/me', undefined, { as: name, at });
const relay = (name: string): Promise<void> => relayPerson(deployed.table, personKey(idOf(name)));
const week = { from: '2025-09-30', until: '2025-10-06' };

describe('people', () => {
  it('are listed with their roles, and the roster says who puts online', async () => {
    const { status, body } = await ask(people, 'GET /api/people', undefined, { as: 'one', query: { unit: 'network' } });
    expect(status).toBe(200);
    expect(body['items']).toMatchObject([
      { id: idOf('a'), name: 'a', roles: [{ role: 'publisher-a', unit: 'network' }], onDuty: true },
      { id: idOf('b'), name: 'b', onDuty: false },
    ]);
    expect(body['roster']).toMatchObject({ a: [{ name: 'a', present: true }], b: [{ name: 'b', present: true }], onDuty: [{ name: 'a' }] });
    const cursor = Buffer.from(JSON.stringify({ pk: 'a', sk: 'HEAD', listing: 'zhejiang', listedAt: 'x' })).toString('base64url');
    expect(faultsOf(await ask(people, 'GET /api/people', undefined, { as: 'one', query: { cursor } }))).toEqual(['/query/cursor bad-cursor']);
  });

  it('of a site whose publishing is paused are told since when, and nothing of who did it and why; those of another site are not', async () => {
    const since = async (as: string) => ((await ask(people, 'GET /api/people', undefined, { as })).body['roster'] as { pausedSince?: string }).pausedSince;
    const turn = async (site: string, change: typeof pausePublishing): Promise<void> => {
      const head = await readSwitch(deployed.table, site);
      await commitSwitch(deployed.table, head, change(head?.state ?? { site }, { by: 'operator-x', why: 'reason-x', at: tuesday })!, tuesday);
    };
    expect(await since('one')).toBeUndefined();
    await turn('hangzhou', pausePublishing);
    expect(await since('one')).toBeUndefined();
    await turn('zhejiang', pausePublishing);
    expect(await since('one')).toBe(new Date(tuesday).toISOString());
    expect(JSON.stringify(await ask(people, 'GET /api/people', undefined, { as: 'one' }))).not.toMatch(/operator-x|reason-x/);
    await turn('zhejiang', resumePublishing);
    expect(await since('one')).toBeUndefined();
  });

  it('A-22: while A is on leave B is on duty; B’s own leave is then refused', async () => {
    expect(await leave('a', { body: week })).toMatchObject({ status: 201, body: { from: '2025-09-29T16:00:00.000Z', until: '2025-10-06T16:00:00.000Z', version: 2 } });
    expect((await me('a')).body).toMatchObject({ onDuty: false, leaves: [{ until: '2025-10-06T16:00:00.000Z' }], version: 2 });
    expect((await me('b')).body).toMatchObject({ onDuty: true });
    expect(await leave('b', { body: week })).toMatchObject({ status: 422, body: { type: 'blocked-by-checks' } });
    expect((await headOf('b')).seq).toBe(1);
    expect((await readPosts(deployed.table, 'zhejiang')).map(({ name, post }) => `${name} ${post}`).sort()).toEqual(['a publisher-a', 'b publisher-b']);
  });

  it('A-22: of two leaves recorded at the same instant that leave both posts empty, the later to be recorded is told so', async () => {
    const span = { from: '2025-11-03', until: '2025-11-04' };
    const before = await headOf('a');
    const first = await leave('a', { body: span });
    expect(first).toMatchObject({ status: 201, body: { warnings: [] } });
    // The index has not learned of the first as the second is decided on.
    const { pk, sk, card } = { pk: before.pk, sk: 'HEAD', card: JSON.stringify(before.person) };
    await deployed.table.update({ pk, sk, expression: 'SET card = :card', values: { ':card': card } });
    const second = await leave('b', { body: span });
    expect(second).toMatchObject({ status: 201, body: { warnings: [{ code: 'nobody-on-duty', values: { at: '2025-11-03T00:00:00+08:00' } }] } });
    const end = (name: string, { body }: Answer) => ask(people, 'DELETE /api/people/{id}/leave/{leave}', idOf(name), { as: name, parameters: { leave: String(body['id']) } });
    expect((await end('a', first)).body['warnings']).toEqual([]);
    expect((await end('b', second)).status).toBe(200);
  });

  it('who is disabled is refused everywhere', async () => {
    expect(await roles('four', { body: { roles: [] } })).toMatchObject({ status: 200, body: { roles: [], withoutHolder: [], version: 2 } });
    expect(await me('four')).toMatchObject({ status: 403, body: { type: 'forbidden' } });
    expect((await ask(people, 'GET /api/people', undefined, { as: 'four' })).status).toBe(403);
    expect((await leave('four', { body: week })).status).toBe(403);
  });

  it('every refusal leaves the record as it is, and names every fault', async () => {
    const before = await Promise.all(['admin', 'a', 'one', 'two'].map((name) => headOf(name)));
    const unknown = { roles: [{ role: 'king', unit: 'finance' }, { role: 'reviewer', unit: 'moon' }] };
    expect(faultsOf(await roles('one', { body: unknown }))).toEqual(['/roles/0/role unknown-role', '/roles/1/unit unknown-unit']);
    expect(faultsOf(await roles('a', { body: { roles: [] } }))).toEqual(['/roles nobody-left-on-post']);
    expect(faultsOf(await roles('admin', { body: { roles: [] } }))).toEqual(['/roles own-roles']);
    expect((await roles('one', { as: 'two', body: { roles: [] } })).status).toBe(403);
    expect((await roles('one', { body: { roles: [] }, headers: { 'if-match': '7' } })).status).toBe(412);
    expect(faultsOf(await roles('one', { body: {} }))).toEqual(['/roles required']);
    expect(faultsOf(await leave('one', { body: { from: 'soon', until: '2025-13-01' } }))).toEqual(['/from bad-day-or-instant', '/until bad-day-or-instant']);
    expect(faultsOf(await leave('one', { body: { ...week, cover: 'nobody' } }))).toEqual(['/cover unknown-person']);
    expect(faultsOf(await leave('one', { body: { from: '2025-09-01', until: '2025-09-02' } }))).toEqual(['/until leave-over']);
    expect((await reassign('one', { as: 'two', body: { to: idOf('two') } })).status).toBe(403);
    expect(faultsOf(await reassign('one', { body: { to: idOf('four') } }))).toEqual(['/to unknown-person']);
    expect((await reassign('nobody', { body: { to: idOf('one') } })).status).toBe(404);
    expect(await Promise.all(['admin', 'a', 'one', 'two'].map((name) => headOf(name)))).toEqual(before);
  });

  it('a repeat with the same key gets the first answer and changes nothing; the relay is ordered again', async () => {
    const call: Call = { body: { to: idOf('two') }, headers: { 'idempotency-key': 'r-1' } };
    const first = await reassign('three', call);
    expect(first).toMatchObject({ status: 200, body: { to: idOf('two'), version: 2 } });
    const before = deployed.relayed.length;
    expect((await reassign('three', call)).body).toEqual(first.body);
    expect((await headOf('three')).seq).toBe(2);
    expect(deployed.relayed.slice(before)).toEqual([{ pk: personKey(idOf('three')) }]);
  });
});

describe('what follows from a leave', () => {
  it('I5: the covering person’s own record learns of it, once, whatever call the relay is cut off before', async () => {
    const { body } = await leave('one', { body: { ...week, cover: idOf('two') } });
    for (let fatal = 1; ; fatal += 1) {
      const { wrap, calls } = mortal(fatal);
      await relayPerson(wrap(deployed.table), personKey(idOf('one'))).catch(() => undefined);
      if (calls() < fatal) break;
    }
    await relay('one');
    await relay('two');
    const [one, two] = [await headOf('one'), await headOf('two')];
    expect([one.outbox, two.outbox]).toEqual([{}, {}]);
    expect(two.person.covers.filter(({ id }) => id === body['id'])).toMatchObject([{ person: idOf('one'), until: '2025-10-06T16:00:00.000Z' }]);
    const events = await readEvents(deployed.table, two);
    expect(events.filter(({ type, data }) => type === 'CoverTaken' && data['id'] === body['id'])).toHaveLength(1);
    expect(firstBreak(events)).toBeUndefined();
    const held = (answer: Answer) => (answer.body['roles'] as { coversFor?: string }[]).filter(({ coversFor }) => coversFor === idOf('one')).length;
    expect([held(await me('two')), held(await me('two', Date.parse('2025-10-06T16:00:00Z')))]).toEqual([1, 0]);
  });

  it('one’s history is read by oneself and by who sees to one, and by nobody else', async () => {
    const history = (as: string): Promise<Answer> => ask(people, 'GET /api/people/{id}/events', idOf('one'), { as });
    for (const as of ['one', 'admin']) expect(((await history(as)).body['items'] as { type: string }[]).map(({ type }) => type)).toEqual(['PersonEnrolled', 'LeaveRecorded']);
    expect((await history('two')).status).toBe(403);
  });
});
