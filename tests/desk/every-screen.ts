import type { Page } from 'playwright-core';

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

const toView = (name: RegExp) => async (page: Page) => {
  await page.locator('.views').getByRole('button', { name }).click();
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
};

/** Every screen of the desk, with the demonstration's items. */
export const everyScreen: readonly ScreenShot[] = [
  { name: 'worklist', as: 'reviewer.safety', path: '/' },
  { name: 'worklist-publisher', as: 'publisher-a.network', path: '/' },
  { name: 'worklist-empty', as: 'monitor.office', path: '/' },
  { name: 'worklist-none-match', as: 'reviewer.safety', path: '/?urgency=urgent&kind=plan' },
  { name: 'sent', as: 'submitter.safety', path: '/sent' },
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
  { name: 'item-approved', as: 'publisher-a.network', path: '/', prepare: toItem('教育事业发展规划中期评估情况') },
  { name: 'item-published', as: 'submitter.personnel', path: '/sent', prepare: toItem('关于公布第一批示范性教师发展学校名单的通知', toView(/办理记录|History/)) },
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
];
