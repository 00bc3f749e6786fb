import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Change } from '../../../domain/release/change.ts';
import { recordFailure } from '../../../domain/release/machine-steps.ts';
import { publish } from '../../../domain/release/publish.ts';
import type { Release } from '../../../domain/release/release.ts';
import { withdraw } from '../../../domain/release/publish.ts';
import { commit } from '../../../functions/shared/record/commit.ts';
import { enrolPerson } from '../../../functions/shared/record/enrol-person.ts';
import { closeEntries } from '../../../functions/shared/relay/close-entries.ts';
import { layDown, setAside } from '../../../functions/shared/relay/dead-letters.ts';
import type { Head } from '../../../functions/shared/record/head.ts';
import { actOf, approved, changeIn, draftOf, minutes, now, publishAct, publisherA, submitted, tuesday } from '../../domain/release/sample.ts';
import { deploy, type Deployed } from '../api-fixture.ts';
import { measuredIn } from '../metrics.ts';
import { quiet } from '../quiet.ts';

const lines = quiet();
let deployed: Deployed;
let client: DynamoDBClient;
let sweep: (event: { scheduledTime: string }) => Promise<void>;
beforeAll(async () => {
  deployed = await deploy();
  client = new DynamoDBClient({});
  ({ handler: sweep } = await import('../../../functions/scheduled/sweep.ts'));
});
afterAll(async () => {
  client.destroy();
  await deployed.close();
});

async function sweptAt(instant: number): Promise<Record<string, Record<string, unknown>>> {
  lines.length = 0;
  await sweep({ scheduledTime: new Date(instant).toISOString() });
  return measuredIn(lines);
}

let count = 0;
const idOf = (): string => `zhejiang-gauge${(count += 1)}`;
const noted = (release: Release): Change => ({ release, event: { type: 'Noted', by: 'x', data: {} } });

/** Puts an item into the record as it stands after a change, with nothing left to follow. */
async function put(change: Change, at = tuesday): Promise<Head> {
  const head = (await commit(deployed.table, { head: undefined, change, at }))!;
  await closeEntries(deployed.table, head, Object.keys(head.outbox));
  return head;
}

/** Takes an item out of every list again. */
const finish = async (head: Head, state: Release['state'] = 'rejected'): Promise<void> => {
  const release: Release = { ...head.release, state, duties: [] };
  const done = (await commit(deployed.table, { head: { ...head, outbox: {} }, change: noted(release), at: tuesday }))!;
  await closeEntries(deployed.table, done, Object.keys(done.outbox));
};

const draft = (): Release => draftOf(undefined, undefined, idOf());
const published = (): Change => changeIn(publish(approved(tuesday, draft()), now, publishAct()));
const stage = (of: Record<string, Record<string, unknown>>, name: string): unknown => of['zhejiang']?.[name];

describe('the gauges', () => {
  it('read nothing where nothing waits, and count the sweep as a whole one', async () => {
    expect(await sweptAt(tuesday)).toEqual({
      '*': { OutboxOldestSeconds: 0, DeadEffects: 0, Sweeps: 1 },
      ...Object.fromEntries(['zhejiang', 'shangqiu', 'hangzhou'].map((site) => [site, { PublishingStuck: 0, PublishingOverdue: 0, DutiesUnheld: 0 }])),
    });
  });

  it('I7: say how long the oldest outbox has waited', async () => {
    const head = (await commit(deployed.table, { head: undefined, change: noted(draft()), at: tuesday }))!;
    await commit(deployed.table, { head: undefined, change: noted(draft()), at: tuesday + minutes(3) }).then((other) => closeEntries(deployed.table, other!, Object.keys(other!.outbox)));
    expect((await sweptAt(tuesday + minutes(7)))['*']).toMatchObject({ OutboxOldestSeconds: 420 });
    await closeEntries(deployed.table, head, Object.keys(head.outbox));
    expect((await sweptAt(tuesday + minutes(7)))['*']).toMatchObject({ OutboxOldestSeconds: 0 });
  });

  it('count dead effects until they are seen to', async () => {
    const head = (await commit(deployed.table, { head: undefined, change: noted(draft()), at: tuesday }))!;
    const [key] = Object.keys(head.outbox);
    await layDown(deployed.table, head, key!);
    await closeEntries(deployed.table, head, Object.keys(head.outbox));
    expect((await sweptAt(tuesday))['*']).toMatchObject({ DeadEffects: 1 });
    await setAside(deployed.table, { pk: head.pk, key: key! }, new Date(tuesday).toISOString());
    expect((await sweptAt(tuesday))['*']).toMatchObject({ DeadEffects: 0 });
  });

  it('count machines’ work as stuck after a quarter of an hour, however often the machine began anew, and what failed at once', async () => {
    const going = await put(published());
    expect(stage(await sweptAt(tuesday + minutes(15)), 'PublishingStuck')).toBe(0);
    expect(stage(await sweptAt(tuesday + minutes(15) + 1), 'PublishingStuck')).toBe(1);
    await finish(going);
    const leaving = await put(changeIn(withdraw({ ...approved(tuesday, draft()), state: 'published' }, '有误', actOf(publisherA))));
    const again = (await commit(deployed.table, { head: { ...leaving, outbox: {} }, change: noted({ ...leaving.release, restarts: 4 }), at: tuesday + minutes(40) }))!;
    await closeEntries(deployed.table, again, Object.keys(again.outbox));
    expect(stage(await sweptAt(tuesday + minutes(41)), 'PublishingStuck')).toBe(1);
    await finish(again);
    const failed = await put(recordFailure(published().release, 'States.Timeout')!);
    expect(stage(await sweptAt(tuesday), 'PublishingStuck')).toBe(1);
    await finish(failed);
    expect(stage(await sweptAt(tuesday + minutes(60)), 'PublishingStuck')).toBe(0);
  });

  it('A-23: count what is approved and not online at the end of its limit, and nothing before', async () => {
    const waiting = await put(noted(approved(tuesday, draft())));
    const due = Date.parse(waiting.release.duties.at(-1)!.dueAt);
    expect(stage(await sweptAt(due), 'PublishingOverdue')).toBe(0);
    expect(stage(await sweptAt(due + 1), 'PublishingOverdue')).toBe(1);
    await finish(waiting);
    expect(stage(await sweptAt(due + 1), 'PublishingOverdue')).toBe(0);
  });
});

