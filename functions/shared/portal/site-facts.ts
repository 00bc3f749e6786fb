import { organisationOf } from '../../../domain/organisations/organisation.ts';
import type { Column } from '../../../domain/organisations/schema.ts';
import type { ColumnFacts, SiteFacts } from '../../../web/portal/model.ts';

/** Where the public finds the site and its stylesheet: what pages need beside the organisation's own facts. */
export interface PublicPlace {
  readonly publicOrigin: string;
  readonly stylesheet: string;
}

/** What every page of a site shows. Codes that nobody has given stay unknown. */
export function siteFactsOf(site: string, { publicOrigin, stylesheet }: PublicPlace): SiteFacts {
  const organisation = organisationOf(site);
  return {
    id: site,
    name: organisation.names.zh,
    organisation: organisation.names.zh,
    columns: organisation.columns.map(columnFactsOf),
    codes: { siteIdCode: null, icp: null, policeRecord: null, organisationCode: organisation.organisationCode.value },
    contact: null,
    stylesheet,
    publicOrigin,
  };
}

export function columnFactsOf({ id, names }: Pick<Column, 'id' | 'names'>): ColumnFacts {
  return { id, name: names.zh };
}
