import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEMONSTRATION_PASSWORD } from '../../local/demonstration/people.ts';
import { expecting } from '../../local/demonstration/api-client.ts';
import { approvalOf, castOf, goodRelease, stages, type Cast } from '../support/release-line.ts';
import { sampleFiles, sendForm, type SignedForm } from '../support/uploading.ts';
import { hostile } from '../web/hostile.ts';
import { openDesk, settled } from './desk.ts';
import { chosen, named, placesForText, written } from './hostile-fields.ts';
import { laptopAndBrowser } from './laptop-and-browser.ts';

/** Script in every field that the API takes, put there by HTTP as somebody would who has no desk; then every screen is opened. */
const place = laptopAndBrowser('2025-10-09T10:00:00+08:00');
/** `npm run test:hostile` opens every screen with the policy on as well; otherwise with the policy off, where more would run. */
const FULL = process.env['FABU_HOSTILE'] === 'full';
let cast: Cast;

/** Markup that runs by itself where it is taken for markup. `hit` is there in every frame of a page under test. */
const running = (place: string): readonly string[] => [
  `<script>hit('${place}')</script>`,
  `<img src=x onerror=hit('${place}')>`,
  `<svg onload=hit('${place}')></svg>`,
  `<svg><script>hit('${place}')</script></svg>`,
  `<details open ontoggle=hit('${place}')>x</details>`,
  `<iframe srcdoc="<script>parent.hit('${place}')</script>"></iframe>`,
  `<iframe src="javascript:parent.hit('${place}')"></iframe>`,
  `<video><source src=x onerror=hit('${place}')></video>`,
  `<audio src=x onerror=hit('${place}')></audio>`,
  `<input autofocus onfocus=hit('${place}')>`,
  `<script src="data:text/javascript,hit('${place}')"></script>`,
  `<style>@keyframes k{from{left:0}}</style><p style="animation:k 1s" onanimationstart=hit('${place}')>x</p>`,
  `<link rel=stylesheet href=x onerror=hit('${place}')>`,
  `<img srcset=x onerror=hit('${place}')>`,
];
/** Short enough for a title. */
const text = (place: string): string => `${place}"'>${running(place).slice(0, 3).join('')}`;
const escaped = (place: string): string => text(place).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const LINK = `https://link.example/?q=${encodeURIComponent('<script>')}&quot;onclick=hit(1)`;
const picture = `<figure><img src="attachments/p.png" alt="${escaped('alt')}" title="${escaped('picture-title')}"><figcaption>${escaped('caption')}</figcaption></figure><p><a href="${LINK}" title="${escaped('link-title')}">${escaped('link')}</a></p>`;
const body = `<p>${escaped('body')}</p>${picture}${running('body').join('<p>段</p>')}${hostile.join('<p>段</p>').replaceAll('window.ran=1', "hit('body')")}`;
const line = (place: string) => ({ ...goodRelease, title: text(`${place}-title`), body, documentNumber: text('documentNumber'), issuer: text('issuer'), subject: text('subject'), summary: text('summary'), interprets: text('interprets'), carrier: text('carrier'), signature: { by: text('signatory'), at: '2025-10-08T09:00:00+08:00', reference: text('signature-reference') } });

/** Collects what ran, in whatever frame. */
async function listen(context: BrowserContext): Promise<Set<string>> {
  const hits = new Set<string>();
  await context.exposeBinding('hit', (_, place: string) => void hits.add(place));
  return hits;
}

beforeAll(async () => {
  cast = await castOf(place.laptop);
}, 120_000);

const post = (who: keyof Pick<Cast, 'submitter' | 'publisher'>, path: string, form: object) => expecting(cast[who].call('POST', path, form));

async function draft(place: string, changes: object = {}): Promise<{ readonly id: string; readonly contentHash: unknown }> {
  const id = String((await post('submitter', '/releases', { ...line(place), ...changes }))['id']);
  await attach(id);
  return { id, contentHash: (await expecting(cast.submitter.call('GET', `/releases/${id}`)))['contentHash'] };
}

