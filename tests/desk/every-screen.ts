import type { Page } from 'playwright-core';
import { writeScreens } from './write-screens.ts';

/** A screen as somebody sees it: what every screen has to keep is tried on each, and each has its picture taken. */
export interface ScreenShot {
  /** Names the picture. */
  readonly name: string;
  /** `ROLE.UNIT` at zhejiang. */
  readonly as: string;
  /** Below /desk; or how it is found from the page that one lands on. */
  readonly path: string;
  /** What is done before it is looked at: a dialog opened, a form left empty. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** From a list to one of its items. */
const toItem =
  (title: string, then?: (page: Page) => Promise<void>) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('link', { name: title }).click();
    await page.locator('h1', { hasText: title }).waitFor();
    await page.locator('.skeleton').first().waitFor({ state: 'detached' });
    await then?.(page);
  };

const toPerson =
  (name: string, then?: (page: Page) => Promise<void>) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('link', { name, exact: true }).click();
    await page.locator('h1', { hasText: name }).waitFor();
    await page.locator('.skeleton').first().waitFor({ state: 'detached' });
    await then?.(page);
  };

const toView = (name: RegExp) => async (page: Page) => {
  await page.locator('.views').getByRole('button', { name }).click();
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
};

/** What the API says to an approval without its ticks. */
const REFUSED = {
  type: 'validation',
  title: '提交的内容有误',
  detail: '共有 2 处需要修改，请按各处提示改正后重新提交。',
  status: 422,
  errors: [
    { pointer: '/checks/legal', code: 'ticks-required', detail: '初审须逐项确认合法、准确、及时、完整、有效、不涉密。' },
    { pointer: '/proofread', code: 'proofread-required', detail: '审核通过前须确认已经校对。' },
  ],
};

