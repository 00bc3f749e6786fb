import { organisations } from '../../../domain/organisations/organisation.ts';
import type { Organisation } from '../../../domain/organisations/schema.ts';
import { homePath, objectKey } from '../../../web/portal/addresses.ts';
import { renderSites } from '../../../web/portal/sites.ts';
import type { PortalBucket } from './portal-bucket.ts';
import type { PortalObject, Rendering } from './write-object.ts';

/**
 * The root of the host, which names the sites that are open: those whose home page is stored. There are only ever more
 * of them, so their number is the version, and of two sites that open at once whichever is later names both.
 */
export function sitesObject(bucket: PortalBucket, stylesheet: string): PortalObject {
  return {
    key: objectKey('/'),
    version: async () => (await openSites(bucket)).length,
    async render(): Promise<Rendering> {
      const open = await openSites(bucket);
      const sites = open.map(({ site, names }) => ({ name: names.zh, path: homePath(site) }));
      return { html: renderSites({ sites, stylesheet }), version: open.length };
    },
  };
}

async function openSites(bucket: PortalBucket): Promise<readonly Organisation[]> {
  const homes = await Promise.all(organisations.map(({ site }) => bucket.head(objectKey(homePath(site)))));
  return organisations.filter((_, place) => homes[place] !== undefined);
}
