import type { Page } from 'playwright-core';
import type { ScreenShot } from './every-screen.ts';
import { textField, untilSaveIs } from './writing.ts';

/** Title, kind and text in whatever language; no column, so that no draft comes of it. */
async function fillIn(page: Page): Promise<void> {
  await page.locator('#field-kind').selectOption('education-news');
  await page.locator('#field-trigger-at').fill((await page.locator('#field-trigger-at').getAttribute('max')) ?? '');
  await page.locator('#field-title').fill('全省中小学教师信息素养提升培训在杭州启动');
  await textField(page).click();
  await page.keyboard.type('1月8日，全省中小学教师信息素养提升培训在杭州启动，来自11个设区市的三百余名教师参加。');
  await page.locator('.toolbar .tool').nth(17).click();
  for (const heading of ['设区市', '学校', '人数']) {
    await page.keyboard.type(heading);
    await page.keyboard.press('Tab');
  }
  await page.locator('#field-disclosure-attribute').selectOption('on-application');
  await page.locator('#field-urgency').selectOption('urgent');
  await page.locator('.papers summary').click();
  await untilSaveIs(page, 'kept');
}

const ready = (then?: (page: Page) => Promise<void>) => async (page: Page): Promise<void> => {
  await textField(page).waitFor();
  await then?.(page);
};

/** The writing screen as people see it: empty, half filled in, with its dialogs, with what was left behind. */
export const writeScreens: readonly ScreenShot[] = [
  { name: 'write-new', as: 'submitter.safety', path: '/new', prepare: ready() },
  { name: 'write-filled', as: 'submitter.safety', path: '/new', prepare: ready(fillIn) },
  { name: 'write-docflow', as: 'submitter.office', path: '/new', prepare: ready(async (page) => void (await page.locator('#field-source').selectOption('docflow'))) },
  { name: 'write-missing', as: 'submitter.safety', path: '/new', prepare: ready((page) => page.locator('.form-foot button').click()) },
  { name: 'write-picture', as: 'submitter.safety', path: '/new', prepare: ready((page) => page.locator('.toolbar .tool').nth(15).click()) },
  { name: 'write-film', as: 'submitter.safety', path: '/new', prepare: ready((page) => page.locator('.toolbar .tool').nth(16).click()) },
  { name: 'write-link', as: 'submitter.safety', path: '/new', prepare: ready((page) => page.locator('.toolbar .tool').nth(14).click()) },
  {
    name: 'write-copy',
    as: 'submitter.safety',
    path: '/new',
    prepare: ready(async (page) => {
      await page.locator('.screen-head button').click();
      await page.locator('dialog .row').first().waitFor();
    }),
  },
  {
    name: 'write-left-behind',
    as: 'submitter.safety',
    path: '/new',
    prepare: ready(async (page) => {
      await fillIn(page);
      await page.reload();
      await page.locator('.note-buttons').waitFor();
    }),
  },
  {
    name: 'write-correct',
    as: 'submitter.safety',
    path: '/sent?whose=unit&state=published',
    prepare: async (page) => {
      const item = await page.locator('.row-title').first().getAttribute('href');
      await page.goto(new URL(`${item ?? ''}/correct`, page.url()).href);
      await page.locator('main form, main .note').first().waitFor();
    },
  },
];
