import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PortalBucket } from '../../../functions/shared/portal/portal-bucket.ts';
import { rebuildSite } from '../../../functions/shared/portal/rebuild-site.ts';
import { siteFactsOf } from '../../../functions/shared/portal/site-facts.ts';
import { sitesObject } from '../../../functions/shared/portal/sites-object.ts';
import { writeAnew } from '../../../functions/shared/portal/write-object.ts';
import { PORTAL, startEngines, type Engines } from '../engines.ts';
import { interleave, type Actor } from '../interleave.ts';
import { quiet } from '../quiet.ts';

quiet();
let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.close());

const open = (name: string) =>
  rebuildSite({ table: engines.table, bucket: engines.bucket, site: siteFactsOf(name, { publicOrigin: 'http://127.0.0.1', stylesheet: '/assets/portal.css' }) }, engines.contents);
const root = (): string => engines.s3.getObject(PORTAL, 'index.html')?.body.toString() ?? '';
const named = (): string[] => [...root().matchAll(/<a href="\/([a-z]+)\/">/g)].map((match) => match[1]!);

it('the root names the sites that are open, in the order of the organisations, and leads on while there is one', async () => {
  await open('shangqiu');
  expect(named()).toEqual(['shangqiu']);
  expect(root()).toContain('content="0; url=/shangqiu/"');
  await open('zhejiang');
  expect(named()).toEqual(['zhejiang', 'shangqiu']);
  expect(root()).not.toContain('http-equiv');
});

it('names every site when two open at once, in whatever order their calls come', async () => {
  const opening = (name: string): Actor => async (gate) => {
    const bucket = gate<PortalBucket>(engines.bucket);
    await bucket.put(`${name}/index.html`, name, 1, undefined);
    await writeAnew(bucket, sitesObject(bucket, '/assets/portal.css'));
  };
  const turns = [3, 4, 5];
  for (const [one, other] of turns.flatMap((first) => turns.map((second) => [first, second] as const))) {
    engines.s3.listObjects(PORTAL).forEach(({ key }) => engines.s3.deleteObject(PORTAL, key));
    const whose = (turn: number) => (turn >= one && turn < one + other ? 1 : 0);
    await interleave([opening('shangqiu'), opening('hangzhou')], whose);
    expect([one, other, named()]).toEqual([one, other, ['shangqiu', 'hangzhou']]);
  }
});