describe('duties that nobody holds', () => {
  const place = { role: 'reviewer', unit: 'basic-education', since: '2025-01-01T00:00:00.000Z' } as const;
  let open: Head;
  let due: number;
  beforeEach(async () => {
    open = await put(noted(submitted(tuesday, draft())));
    due = Date.parse(open.release.duties.at(-1)!.dueAt);
    return () => finish(open);
  });
  const unheld = async (at = due + 1): Promise<unknown> => stage(await sweptAt(at), 'DutiesUnheld');
  const enrol = (id: string, roles: readonly (typeof place)[]): Promise<unknown> => enrolPerson(deployed.table, { id, name: id, site: 'zhejiang', roles: [...roles] }, tuesday);

  it('count once they are overdue, until somebody holds the role in that unit', async () => {
    expect(await unheld(due)).toBe(0);
    expect(await unheld()).toBe(1);
    await enrol('elsewhere', [{ ...place, unit: 'legal' as never }]);
    expect(await unheld()).toBe(1);
    await enrol('there', [place]);
    expect(await unheld()).toBe(0);
    await enrol('there', []);
    expect(await unheld()).toBe(1);
  });

  it('are named in the log by place and id, with no text and no person; of very many some, and how many there are', async () => {
    expect(await unheld()).toBe(1);
    const told = (): Record<string, unknown>[] => lines.filter((line) => line.includes('DUTIES_UNHELD')).map((line) => JSON.parse(line) as Record<string, unknown>);
    const [duty] = open.release.duties;
    expect(told()).toEqual([{ level: 'INFO', code: 'DUTIES_UNHELD', message: expect.any(String) as unknown, site: 'zhejiang', unit: place.unit, roles: ['reviewer'], count: 1, duties: [duty?.id] }]);
    expect(duty?.id).toContain(open.release.id);
    const more = await Promise.all(Array.from({ length: 20 }, () => put(noted(submitted(tuesday, draft())))));
    expect(await unheld()).toBe(21);
    expect(told()).toMatchObject([{ count: 21, duties: { length: 20 } }]);
    await Promise.all(more.map((head) => finish(head)));
    expect(await unheld(due)).toBe(0);
    expect(told()).toEqual([]);
  });

  it('count a cover, and count nobody who is on leave', async () => {
    const span = { from: new Date(due - minutes(60)).toISOString(), until: new Date(due + minutes(60)).toISOString() };
    await person('absent', [place], { leaves: [{ id: 'l', ...span }] });
    expect(await unheld()).toBe(1);
    expect(await unheld(due + minutes(61))).toBe(0);
    await person('cover', [{ ...place, role: 'liaison' as never }], { covers: [{ id: 'l', person: 'absent', name: 'absent', roles: [place], ...span }] });
    expect(await unheld()).toBe(0);
  });

  /** As the list of people shows somebody, with what they are given here. */
  async function person(id: string, roles: readonly unknown[], more: object): Promise<void> {
    const card = JSON.stringify({ id, name: id, site: 'zhejiang', version: 1, leaves: [], reassignments: [], covers: [], ...more, roles });
    await putRow({ pk: `PERSON#${id}`, sk: 'HEAD', listing: 'zhejiang#people', listedAt: id, card });
  }
});

