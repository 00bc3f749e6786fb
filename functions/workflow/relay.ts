import { SFNClient } from '@aws-sdk/client-sfn';
import { environment } from '../shared/environment.ts';
import { tellingOf } from '../shared/mail/telling-of.ts';
import type { RelayOptions } from '../shared/record/call-relay.ts';
import { isDigestKey, isPersonKey, isSwitchKey } from '../shared/record/keys.ts';
import { patience } from '../shared/patience.ts';
import { openTable } from '../shared/record/table.ts';
import { machinesOf } from '../shared/relay/machines.ts';
import { relayAggregate } from '../shared/relay/relay-aggregate.ts';
import { relayDigest } from '../shared/relay/relay-digest.ts';
import { relayPerson } from '../shared/relay/relay-person.ts';
import { relaySwitch } from '../shared/relay/relay-switch.ts';
import { shareRuns } from '../shared/share-runs.ts';

const settings = environment('RECORDS_TABLE', 'RELEASE_MACHINE', 'DEADLINE_MACHINE', 'PUBLIC_ORIGIN', 'MAIL_SENDER', 'MAIL_CONFIGURATION', 'WEBHOOK_URL', 'WEBHOOK_SECRET');
const table = openTable(settings.RECORDS_TABLE);
const machines = machinesOf(new SFNClient(patience()), { release: settings.RELEASE_MACHINE, deadline: settings.DEADLINE_MACHINE });

const telling = tellingOf(settings);

/** Calls for one aggregate come in quick succession: each would do all over again what the one before is still at. */
const share = shareRuns<void>();

/** Carries out what an aggregate's outbox holds: the one function that signals machines, starts executions and tells people. */
export async function handler({ pk, checkMachine = false, at }: RelayOptions & { readonly pk: string }): Promise<void> {
  await share(`${pk} ${checkMachine}`, () => {
    if (isPersonKey(pk)) return relayPerson(table, pk);
    if (isSwitchKey(pk)) return relaySwitch(table, pk);
    return isDigestKey(pk) ? relayDigest(table, telling, pk, at) : relayAggregate({ table, machines, telling }, pk, checkMachine, at);
  });
}
