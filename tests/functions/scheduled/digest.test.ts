import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instantOf } from '../../../domain/calendar/beijing.ts';
import { isOpen } from '../../../domain/release/duty.ts';
import type { Release } from '../../../domain/release/release.ts';
import { ring } from '../../../domain/release/ring-bell.ts';
import { makeDigests } from '../../../functions/shared/digest/make-digests.ts';
import type { Mail } from '../../../functions/shared/mail/send-mail.ts';
import { commit } from '../../../functions/shared/record/commit.ts';
import { enrolPerson } from '../../../functions/shared/record/enrol-person.ts';
import { digestKey, HEAD, morningKey, personKey, releaseKey } from '../../../functions/shared/record/keys.ts';
import type { Table } from '../../../functions/shared/record/table.ts';
import { relayDigest } from '../../../functions/shared/relay/relay-digest.ts';
import { draftOf, submitted, zhejiang } from '../../domain/release/sample.ts';
import { mortal } from '../cut-off.ts';
import { startEngines, type Engines } from '../engines.ts';
import { quiet } from '../quiet.ts';

quiet();

const tuesdayAfternoon = instantOf('2025-09-30', '14:50');
const morning = instantOf('2025-10-09', '08:40');
const PEOPLE = ['one', 'two', 'three', 'four'];

let engines: Engines;
let table: Table;
let relayed: string[];
let sent: Mail[];
beforeEach(async () => {
  engines = await startEngines();
  table = engines.table;
  relayed = [];
  sent = [];
  for (const id of PEOPLE) await enrol(id, 'reviewer');
  await enrol('idle', 'text');
  for (const number of [1, 2]) await note(submitted(tuesdayAfternoon, draftOf(undefined, undefined, `zhejiang-digest${number}`)));
});
afterEach(() => engines.close());

async function enrol(id: string, role: 'reviewer' | 'text'): Promise<void> {
  const unit = role === 'text' ? 'office' : 'basic-education';
  await enrolPerson(table, { id, name: id, site: 'zhejiang', roles: [{ role, unit, since: '2025-01-01T00:00:00.000Z' }], email: `${id}@zhejiang.example` }, tuesdayAfternoon);
}

async function note(release: Release): Promise<void> {
  await commit(table, { head: undefined, change: { release, event: { type: 'Noted', by: 'x', data: {} } }, at: tuesdayAfternoon });
}

const storeOn = (on: Table) => ({ table: on, callRelay: (pk: string) => Promise.resolve(void relayed.push(pk)) });
const made = (at: number, on: Table = table) => makeDigests(storeOn(on), zhejiang, at);

/** What the relay makes of each digest that was handed to it, and of those that a sweep would find. */
async function relayAll(date: string): Promise<void> {
  const telling = { origin: 'https://portal.example', sendMail: (mail: Mail) => Promise.resolve(void sent.push(mail)) };
  for (const id of [...PEOPLE, 'idle']) await relayDigest(table, telling, digestKey('zhejiang', date, id), new Date(morning + 600_000).toISOString());
}
const to = () => sent.map((mail) => mail.to).sort();
const addresses = (ids: readonly string[]) => ids.map((id) => `${id}@zhejiang.example`).sort();
const at = (time: string, date = '2025-10-09') => instantOf(date, time);

describe('the digests of a morning', () => {
  it('go to each person for whom something waits, one mail each, and to nobody else', async () => {
    expect(await made(morning)).toBe(true);
    expect(relayed.sort()).toEqual(PEOPLE.map((id) => digestKey('zhejiang', '2025-10-09', id)).sort());
    await relayAll('2025-10-09');
    expect(to()).toEqual(addresses(PEOPLE));
    expect(sent[0]).toMatchObject({ subject: '2025年10月9日待办摘要：2 条（浙江省教育厅）', text: expect.stringContaining('【今天到期】') as unknown });
    expect(sent[0]!.text).not.toContain(draftOf().title);
  });

  it('are made once, however often the schedule calls', async () => {
    for (const time of ['08:40', '08:40', '09:40', '10:40']) await made(at(time));
    for (let time = 0; time < 2; time += 1) await relayAll('2025-10-09');
    expect(to()).toEqual(addresses(PEOPLE));
  });

  it('are not made before the office has opened, nor on a day off', async () => {
    for (const instant of [at('07:40'), at('08:40', '2025-10-08'), at('08:40', '2025-10-12')]) expect(await made(instant)).toBe(true);
    expect(relayed).toEqual([]);
  });

  it('cut off before any call whatever: the next run goes on, nobody is left out and nobody is told twice', async () => {
    for (let fatal = 2; ; fatal += 1) {
      const date = new Date(Date.UTC(2026, 2, 2 + fatal)).toISOString().slice(0, 10);
      const life = mortal(fatal);
      sent = [];
      const whole = await made(at('08:40', date), life.wrap(table)).catch(() => false);
      await made(at('09:40', date));
      await relayAll(date);
      const works = (await table.get(morningKey('zhejiang', date), 'MORNING'))?.['doneAt'] !== undefined;
      expect([date, to()]).toEqual([date, works ? addresses(PEOPLE) : []]);
      if (whole && works && life.calls() < fatal) break;
    }
  });

  it('an item and a person whose records are damaged keep nothing from the others', async () => {
    await table.update({ pk: releaseKey('zhejiang-digest1'), sk: HEAD, expression: 'SET #release = :junk', names: { '#release': 'release' }, values: { ':junk': '{' } });
    await table.update({ pk: personKey('two'), sk: HEAD, expression: 'SET card = :junk', values: { ':junk': '{' } });
    expect(await made(morning)).toBe(true);
    await relayAll('2025-10-09');
    expect(to()).toEqual(addresses(['one', 'three', 'four']));
    expect(sent[0]!.subject).toContain('1 条');
  });

  it('somebody whose digest could not be made gets it with the next run, and the others get theirs first', async () => {
    const failing: Table = { ...table, update: (update) => (update.pk.endsWith('#two') ? Promise.reject(new Error('throttled')) : table.update(update)) };
    expect(await made(morning, failing)).toBe(false);
    await relayAll('2025-10-09');
    expect(to()).toEqual(addresses(['one', 'three', 'four']));
    expect(await made(at('09:40'))).toBe(true);
    await relayAll('2025-10-09');
    expect(to()).toEqual(addresses(PEOPLE));
  });

  it('tell a bell once: the next morning has the item, and the bell no more', async () => {
    const release = submitted(tuesdayAfternoon, draftOf(undefined, undefined, 'zhejiang-rung'));
    const duty = release.duties.find(isOpen)!;
    await note(ring(release, duty.id, Date.parse(duty.nextBell!.at))!.release);
    await made(morning);
    await relayAll('2025-10-09');
    expect(sent[0]!.text).toContain('（时限已用去大半）');
    sent = [];
    await made(at('08:40', '2025-10-10'));
    await relayAll('2025-10-10');
    expect(to()).toEqual(addresses(PEOPLE));
    expect(sent[0]!.text).toContain('zhejiang-rung');
    expect(sent[0]!.text).not.toContain('（时限已用去大半）');
  });
});