async function submitted(place: string, changes: object = {}, upTo = 0): Promise<{ readonly id: string; readonly contentHash: unknown }> {
  const item = await draft(place, changes);
  await post('submitter', `/releases/${item.id}/submission`, {});
  for (const stage of stages.slice(0, upTo)) await expecting(cast.reviewers[stage].call('POST', `/releases/${item.id}/decisions`, { ...approvalOf(stage, item.contentHash), remarks: text('approval'), ...(stage === 'confidentiality-review' ? { confidentiality: { result: 'disclose', ground: text('finding') } } : {}) }));
  return item;
}

/** The worst name that a file may have. */
const FILE = "x onerror=hit('file') &lt;img src=x onerror=hit(1)&gt; `${hit(1)}`.pdf";

async function attach(id: string): Promise<void> {
  for (const [name, type, bytes] of [[FILE, 'application/pdf', sampleFiles.pdf], ['p.png', 'image/png', sampleFiles.png]] as const) {
    const form = await post('submitter', `/releases/${id}/attachments`, { name, type, size: bytes.length });
    const sent = await sendForm(form as unknown as SignedForm, bytes);
    await expecting(cast.submitter.call('PUT', `/releases/${id}/attachments/${encodeURIComponent(name)}`, { versionId: sent.headers.get('x-amz-version-id') }));
  }
}

/** Somebody whose own name is script, at the publishing unit and in the department. */
async function enrol(): Promise<void> {
  const username = 'mallory@zhejiang.example';
  const [user] = await place.laptop.cloud.identity.ensureUsers([{ username, password: DEMONSTRATION_PASSWORD, name: text('person') }]);
  const functionName = place.laptop.cloud.template.outputs()['EnrolPeopleFunction'] ?? '';
  const roles = [{ role: 'reviewer', unit: 'personnel' }, { role: 'publisher-a', unit: 'network' }];
  const order = { since: new Date(place.laptop.cloud.clock.now()).toISOString(), people: [{ issuer: place.laptop.cloud.identity.issuer, subject: user?.sub, name: text('person'), email: username, site: 'zhejiang', roles }] };
  const { functionError, payload } = await place.laptop.cloud.invoker.invoke({ kind: 'account' }, { functionName, payload: JSON.stringify(order) });
  expect([functionError, payload.includes('error')]).toEqual([undefined, false]);
}

interface Items {
  readonly draft: string;
  readonly inReview: string;
  readonly suggested: string;
  readonly returned: string;
  readonly approved: string;
  readonly published: string;
  readonly withdrawn: string;
  /** Public addresses. */
  readonly pages: readonly string[];
}

/** About the time that an item has, and about a person: what people write when they are late or on leave. */
async function sayMuchAbout(id: string): Promise<void> {
  const release = await expecting(cast.submitter.call('GET', `/releases/${id}`));
  const [duty] = release['duties'] as { readonly id: string }[];
  await place.laptop.cloud.clock.moveTo(Date.parse('2025-10-09T16:30:00+08:00'));
  await place.laptop.cloud.clock.activity.quiet();
  await expecting(cast.reviewers['first-review'].call('POST', `/duties/${duty?.id ?? ''}/acknowledge`, { remarks: text('acknowledgement') }));
  await expecting(cast.reviewers['first-review'].call('POST', `/duties/${duty?.id ?? ''}/excuse`, { reason: text('excuse') }));
  await expecting((await place.laptop.as('head.personnel')).call('POST', `/duties/${duty?.id ?? ''}/excuse`, { approve: false, remarks: text('excuse-decision') }));
  const { items } = await expecting((await place.laptop.as('admin.office')).call('GET', '/people?unit=personnel'));
  const person = (items as { readonly id: string; readonly name: string }[]).find(({ name }) => name.includes('<script>'));
  await expecting((await place.laptop.as('admin.office')).call('POST', `/people/${person?.id ?? ''}/leave`, { from: '2025-10-10', until: '2025-10-11', reason: text('leave') }));
  const other = (items as { readonly id: string; readonly name: string }[]).find(({ name }) => name === 'reviewer.personnel');
  await expecting((await place.laptop.as('admin.office')).call('POST', `/people/${person?.id ?? ''}/reassignment`, { to: other?.id, remarks: text('reassignment') }));
}