/** Every screen of the desk, with the demonstration's items. */
export const everyScreen: readonly ScreenShot[] = [
  { name: 'worklist', as: 'reviewer.safety', path: '/' },
  { name: 'worklist-publisher', as: 'publisher-a.network', path: '/' },
  { name: 'worklist-empty', as: 'monitor.office', path: '/' },
  { name: 'worklist-none-match', as: 'reviewer.safety', path: '/?urgency=urgent&kind=plan' },
  { name: 'sent', as: 'submitter.safety', path: '/sent' },
  { name: 'sent-none-match', as: 'submitter.safety', path: '/sent?state=withdrawn' },
  { name: 'sent-unit', as: 'submitter.personnel', path: '/sent?whose=unit' },
  { name: 'item-in-review', as: 'reviewer.safety', path: '/', prepare: toItem('关于做好中小学生冬季安全教育的通知') },
  { name: 'item-secrecy', as: 'secrecy.safety', path: '/', prepare: toItem('关于应对低温雨雪天气的紧急通知') },
  {
    name: 'item-clocks',
    as: 'reviewer.safety',
    path: '/',
    prepare: toItem('关于做好中小学生冬季安全教育的通知', async (page) => {
      await toView(/时限|Limits/)(page);
      await page.getByRole('button', { name: /为什么是这一天|Why this day/ }).first().click();
      await page.locator('.days').waitFor();
    }),
  },
  { name: 'item-returned', as: 'submitter.planning', path: '/sent', prepare: toItem('教育统计公报说明') },
  { name: 'item-suggestion', as: 'submitter.basic-education', path: '/sent', prepare: toItem('中小学生课后服务情况通报', toView(/修改对比|Changes/)) },
  { name: 'item-confirming', as: 'submitter.basic-education', path: '/sent', prepare: toItem('中小学生课后服务情况通报', (page) => page.getByRole('button', { name: /^(撤回报送|Take back)$/ }).click()) },
  { name: 'item-facts', as: 'head.safety', path: '/sent?whose=unit', prepare: toItem('关于应对低温雨雪天气的紧急通知', toView(/要素|Facts/)) },
  {
    name: 'item-quoting',
    as: 'reviewer.safety',
    path: '/',
    prepare: toItem('关于做好中小学生冬季安全教育的通知', (page) => page.getByRole('button', { name: /引用原文|Quote the text/ }).click()),
  },
  {
    name: 'item-suggesting',
    as: 'text.office',
    path: '/',
    prepare: toItem('高等学校学科建设工作推进会召开', async (page) => {
      await page.getByRole('button', { name: /提修改建议|Suggest a fix/ }).click();
      await page.locator('.editor-place .prose').waitFor();
    }),
  },
  {
    name: 'item-refused',
    as: 'reviewer.safety',
    path: '/',
    prepare: toItem('关于做好中小学生冬季安全教育的通知', async (page) => {
      await page.route('**/decisions', (route) => route.fulfill({ status: 422, contentType: 'application/problem+json', json: REFUSED }));
      await page.getByRole('button', { name: /^(通过|Approve)$/ }).click();
      await page.locator('.note.bad').waitFor();
    }),
  },
  {
    name: 'item-publish-failed',
    as: 'publisher-a.network',
    path: '/',
    prepare: async (page) => {
      // A real failure takes a quarter of an hour of the clock, which would make everything else here late (item-online.test.ts has real ones).
      await page.route(/\/api\/releases\/[^/]+$/, async (route) => {
        const answer = await route.fetch();
        const release = (await answer.json()) as { readonly actions: object };
        await route.fulfill({ response: answer, json: { ...release, state: 'publish-failed', failure: 'NotOnline', actions: { ...release.actions, retry: { allowed: true } } } });
      });
      await toItem('教育事业发展规划中期评估情况')(page);
    },
  },
  { name: 'item-withdrawn', as: 'submitter.finance', path: '/sent', prepare: toItem('关于开展教育经费统计工作的通知') },
  { name: 'item-approved', as: 'publisher-a.network', path: '/', prepare: toItem('教育事业发展规划中期评估情况') },
  { name: 'item-published', as: 'submitter.personnel', path: '/sent', prepare: toItem('关于公布第一批示范性教师发展学校名单的通知', toView(/办理记录|History/)) },
  { name: 'publish', as: 'publisher-a.network', path: '/publish' },
  { name: 'publish-b', as: 'publisher-b.network', path: '/publish' },
  {
    name: 'publish-paused',
    as: 'leader.office',
    path: '/publish',
    prepare: async (page) => {
      await page.route('**/api/people', async (route) => {
        const answer = await route.fetch();
        const staff = (await answer.json()) as { readonly roster: object };
        await route.fulfill({ response: answer, json: { ...staff, roster: { ...staff.roster, pausedSince: '2025-10-09T02:00:00.000Z' } } });
      });
      await page.evaluate('dispatchEvent(new Event("focus"))');
      await page.locator('.note.warn').waitFor();
    },
  },
  { name: 'publish-check', as: 'publisher-a.network', path: '/publish', prepare: async (page) => {
    await page.getByRole('button', { name: /立即发布|Publish now/ }).first().click();
    await page.locator('dialog .ticks').waitFor();
  } },
  { name: 'columns', as: 'monitor.office', path: '/columns' },
  { name: 'duties', as: 'reviewer.safety', path: '/duties' },
  { name: 'duties-excuse', as: 'reviewer.safety', path: '/duties?whose=mine', prepare: async (page) => {
    await page.getByRole('button', { name: /说明逾期理由|Say why it is late/ }).first().click();
    await page.locator('dialog textarea').waitFor();
  } },
  { name: 'ledger', as: 'leader.office', path: '/ledger' },
  { name: 'people', as: 'admin.office', path: '/people' },
  { name: 'people-none', as: 'admin.office', path: '/people?unit=network&role=text' },
  { name: 'person', as: 'admin.office', path: '/people?role=publisher-a', prepare: toPerson('publisher-a.network') },
  { name: 'person-leave', as: 'submitter.personnel', path: '/people', prepare: async (page) => {
    await page.getByRole('link', { name: /我的请假|My leave/ }).click();
    await page.getByRole('button', { name: /登记请假|Record a leave/ }).click();
    await page.locator('dialog select').waitFor();
  } },
  { name: 'person-roles', as: 'admin.office', path: '/people?role=publisher-b', prepare: toPerson('publisher-b.network', async (page) => {
    await page.getByRole('button', { name: /调整岗位|Change the roles/ }).click();
    await page.locator('dialog .plain-list').waitFor();
  }) },
  { name: 'search', as: 'submitter.personnel', path: '/search?q=%E9%80%9A%E7%9F%A5' },
  { name: 'search-empty', as: 'submitter.personnel', path: '/search?q=%E6%B2%A1%E6%9C%89' },
  { name: 'missing', as: 'reviewer.safety', path: '/nothing/here' },
  { name: 'help', as: 'reviewer.safety', path: '/', prepare: (page) => page.keyboard.press('?') },
  { name: 'account', as: 'all.personnel', path: '/', prepare: (page) => page.locator('.account summary').click() },
  {
    name: 'lost-connection',
    as: 'reviewer.safety',
    path: '/',
    prepare: async (page) => {
      await page.context().setOffline(true);
      await page.evaluate('dispatchEvent(new Event("focus"))');
      await page.locator('.connection-lost').waitFor();
    },
  },
  ...writeScreens,
];
