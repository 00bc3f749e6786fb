import type { AggregateHead } from '../record/head.ts';
import { HEAD } from '../record/keys.ts';
import type { Table } from '../record/table.ts';

/**
 * Removes entries that have been carried out; with the last one goes the sparse index key, so that the sweeper no longer
 * finds the aggregate. Conditions see the item as it was before the update: the key may go only if these entries were
 * all there was. Otherwise the entries go alone, and the key goes once the outbox is seen empty: whoever leaves others'
 * entries behind leaves the key to those who close them.
 */
export async function closeEntries(table: Table, head: Pick<AggregateHead<unknown>, 'pk' | 'failures' | 'outbox' | 'outboxOpen'>, keys: readonly string[]): Promise<void> {
  const at = { pk: head.pk, sk: HEAD };
  if (keys.length === 0) return Object.keys(head.outbox).length === 0 && head.outboxOpen !== undefined ? dropKey(table, at) : undefined;
  const names = Object.fromEntries(keys.map((key, place) => [`#k${place}`, key]));
  const paths = Object.keys(names).map((name) => `outbox.${name}`);
  const failures = Object.entries(names)
    .filter(([, key]) => head.failures[key] !== undefined)
    .map(([name]) => `failures.${name}`);
  const removed = [...paths, ...failures].join(', ');

  const all = await table.update({
    ...at,
    expression: `REMOVE ${removed}, outboxOpen, outboxSince`,
    condition: `size(outbox) = :count AND ${paths.map((path) => `attribute_exists(${path})`).join(' AND ')}`,
    names,
    values: { ':count': keys.length },
    quiet: true,
  });
  if (all !== undefined) return;
  const left = await table.update({ ...at, expression: `REMOVE ${removed}`, names });
  if (Object.keys(left?.['outbox'] ?? {}).length > 0) return;
  await dropKey(table, at);
}

/** Whoever is cut off before this leaves the key to the next relay that the sweeper calls. */
async function dropKey(table: Table, at: { readonly pk: string; readonly sk: string }): Promise<void> {
  await table.update({ ...at, expression: 'REMOVE outboxOpen, outboxSince', condition: 'size(outbox) = :zero', values: { ':zero': 0 }, quiet: true });
}
