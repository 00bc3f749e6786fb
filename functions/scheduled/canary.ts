import { organisations } from '../../domain/organisations/organisation.ts';
import type { Organisation } from '../../domain/organisations/schema.ts';
import { homePath } from '../../web/portal/addresses.ts';
import { environment } from '../shared/environment.ts';
import { logInfo } from '../shared/log.ts';
import { measured } from '../shared/metrics.ts';
import { askAsReader } from '../shared/portal/ask-as-reader.ts';

const settings = environment('PUBLIC_ORIGIN');

/**
 * Every five minutes: reads, as anybody may, the home page of each site that is open and the newest item that it links to.
 * Says of each whether it answers, and never throws: what a reader meets is the finding.
 */
export async function handler({ scheduledTime }: { readonly scheduledTime: string }): Promise<void> {
  const at = Date.parse(scheduledTime);
  const root = await read('*', '/', '<ul class="sites">');
  if (root === undefined) return measured(at, { SiteAnswers: 0 });
  const open = organisations.filter(({ site }) => root.includes(`href="${homePath(site)}"`));
  await Promise.all(open.map(async (organisation) => measured(at, { SiteAnswers: (await answers(organisation)) ? 1 : 0 }, organisation.site)));
}

async function answers({ site, names }: Organisation): Promise<boolean> {
  const ownName = `<meta name="SiteName" content="${names.zh}">`;
  const home = await read(site, homePath(site), ownName);
  if (home === undefined) return false;
  const newest = new RegExp(`href="(/${site}/art/\\d{4}/\\d+\\.html)"`).exec(home)?.[1];
  return newest === undefined || (await read(site, newest, ownName)) !== undefined;
}

/** The page, or undefined where it is none; the path is public, and nothing of the page is logged. */
async function read(site: string, path: string, expected: string): Promise<string | undefined> {
  const reading = await askAsReader(`${settings.PUBLIC_ORIGIN}${path}`, expected);
  if (reading.ok) return reading.html;
  logInfo('SITE_SILENT', { site, path, because: reading.because });
  return undefined;
}
