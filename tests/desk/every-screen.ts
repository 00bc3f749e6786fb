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

/** Every screen of the desk, with the demonstration's items. */
export const everyScreen: readonly ScreenShot[] = [
  { name: 'worklist', as: 'reviewer.safety', path: '/' },
  { name: 'worklist-publisher', as: 'publisher-a.network', path: '/' },
  { name: 'worklist-empty', as: 'monitor.office', path: '/' },
  { name: 'worklist-none-match', as: 'reviewer.safety', path: '/?urgency=urgent&kind=plan' },
  { name: 'sent', as: 'submitter.safety', path: '/sent' },
  { name: 'sent-unit', as: 'submitter.personnel', path: '/sent?whose=unit' },
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