async function putRow(row: Readonly<Record<string, string>>): Promise<void> {
  await client.send(new PutItemCommand({ TableName: 'Records', Item: Object.fromEntries(Object.entries(row).map(([name, value]) => [name, { S: value }])) }));
}

describe('a sweep that meets something odd', () => {
  const UNREADABLE = ['{"id":', 'null', '7'];

  it('counts items that cannot be read as stuck, and sees what waits beside them; the sweep is a whole one', async () => {
    const waiting = await put(noted(approved(tuesday, draft())));
    const due = Date.parse(waiting.release.duties.at(-1)!.dueAt);
    const rows = [['odd-waiting', 'zhejiang#publisher#network'], ['odd-working', 'zhejiang#machine']] as const;
    for (const card of UNREADABLE) {
      for (const [pk, worklist] of rows) await putRow({ pk, sk: 'HEAD', worklist, worklistDue: '2025-01-01', card });
      const measured = await sweptAt(due + 1);
      expect([card, measured['zhejiang'], measured['*']]).toEqual([card, expect.objectContaining({ PublishingStuck: 2, PublishingOverdue: 1 }), expect.objectContaining({ Sweeps: 1 })]);
      for (const [pk] of rows) expect(lines.some((line) => line.includes('RECORD_UNREADABLE') && line.includes(pk))).toBe(true);
    }
    for (const [pk] of rows) await putRow({ pk, sk: 'HEAD' });
    await finish(waiting);
  });

  it('counts a duty whose item cannot be read as one that nobody sees to; a person who cannot be read holds nothing', async () => {
    const open = await put(noted(submitted(tuesday, draft())));
    const late = Date.parse(open.release.duties.at(-1)!.dueAt) + 1;
    const before = Number(stage(await sweptAt(late), 'DutiesUnheld'));
    await putRow({ pk: 'odd-duty', sk: 'HEAD', worklist: 'zhejiang#reviewer#finance', worklistDue: '2025-01-01', card: 'null' });
    await putRow({ pk: 'PERSON#odd', sk: 'HEAD', listing: 'zhejiang#people', listedAt: 'odd', card: '{' });
    expect(stage(await sweptAt(late), 'DutiesUnheld')).toBe(before + 1);
    for (const pk of ['odd-duty', 'PERSON#odd']) await putRow({ pk, sk: 'HEAD' });
    expect(stage(await sweptAt(late), 'DutiesUnheld')).toBe(before);
    await finish(open);
  });

  it('does its work and measures every other site where a gauge fails; it does not count as a whole one', async () => {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own client below
    const { send } = DynamoDBClient.prototype;
    const failing = vi.spyOn(DynamoDBClient.prototype, 'send').mockImplementation(async function (this: DynamoDBClient, command: { readonly input: object }): Promise<unknown> {
      if (JSON.stringify(command.input).includes('hangzhou#publisher#')) throw new Error('throttled');
      return (send as (command: unknown) => Promise<unknown>).call(this, command);
    } as never);
    const head = (await commit(deployed.table, { head: undefined, change: noted(draft()), at: tuesday }))!;
    deployed.relayed.length = 0;
    const measured = await sweptAt(tuesday + minutes(1));
    expect(deployed.relayed.map(({ pk }) => pk)).toContain(head.pk);
    expect(Object.keys(measured).sort()).toEqual(['*', 'shangqiu', 'zhejiang']);
    expect(measured['*']).not.toHaveProperty('Sweeps');
    expect(lines.some((line) => line.includes('GAUGE_FAILED') && line.includes('hangzhou'))).toBe(true);
    failing.mockRestore();
    await closeEntries(deployed.table, head, Object.keys(head.outbox));
    expect((await sweptAt(tuesday))['*']).toMatchObject({ Sweeps: 1 });
  });

  it('writes nothing of a person and no text into a metric', async () => {
    const waiting = await put(noted(approved(tuesday, draft())));
    await sweptAt(tuesday);
    const metrics = lines.filter((line) => line.includes('"_aws"'));
    expect(metrics.join('\n')).not.toContain(waiting.release.title);
    for (const line of metrics) expect(Object.keys(JSON.parse(line) as object).filter((name) => !/^([A-Z]\w+|_aws|site)$/.test(name))).toEqual([]);
    await finish(waiting);
  });
});
