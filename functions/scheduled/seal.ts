import { environment } from '../shared/environment.ts';
import { logInfo } from '../shared/log.ts';
import { measured } from '../shared/metrics.ts';
import { openTable } from '../shared/record/table.ts';
import { sealHeads } from '../shared/seals/seal-heads.ts';
import { tipReader } from '../shared/seals/read-tips.ts';
import { openSealStore } from '../shared/seals/seal-store.ts';

const settings = environment('RECORDS_TABLE', 'SEALS_BUCKET');
const table = openTable(settings.RECORDS_TABLE);
const readTips = tipReader(settings.RECORDS_TABLE);
const store = openSealStore(settings.SEALS_BUCKET);

/** Shortly after each midnight in Beijing: seals where every chain of the record stands. A day is sealed once. */
export async function handler({ scheduledTime }: { readonly scheduledTime: string }): Promise<void> {
  const at = Date.parse(scheduledTime);
  const seal = await sealHeads({ table, readTips, store, at });
  // A day that has its seal already counts as well: whoever wrote it may have been cut off before saying so.
  measured(at, { SealsWritten: 1 });
  if (seal === undefined) logInfo('SEAL_STANDS');
  else logInfo('SEAL_WRITTEN', { date: seal.date, count: seal.count, hash: seal.hash });
}
