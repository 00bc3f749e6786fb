import { describe, expect, it } from 'vitest';
import { readHead } from '../../../functions/shared/record/head.ts';
import { commit } from '../../../functions/shared/record/commit.ts';
import { releaseKey } from '../../../functions/shared/record/keys.ts';
import { waitWithToken } from '../../../functions/shared/record/wait-with-token.ts';
import { relayAggregate } from '../../../functions/shared/relay/relay-aggregate.ts';
import { draftOf, tuesday } from '../../domain/release/sample.ts';
import { memoryTable } from '../../model/memory-table.ts';
import { fakeMachines } from '../machines.ts';
import { mortal } from '../cut-off.ts';
import { quiet } from '../quiet.ts';

/** What random histories have found (tests/model). */
describe('an outbox', () => {
  quiet();
  const release = draftOf();

  async function recorded() {
    const table = memoryTable();
    await commit(table, { head: undefined, change: { release, event: { type: 'DraftCreated', by: 'somebody', data: {} } }, at: tuesday });
    return table;
  }

  it('I7: is closed for the sweeper by a later relay, where the one that emptied it was cut off before', async () => {
    const table = await recorded();
    const machines = fakeMachines();
    await relayAggregate({ table, machines }, releaseKey(release.id));
    await table.update({ pk: releaseKey(release.id), sk: 'HEAD', expression: 'SET outboxOpen = :open, outboxSince = :at', values: { ':open': 'open', ':at': '2025-09-30' } });
    await relayAggregate({ table, machines }, releaseKey(release.id));
    expect(table.peek(releaseKey(release.id), 'HEAD')).not.toHaveProperty('outboxOpen');
    const { wrap, calls } = mortal(Infinity);
    await relayAggregate({ table: wrap(table), machines }, releaseKey(release.id));
    expect(calls()).toBe(1);
  });

  it('I3: wakes each of two machines that came to wait in the same millisecond for nothing', async () => {
    const table = await recorded();
    const store = { table, callRelay: () => Promise.resolve() };
    const enteredAt = '2025-09-30T07:50:00.000Z';
    for (const generation of [7, 8]) await waitWithToken(store, release.id, { token: `of ${generation}`, generation, enteredAt, retryCount: 0 });
    const tokens = Object.values((await readHead(table, release.id))?.outbox ?? {}).flatMap((entry) => (entry.kind === 'wake-token' ? [entry.token] : []));
    expect(tokens).toEqual(['of 7', 'of 8']);
  });
});
