import { limitOf, unitsThatMaySubmit } from '../../../domain/organisations/organisation.ts';
import type { Organisation } from '../../../domain/organisations/schema.ts';
import type { ColumnSummary } from '../portal/listing-record.ts';

/** What of a site's own rules the desk puts into words: who there is, which way items go, which kind starts which clock. */
export function siteView(organisation: Organisation): Record<string, unknown> {
  const { site, names, office, publishingUnit, units, columns, chains, kinds, publishing } = organisation;
  return {
    site,
    names,
    office,
    publishingUnit,
    units: units.map(({ id, names, kind }) => ({ id, names, kind })),
    columns: columns.map((column) => ({ ...column, submitters: unitsThatMaySubmit(organisation, column) })),
    chains,
    kinds: kinds.map(({ kind, rules }) => ({ kind, limits: rules.flatMap((rule) => limitView(organisation, rule)) })),
    publishing: { ordinary: limitView(organisation, publishing.ordinary)[0], urgent: limitView(organisation, publishing.urgent)[0] },
  };
}

/** The columns, each with what was put online in it last, as its summary for the home page has it. */
export function columnsView({ columns }: Organisation, summaries: readonly ColumnSummary[]): Record<string, unknown>[] {
  return columns.map((column) => {
    const newest = summaries.find((summary) => summary.column === column.id)?.items[0];
    if (newest === undefined) return column;
    const { title, path, publishedAt } = newest;
    return { ...column, newest: { title, url: path, publishedAt: new Date(publishedAt).toISOString() } };
  });
}

function limitView(organisation: Organisation, id: string): Record<string, unknown>[] {
  const found = limitOf(organisation, id);
  if (found === undefined) return [];
  const { rule, names, limit, urgent, hard, starts, clause } = found;
  return [{ rule, names, limit, ...(urgent === undefined ? {} : { urgent }), hard, starts, clause }];
}