async function fillIn(): Promise<Items> {
  await enrol();
  const one = await draft('draft', { disclosure: { attribute: 'withheld', ground: text('ground') } });
  const inReview = await submitted('in-review', { urgency: 'urgent', urgencyReason: text('urgencyReason') });
  const suggested = await submitted('suggested');
  const first = cast.reviewers['first-review'];
  await expecting(first.call('POST', `/releases/${suggested.id}/suggestions`, { stage: 'first-review', contentHash: suggested.contentHash, title: text('suggestion'), body: `${body}<p>改</p>`, remarks: text('suggestion-remarks') }));
  const returned = await submitted('returned', {}, 1);
  await expecting(cast.reviewers['confidentiality-review'].call('POST', `/releases/${returned.id}/decisions`, { stage: 'confidentiality-review', outcome: 'return', contentHash: returned.contentHash, remarks: text('remarks'), confidentiality: { result: 'withhold', ground: text('finding') } }));
  const approved = await submitted('approved', {}, 4);
  const [published, withdrawn] = [await submitted('published', {}, 4), await submitted('withdrawn', {}, 4)];
  for (const { id } of [published, withdrawn]) await post('publisher', `/releases/${id}/publication`, {});
  await place.laptop.cloud.clock.activity.quiet();
  await post('submitter', `/releases/${published.id}/corrections`, { reason: text('correction'), title: text('corrected') });
  await post('publisher', `/releases/${withdrawn.id}/withdrawal`, { reason: text('withdrawal') });
  await sayMuchAbout(inReview.id);
  const online = await Promise.all([published.id, withdrawn.id].map((id) => expecting(cast.submitter.call('GET', `/releases/${id}`))));
  return { pages: online.map(({ url }) => String(url)), draft: one.id, inReview: inReview.id, suggested: suggested.id, returned: returned.id, approved: approved.id, published: published.id, withdrawn: withdrawn.id };
}

async function look(page: Page, path: string): Promise<string> {
  await page.goto(`${place.laptop.origin}/desk${path}`);
  await settled(page);
  return page.locator('main').innerText();
}

const views = ['', '?view=facts', '?view=changes', '?view=clocks', '?view=history'];

