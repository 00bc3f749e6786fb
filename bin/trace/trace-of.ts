import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { RecordedEvent } from '../../domain/record/event.ts';
import { readEvents } from '../../functions/shared/record/events.ts';
import { readHead, type Head } from '../../functions/shared/record/head.ts';
import { openTable, type Table } from '../../functions/shared/record/table.ts';
import type { EngineTrace } from '../../local/trace/engine-trace.ts';
import { openFolderEngines } from '../../local/trace/folder-engines.ts';

/** Everything that the record and the engines know about an item. */
export interface Trace extends EngineTrace {
  readonly head: Head;
  readonly events: readonly RecordedEvent[];
}

/** Undefined for an id that no item has. Throws StartupFault for a folder that holds no data. */
export async function traceOf(id: string, data: string): Promise<Trace | undefined> {
  const engines = await openFolderEngines(data);
  const client = new DynamoDBClient(engines.tableClient);
  try {
    for (const table of engines.tables.map((name) => openTable(name, client))) {
      const read = await readRecord(table, id);
      if (read === undefined) continue;
      const { url } = read.head.release;
      return { ...read, ...(await engines.trace(id, url === undefined ? [] : [url, url.slice(1)])) };
    }
    return undefined;
  } finally {
    client.destroy();
    await engines.close();
  }
}

async function readRecord(table: Table, id: string): Promise<{ head: Head; events: readonly RecordedEvent[] } | undefined> {
  const head = await readHead(table, id);
  return head === undefined ? undefined : { head, events: await readEvents(table, head) };
}
