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
    script: scriptBeside(stylesheet),
    publicOrigin,
  };
}

/** A column that the organisation no longer has, but whose items stay, has a name and nothing else. */
export function columnFactsOf({ id, names, description, type, platform }: Pick<Column, 'id' | 'names'> & Partial<Column>): ColumnFacts {
  return { id, name: names.zh, description: description?.zh, type, platform };
}

/** Script and stylesheet are stored together, under one hash of both. */
function scriptBeside(stylesheet: string): string {
  return stylesheet.replace(/\.css$/, '.js');
}
