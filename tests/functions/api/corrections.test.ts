import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordPublished } from '../../../domain/release/machine-steps.ts';
import { commit } from '../../../functions/shared/record/commit.ts';
import { content, publishing, tuesday } from '../../domain/release/sample.ts';
import { ask, deploy, enrol, faultsOf, type Answer, type Call, type Deployed, type Handler } from '../api-fixture.ts';
import { quiet } from '../quiet.ts';

quiet();
let deployed: Deployed;
let handlers: Readonly<Record<'act' | 'read' | 'revise' | 'look', Handler>>;

const published = recordPublished(publishing(), { url: '/zhejiang/art/2025/00001.html', indexNumber: 'n' }, tuesday)!.release;
const SECRET_TITLE = '尚未报送的标题';
const SECRET_REASON = '尚未报送的理由';

beforeAll(async () => {
  deployed = await deploy();
  const load = async (name: string): Promise<Handler> => ((await import(`../../../functions/api/${name}.ts`)) as { handler: Handler }).handler;
  handlers = { act: await load('act'), read: await load('read'), revise: await load('revise'), look: await load('look') };
  await enrol(deployed, 'writer', ['submitter', 'basic-education']);
  await enrol(deployed, 'reviewer', ['reviewer', 'basic-education']);
  await enrol(deployed, 'elsewhere', ['submitter', 'finance']);
  await deployed.contents.put(content);
  await commit(deployed.table, { head: undefined, change: { release: published, event: { type: 'ReleasePublished', by: 'system', data: {} } }, at: tuesday });
});
afterAll(() => deployed.close());

const on = (handler: keyof typeof handlers, route: string, call: Call): Promise<Answer> => ask(handlers[handler], route.replace(' /', ' /api/releases/{id}/').replace(/\/$/, ''), published.id, call);
const idsIn = async (state: string, as: string): Promise<readonly unknown[]> => ((await ask(handlers.read, 'GET /api/releases', undefined, { as, query: { state } })).body['items'] as { id: string }[]).map(({ id }) => id);
const correct = (title: string, reason: string): Promise<Answer> => on('revise', 'POST /corrections', { as: 'writer', body: { title, reason } });
const submit = (): Promise<Answer> => on('act', 'POST /submission', { as: 'writer', body: {} });

describe('a correction that has not been submitted', () => {
  /** Everything that somebody is shown of the item, as one text. */
  async function everythingFor(as: string): Promise<string> {
    const answers = await Promise.all([
      on('read', 'GET /', { as }),
      on('read', 'GET /events', { as }),
      on('look', 'GET /preview', { as }),
      on('look', 'GET /diff', { as }),
      ask(handlers.read, 'GET /api/releases', undefined, { as }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    return JSON.stringify(answers.map(({ body }) => body));
  }

  it('is told to nobody beyond the department: not its text, its hash, its reason, its files or who writes it', async () => {
    const first = await correct('先前的更正', '先前');
    expect(first.status).toBe(201);
    await submit();
    const hash = String(first.body['contentHash']);
    await on('act', 'POST /decisions', { as: 'reviewer', body: { stage: 'first-review', outcome: 'reject', contentHash: hash, remarks: '无须更正' } });
    const second = await correct(SECRET_TITLE, SECRET_REASON);
    expect(second.status).toBe(201);

    const told = await everythingFor('elsewhere');
    for (const secret of [SECRET_TITLE, SECRET_REASON, String(second.body['contentHash'])]) expect(told).not.toContain(secret);
    expect(told).toContain('先前');
    const known = await everythingFor('writer');
    for (const secret of [SECRET_TITLE, SECRET_REASON, String(second.body['contentHash'])]) expect(known).toContain(secret);

    expect([await idsIn('draft', 'elsewhere'), await idsIn('draft', 'writer'), await idsIn('published', 'elsewhere')]).toEqual([[], [published.id], [published.id]]);

    await submit();
    expect(await everythingFor('elsewhere')).toContain(SECRET_REASON);
  });

  it('is listed from then on by where it stands, beside where its item does', async () => {
    for (const state of ['in-review', 'published']) expect(await idsIn(state, 'elsewhere')).toEqual([published.id]);
    expect(await idsIn('draft', 'writer')).toEqual([]);
    const { body } = await ask(handlers.read, 'GET /api/tasks', undefined, { as: 'reviewer' });
    expect(body['items']).toMatchObject([{ releaseId: published.id, stage: 'first-review', correction: true }]);
  });
});

describe('what is signed with an approval', () => {
  it('stands in the history for the same readers as in the item, as long as it may be, and stays there when the correction is given up', async () => {
    const remarks = '阅'.repeat(2000);
    const item = (await on('read', 'GET /', { as: 'reviewer' })).body;
    const form = { stage: 'first-review', outcome: 'approve', contentHash: item['contentHash'], checks: { legal: true, accurate: true, timely: true, complete: true, effective: true, unclassified: true }, proofread: true, remarks };
    expect((await on('act', 'POST /decisions', { as: 'reviewer', body: form })).status).toBe(200);
    const signed = { checks: form.checks, proofread: true, remarks };
    const ofHistory = async (): Promise<unknown> => ((await on('read', 'GET /events', { as: 'elsewhere' })).body['items'] as { type: string; data: unknown }[]).findLast(({ type }) => type === 'StageApproved')?.data;
    const ofItem = async (): Promise<readonly unknown[]> => (await on('read', 'GET /', { as: 'elsewhere' })).body['approvals'] as readonly unknown[];
    expect([(await ofItem()).at(-1), await ofHistory()]).toMatchObject([signed, signed]);
    expect((await on('act', 'POST /recall', { as: 'writer', body: {} })).status).toBe(200);
    expect((await on('act', 'DELETE /corrections', { as: 'writer', body: {} })).status).toBe(200);
    expect((await ofItem()).some((approval) => (approval as { remarks?: string }).remarks === remarks)).toBe(false);
    expect(await ofHistory()).toMatchObject(signed);
  });
});

describe('a suggestion', () => {
  it('names all of its faults, those of its stage and hash too', async () => {
    const suggest = (body: unknown): Promise<Answer> => on('revise', 'POST /suggestions', { as: 'reviewer', body });
    expect(faultsOf(await suggest({ title: '' })).sort()).toEqual(['/contentHash required', '/stage required', '/title required']);
  });
});
