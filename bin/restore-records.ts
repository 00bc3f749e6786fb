import { parseArgs } from 'node:util';
import { run } from './operate/run.ts';

const USAGE = `Usage: npm run restore-records -- --from-data COPY [--data .fabu] [--overwrite]
       npm run restore-records -- --from-table RESTORED --table TABLE [--overwrite]

Makes the record equal to another one from an earlier moment: on the laptop to that of a copy of its data folder, while
nothing runs on either; of a deployment to a table that was restored to a point in time beside it, while no function of the
deployment can run (docs/runbook.md, Restore). Says what differs; only --overwrite changes anything. The one from which is
copied is never written to. Can be run again after it was cut off.`;

await run(async () => {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ options: { 'from-data': text, data: { ...text, default: '.fabu' }, 'from-table': text, table: text, overwrite: flag, help: { ...flag, short: 'h' } } });
  const { 'from-data': fromData, 'from-table': fromTable, data, table, overwrite } = values;
  if (values.help) return [USAGE];
  const { restoreFolder, restoreTable } = await import('./restore/places.ts');
  const copied = fromTable !== undefined && table !== undefined ? await restoreTable(fromTable, table, overwrite) : fromData !== undefined ? await restoreFolder(fromData, data, overwrite) : undefined;
  if (copied === undefined) throw new Error(USAGE);
  const { same, put, deleted } = copied;
  const counts = `${same} items the same, ${put} ${overwrite ? 'put back' : 'to be put back'}, ${deleted} ${overwrite ? 'deleted' : 'to be deleted'}`;
  return [overwrite ? `${counts}.` : `${counts}. Nothing was changed: --overwrite does it.`];
});
