import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publish } from '../../../domain/release/publish.ts';
import { commit } from '../../../functions/shared/record/commit.ts';
import { after, approved, content, draftOf, publishAct, setFor, tuesday } from '../../domain/release/sample.ts';
import { writeSummary } from '../../../functions/shared/portal/listing-record.ts';
import { ask, deploy, enrol, faultsOf, type Answer, type Deployed, type Handler } from '../api-fixture.ts';
import { quiet } from '../quiet.ts';

const DAY = 86_400_000;

quiet();
let deployed: Deployed;
let handlers: Readonly<Record<'author' | 'act' | 'read', Handler>>;

beforeAll(async () => {
  deployed = await deploy();
  const load = async (name: string): Promise<Handler> => ((await import(`../../../functions/api/${name}.ts`)) as { handler: Handler }).handler;
  handlers = { author: await load('author'), act: await load('act'), read: await load('read') };
  await enrol(deployed, 'writer', ['submitter', 'basic-education']);
  await enrol(deployed, 'stranger', ['submitter', 'finance']);
  for (const title of ['关于 IPv6 部署的通知', '关于公布示范学校名单的通知', '示范学校名单更正通知']) await ask(handlers.author, 'POST /api/releases', undefined, { as: 'writer', body: { ...content, title } });
});
afterAll(() => deployed.close());

const list = (query: Record<string, string>, as = 'writer'): Promise<Answer> => ask(handlers.read, 'GET /api/releases', undefined, { as, query });
const titlesOf = ({ body }: Answer) => (body['items'] as { title: string }[]).map(({ title }) => title).sort();

describe('the list of items', () => {
  it('is narrowed down by words of the title, whatever their case, width and order', async () => {
    expect(titlesOf(await list({ q: 'ｉｐＶ6' }))).toEqual(['关于 IPv6 部署的通知']);
    expect(titlesOf(await list({ q: '名单　示范' }))).toEqual(['关于公布示范学校名单的通知', '示范学校名单更正通知']);
    expect(titlesOf(await list({ q: '示范', state: 'published' }))).toEqual([]);
    expect(titlesOf(await list({ q: ' ' })).length).toBe(3);
  });

  it('finds nothing for somebody who may not read it', async () => {
    expect(titlesOf(await list({ q: '示范' }, 'stranger'))).toEqual([]);
  });

  it('refuses words beyond all measure, with where they stand', async () => {
    expect(faultsOf(await list({ q: '长'.repeat(201) }))).toEqual(['/query/q too-long']);
  });

  it('looks at so many items for one page, and says where to go on', async () => {
    const card = (id: string): string => JSON.stringify({ id, site: 'zhejiang', department: 'basic-education', column: 'announcements', state: 'published', title: '别的通知' });
    const later = Array.from({ length: 501 }, (_, number) => `zhejiang-${number}`);
    const listed = (id: string) => deployed.table.update({ pk: `SITE#zhejiang#RELEASE#${id}`, sk: 'HEAD', expression: 'SET card = :card, listing = :site, listedAt = :at', values: { ':card': card(id), ':site': 'zhejiang', ':at': `2099#${id}` } });
    await Promise.all(later.map(listed));
    const first = await list({ q: 'IPv6' });
    expect([titlesOf(first), typeof first.body['cursor']]).toEqual([[], 'string']);
    const second = await list({ q: 'IPv6', cursor: String(first.body['cursor']) });
    expect([titlesOf(second), second.body['cursor']]).toEqual([['关于 IPv6 部署的通知'], undefined]);
  });

  it('has all that is on its way to the public at once, however long ago it was changed', async () => {
    const approvedOne = approved(tuesday, draftOf(content, undefined, 'zhejiang-0000000000000001'));
    const scheduled = after(publish(approved(tuesday, draftOf(content, undefined, 'zhejiang-0000000000000002')), setFor(tuesday + 21 * DAY), publishAct()));
    for (const release of [approvedOne, scheduled]) await commit(deployed.table, { head: undefined, change: { release, event: { type: 'DraftCreated', by: 'submitter', data: {} } }, at: tuesday });
    for (const [state, { id }] of [['approved', approvedOne], ['scheduled', scheduled]] as const) {
      const { body } = await list({ state });
      expect([(body['items'] as { id: string }[]).map((item) => item.id), body['cursor']]).toEqual([[id], undefined]);
    }
    expect(titlesOf(await list({ state: 'scheduled', q: '别的' }))).toEqual([]);
  });
});

describe('the columns', () => {
  it('say what was put online in them last', async () => {
    const item = { title: '最新一条', path: '/zhejiang/art/2025/1.html', publishedAt: Date.parse('2025-09-30T01:00:00Z') };
    await writeSummary(deployed.table, 'zhejiang', { column: 'announcements', version: 1, mark: 'x', items: [item, { ...item, title: '更早' }] });
    const { body } = await ask(handlers.read, 'GET /api/columns', undefined, { as: 'writer' });
    const columns = body['items'] as { id: string; newest?: unknown; updateClass: string }[];
    expect(columns.find(({ id }) => id === 'announcements')?.newest).toEqual({ title: '最新一条', url: '/zhejiang/art/2025/1.html', publishedAt: '2025-09-30T01:00:00.000Z' });
    expect(columns.filter(({ newest }) => newest !== undefined).length).toBe(1);
  });
});
