import { SFNClient } from '@aws-sdk/client-sfn';
import { environment } from '../shared/environment.ts';
import type { RelayOptions } from '../shared/record/call-relay.ts';
import { isPersonKey } from '../shared/record/keys.ts';
import { patience } from '../shared/patience.ts';
import { openTable } from '../shared/record/table.ts';
import { machinesOf } from '../shared/relay/machines.ts';
import { relayAggregate } from '../shared/relay/relay-aggregate.ts';
import { relayPerson } from '../shared/relay/relay-person.ts';
import { shareRuns } from '../shared/share-runs.ts';

const settings = environment('RECORDS_TABLE', 'RELEASE_MACHINE', 'DEADLINE_MACHINE');
const table = openTable(settings.RECORDS_TABLE);
const machines = machinesOf(new SFNClient(patience()), { release: settings.RELEASE_MACHINE, deadline: settings.DEADLINE_MACHINE });

/** Calls for one aggregate come in quick succession: each would do all over again what the one before is still at. */
const share = shareRuns<void>();

/** Carries out what an aggregate's outbox holds: the one function that signals machines and starts executions. */
export async function handler({ pk, checkMachine = false, at }: RelayOptions & { readonly pk: string }): Promise<void> {
  await share(`${pk} ${checkMachine}`, () => (isPersonKey(pk) ? relayPerson(table, pk) : relayAggregate({ table, machines }, pk, checkMachine, at)));
}