describe('script in every field', { timeout: 120_000 }, () => {
  it('runs where nothing is done against it, so that this test is known to bite', async () => {
    const context = await place.browser.newContext();
    const hits = await listen(context);
    const page = await context.newPage();
    const raw = running('N').map((_, index) => `<iframe name="${index}" src="/raw/${index}"></iframe>`);
    await context.route('http://raw.example/**', (route) => {
      const index = /raw\/(\d+)$/.exec(route.request().url())?.[1];
      const html = index === undefined ? raw.join('') : (running(index)[Number(index)] ?? '');
      return route.fulfill({ contentType: 'text/html', body: html });
    });
    await page.goto('http://raw.example/');
    await expect.poll(() => hits.size, { timeout: 15_000 }).toBeGreaterThanOrEqual(10);
    await context.close();
  });

  it('is put into every field of the API that takes any text', () => {
    expect([...Object.keys(written), ...chosen, named].toSorted()).toEqual(placesForText());
  });

  describe('once it is everywhere', () => {
    let items: Items;
    beforeAll(async () => void (items = await fillIn()), 120_000);

    const ofItem = (id: string): string[] => views.map((view) => `/items/${id}${view}`);
    const hostileQuery = (names: readonly string[]): string => new URLSearchParams(names.map((name) => [name, text('search')])).toString();

    /** With the policy, and with none: nothing here may lean on it. */
    it.each(FULL ? [false, true] : [true])('runs on no screen of the desk and is read as the words that it is (policy off: %s)', { timeout: 240_000 }, async (bypassCSP) => {
      const seen: string[] = [];
      const visit = async (name: string, paths: readonly string[], prepare?: (page: Page) => Promise<void>): Promise<void> => {
        const { page, context, faults } = await openDesk(place.laptop.origin, place.browser, name, { bypassCSP });
        page.setDefaultTimeout(20_000);
        const hits = await listen(context);
        for (const path of paths) {
          seen.push(await look(page, path));
          await prepare?.(page);
          seen.push(await page.locator('main').innerText());
          expect([path, ...hits]).toEqual([path]);
          expect([path, await page.locator(':is(main, dialog) :is([onerror], [onload], [ontoggle], [onfocus], script)').count()]).toEqual([path, 0]);
        }
        if (!bypassCSP) expect(await faults()).toEqual([]);
        await context.close();
      };
      await visit('submitter.personnel', ['/', '/sent', `/search?${hostileQuery(['q'])}`, '/search?q=script', '/columns', `/items/${items.draft}`, `/items/${items.draft}?view=facts`, ...ofItem(items.suggested), ...ofItem(items.returned), `/items/${items.published}`, `/items/${items.published}?view=history`, `/items/${items.withdrawn}`, `/nothing/${encodeURIComponent(text('path'))}`]);
      await visit('submitter.personnel', [`/items/${items.draft}/edit`, `/items/${items.returned}/edit`, `/items/${items.published}/edit`], (page) => page.locator('.prose[contenteditable]').waitFor());
      await visit('reviewer.personnel', ['/', ...ofItem(items.inReview), '/duties', `/?${hostileQuery(['urgency', 'kind', 'column', 'unit'])}`, `/items/${items.inReview}?${hostileQuery(['view'])}`]);
      await visit('head.personnel', ['/duties', '/ledger', `/items/${items.inReview}?view=clocks`]);
      await visit('publisher-a.network', ['/publish', ...ofItem(items.approved), `/items/${items.withdrawn}`]);
      await visit('admin.office', ['/people', `/people?${hostileQuery(['unit', 'role'])}`]);
      await visit('admin.office', ['/people'], async (page) => {
        await page.getByRole('link', { name: /^person/ }).first().click();
        await page.getByRole('heading', { level: 1, name: /^person/ }).waitFor();
        await page.locator('main').getByText('leave"', { exact: false }).first().waitFor();
      });
      const shown = seen.join('\n');
      const places = [...Object.values(written).filter((place) => place !== 'search'), 'in-review-title', 'suggestion', 'approval', 'person', 'caption', 'link'];
      expect(places.filter((place) => !shown.includes(text(place)))).toEqual([]);
      expect(shown).toContain(FILE);
    });

    it.each([false, true])('runs on no page of the portal and is read there as the words that it is (policy off: %s)', async (bypassCSP) => {
      const context = await place.browser.newContext({ bypassCSP });
      const hits = await listen(context);
      const page = await context.newPage();
      const read: string[] = [];
      for (const path of [...items.pages, '/zhejiang/', '/zhejiang/announcements/', `/zhejiang/search/?q=${encodeURIComponent(text('search'))}`]) {
        await page.goto(place.laptop.origin + path);
        read.push(await page.locator('body').innerText());
        expect([path, ...hits]).toEqual([path]);
        expect([path, await page.locator(':is([onerror], [onload], [ontoggle], [onfocus])').count()]).toEqual([path, 0]);
        if (path !== items.pages[0]) continue;
        expect(await page.locator('figure img').first().getAttribute('alt')).toBe(text('alt'));
        expect(await page.getByRole('link', { name: text('link') }).first().getAttribute('title')).toBe(text('link-title'));
        expect(await page.getByRole('link', { name: text('link') }).first().getAttribute('href')).toBe(LINK.replace('&quot;', '"'));
      }
      const shown = read.join('\n');
      expect(['published-title', 'body', 'caption', 'link', 'issuer', 'documentNumber', 'subject', 'withdrawal'].filter((place) => !shown.includes(text(place)))).toEqual([]);
      expect(shown).toContain(FILE);
      await context.close();
    });

    it('stands in the names of units, columns and stages, and runs on no screen that shows them', async () => {
      const { page, context, faults } = await openDesk(place.laptop.origin, place.browser, 'reviewer.personnel', { bypassCSP: true });
      const hits = await listen(context);
      const renamed = (value: unknown): unknown => {
        if (typeof value !== 'object' || value === null) return value;
        if (Array.isArray(value)) return value.map(renamed);
        return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, (key === 'zh' || key === 'en') && typeof one === 'string' ? text('name') : renamed(one)]));
      };
      await page.route(/\/api\/(site|columns|releases\/[^/]+)$/, async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, json: renamed(await answer.json()) });
      });
      for (const path of ['/', '/columns', '/duties', '/people', `/items/${items.inReview}`, `/items/${items.inReview}?view=facts`, `/items/${items.inReview}?view=clocks`]) {
        expect([path, (await look(page, path)).includes(text('name'))]).toEqual([path, true]);
        expect([path, ...hits]).toEqual([path]);
      }
      expect(await faults()).toEqual([]);
      await context.close();
    });
  });
});
