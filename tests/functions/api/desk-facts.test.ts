import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { content } from '../../domain/release/sample.ts';
import { ask, deploy, enrol, faultsOf, type Answer, type Call, type Deployed, type Handler } from '../api-fixture.ts';
import { quiet } from '../quiet.ts';

quiet();
let deployed: Deployed;
let handlers: Readonly<Record<'author' | 'act' | 'read' | 'duties', Handler>>;

beforeAll(async () => {
  deployed = await deploy();
  const load = async (name: string): Promise<Handler> => ((await import(`../../../functions/api/${name}.ts`)) as { handler: Handler }).handler;
  handlers = { author: await load('author'), act: await load('act'), read: await load('read'), duties: await load('duties') };
  await enrol(deployed, 'writer', ['submitter', 'basic-education']);
  await enrol(deployed, 'reviewer', ['reviewer', 'basic-education']);
});
afterAll(() => deployed.close());

async function submitted(): Promise<string> {
  const id = String((await ask(handlers.author, 'POST /api/releases', undefined, { as: 'writer', body: content })).body['id']);
  await ask(handlers.act, 'POST /api/releases/{id}/submission', id, { as: 'writer', body: {} });
  return id;
}

const read = (id: string, call: Call): Promise<Answer> => ask(handlers.read, 'GET /api/releases/{id}', id, call);
const actionsIn = ({ body }: Answer) => body['actions'] as Record<string, { allowed: boolean; problem?: { type: string; detail: string } }>;

describe('an item', () => {
  it('says what its reader may do, and of the rest why not, in the reader’s language', async () => {
    const id = await submitted();
    const reviewer = actionsIn(await read(id, { as: 'reviewer' }));
    expect([reviewer['decide'], reviewer['suggest']]).toEqual([{ allowed: true }, { allowed: true }]);
    expect(reviewer['edit']).toMatchObject({ allowed: false, problem: { type: 'forbidden' } });
    const writer = actionsIn(await read(id, { as: 'writer', headers: { 'accept-language': 'en' } }));
    expect(writer['recall']).toEqual({ allowed: true });
    expect(writer['edit']).toMatchObject({ allowed: false, problem: { type: 'wrong-state', detail: expect.stringContaining('in review') as string } });
  });

  it('says which reviews it passes, who decides in each, and which have approved the text as it is now', async () => {
    const id = await submitted();
    const standings = async () => ((await read(id, { as: 'writer' })).body['stations'] as { standing: string; unit: string }[]).map(({ standing, unit }) => `${standing} ${unit}`);
    expect(await standings()).toEqual(['now basic-education', 'ahead basic-education', 'ahead basic-education', 'ahead office']);
    const contentHash = (await read(id, { as: 'writer' })).body['contentHash'];
    await ask(handlers.act, 'POST /api/releases/{id}/decisions', id, { as: 'reviewer', body: { stage: 'first-review', outcome: 'approve', contentHash, proofread: true, checks: { legal: true, accurate: true, timely: true, complete: true, effective: true, unclassified: true } } });
    expect(await standings()).toEqual(['done basic-education', 'now basic-education', 'ahead basic-education', 'ahead office']);
  });
});

describe('the site', () => {
  it('has units, columns with who may submit to them, chains, and the limits that each kind starts', async () => {
    const { status, body } = await ask(handlers.read, 'GET /api/site', undefined, { as: 'writer' });
    expect([status, body['site']]).toEqual([200, 'zhejiang']);
    const columns = body['columns'] as { id: string; submitters: string[] }[];
    expect(columns.find(({ id }) => id === 'finance')?.submitters).toEqual(['finance']);
    expect(columns.find(({ id }) => id === 'work-trends')?.submitters).toContain('personnel');
    const kinds = body['kinds'] as { kind: string; limits: { rule: string }[] }[];
    expect(kinds.find(({ kind }) => kind === 'policy-interpretation')?.limits.map(({ rule }) => rule)).toEqual(['A-16', 'B-05']);
    expect(body['publishing']).toMatchObject({ ordinary: { rule: 'A-23b' }, urgent: { rule: 'A-23a' } });
  });
});

describe('a deadline', () => {
  const deadline = (rule: string, query: Record<string, string>): Promise<Answer> => ask(handlers.duties, 'GET /api/deadlines/{rule}', rule, { as: 'writer', query, parameters: { rule } });

  it('A-23b: is told with every day that was looked at and the clause', async () => {
    const { status, body } = await deadline('A-23b', { from: '2025-09-30T16:00:00+08:00' });
    expect([status, body['dueOn'], body['clause']]).toEqual([200, '2025-10-09', 'A-23']);
    const days = body['days'] as { date: string; counts: boolean; why: string }[];
    expect(days[0]).toEqual({ date: '2025-09-30', counts: false, why: 'day-of-act' });
    expect(days.filter(({ counts }) => counts).map(({ date }) => date)).toEqual(['2025-10-09']);
  });

  it('of an unknown rule is not found, and a start or a pause that cannot be counted is named where it stands', async () => {
    expect((await deadline('A-99', { from: '2025-09-30' })).status).toBe(404);
    expect(faultsOf(await deadline('A-23b', {}))).toEqual(['/query/from required']);
    expect(faultsOf(await deadline('A-23b', { from: 'gestern' }))).toEqual(['/query/from not-a-start']);
    expect(faultsOf(await deadline('A-23a', { from: '2025-09-30' }))).toEqual(['/query/from needs-an-instant']);
    expect(faultsOf(await deadline('A-23b', { from: '2025-09-30', pause: 'x..y' }))).toEqual(['/query/pause not-a-pause']);
    expect(faultsOf(await deadline('A-23b', { from: '1066-09-30' }))).toEqual(['/query/from year-out-of-range']);
  });
});
