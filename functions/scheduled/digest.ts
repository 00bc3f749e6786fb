import { organisations } from '../../domain/organisations/organisation.ts';
import type { Organisation } from '../../domain/organisations/schema.ts';
import { makeDigests } from '../shared/digest/make-digests.ts';
import { environment } from '../shared/environment.ts';
import { logError } from '../shared/log.ts';
import { relayCaller } from '../shared/record/call-relay.ts';
import { openTable } from '../shared/record/table.ts';

const settings = environment('RECORDS_TABLE', 'RELAY_FUNCTION');
const store = { table: openTable(settings.RECORDS_TABLE), callRelay: relayCaller(settings.RELAY_FUNCTION) };

/** On working mornings: what each person of each site has to know for the day. Throws when some of it has to be tried again. */
export async function handler(event: { readonly scheduledTime: string }): Promise<void> {
  const now = Date.parse(event.scheduledTime);
  const whole = await Promise.all(organisations.map((organisation) => ofSite(organisation, now)));
  const failed = organisations.filter((_, place) => whole[place] !== true).map(({ site }) => site);
  if (failed.length > 0) throw new Error(`Digests are missing: ${failed.join(', ')}.`);
}

async function ofSite(organisation: Organisation, now: number): Promise<boolean> {
  try {
    return await makeDigests(store, organisation, now);
  } catch (error) {
    logError('DIGEST_FAILED', error, { site: organisation.site });
    return false;
  }
}
