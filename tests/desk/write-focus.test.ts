import type { Locator, Page, Route } from 'playwright-core';
import { describe, it } from 'vitest';
import { openDesk } from './desk.ts';
import { laptopAndBrowser } from './laptop-and-browser.ts';
import { PICTURE, textField, untilSaveIs, writeDraft } from './writing.ts';

/** Nobody who works by keyboard or hears the page is put at its beginning because something was closed. */
const place = laptopAndBrowser('2025-10-10T10:00:00+08:00');

async function openForm(): Promise<Page> {
  const { page } = await openDesk(place.laptop.origin, place.browser, 'submitter.personnel', { path: '/new' });
  page.setDefaultTimeout(10_000);
  await textField(page).waitFor();
  return page;
}

const focusIsOn = (place: Locator): Promise<void> => place.and(place.page().locator(':focus')).waitFor({ timeout: 5000 });

/** Every way to put away the dialog that a button opens. */
async function putAway(page: Page, button: Locator, back: Locator, ways: readonly string[]): Promise<void> {
  const dialog = page.getByRole('dialog');
  for (const way of ['Escape', ...ways]) {
    await button.focus();
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    if (way === 'Escape') await page.keyboard.press('Escape');
    else await dialog.getByRole('button', { name: way }).click();
    await dialog.waitFor({ state: 'detached' });
    await focusIsOn(back);
  }
}

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

describe('the focus', () => {
  it('goes back to the button from the dialog of handing in, also while the first save is under way', async () => {
    const page = await openForm();
    await writeDraft(page, '尚未保存就报送');
    await putAway(page, button(page, '报送审核'), button(page, '报送审核'), ['再改改', '关闭']);
    await page.context().close();
  });

  it('goes back to the button from what is inserted or copied and then is not, and to the text from a link', async () => {
    const page = await openForm();
    for (const name of ['图片', '视频', '从已有信息复制']) await putAway(page, button(page, name), button(page, name), ['关闭']);
    await putAway(page, button(page, '链接'), textField(page), ['关闭']);
    await textField(page).click();
    await page.keyboard.press('Control+K');
    await focusIsOn(page.getByLabel('网址'));
    await page.keyboard.type('school.example');
    await page.keyboard.press('Enter');
    await focusIsOn(textField(page));
    await page.context().close();
  });

  it('is in the text after a picture was inserted, and where the files are chosen after one of them was taken away', async () => {
    const page = await openForm();
    await writeDraft(page, '删除附件以后');
    await button(page, '图片').click();
    await page.getByLabel('图片文件').setInputFiles({ name: '会场.png', mimeType: 'image/png', buffer: PICTURE });
    await page.getByLabel('图片说明').fill('会场内景');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await focusIsOn(textField(page));
    await button(page, '删除 会场.png').click();
    await button(page, '保留').click();
    await focusIsOn(button(page, '删除 会场.png'));
    await button(page, '删除 会场.png').click();
    await button(page, '确定删除 会场.png').click();
    await focusIsOn(page.getByLabel('添加附件'));
    await page.context().close();
  });

  it('is on the first field of what is inserted', async () => {
    const page = await openForm();
    for (const [name, field] of [['图片', '图片文件'], ['视频', '视频文件'], ['链接', '网址']] as const) {
      await button(page, name).click();
      await focusIsOn(page.getByLabel(field));
      await page.keyboard.press('Escape');
    }
    await page.context().close();
  });

  it('stays with a file whose button goes away by being pressed, and is where files are chosen while it has none', async () => {
    const page = await openForm();
    await writeDraft(page, '重试附件');
    await page.getByLabel('添加附件').setInputFiles({ name: '假的.pdf', mimeType: 'application/pdf', buffer: Buffer.from('no pdf at all') });
    await button(page, '重试 假的.pdf').focus();
    const isUpload = (route: Route): boolean => (route.request().headers()['content-type'] ?? '').startsWith('multipart/form-data');
    await page.route('**/*', (route) => (isUpload(route) ? route.abort('connectionreset') : route.fallback()));
    await page.keyboard.press('Enter');
    await focusIsOn(button(page, '暂停 假的.pdf'));
    await page.unrouteAll({ behavior: 'wait' });
    await page.evaluate('setInterval(() => dispatchEvent(new Event("online")), 50)');
    await button(page, '重试 假的.pdf').waitFor();
    await focusIsOn(page.getByLabel('添加附件'));
    await page.context().close();
  });

  it('is on the title after what was left behind has been restored', async () => {
    const page = await openForm();
    await page.getByLabel('标题（必填）').fill('留下的内容');
    await untilSaveIs(page, 'kept');
    await page.reload();
    await button(page, '恢复未保存的内容').click();
    await focusIsOn(page.getByLabel('标题（必填）'));
    await page.context().close();
  });

  it('is in the text again after one of two versions was chosen', async () => {
    const page = await openForm();
    await writeDraft(page, '选了版本以后');
    await untilSaveIs(page, 'saved');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await textField(other).click();
    await other.keyboard.type('对方。');
    await untilSaveIs(other, 'saved');
    await textField(page).click();
    await page.keyboard.type('我的。');
    await button(page, '用我的').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await focusIsOn(textField(page));
    await page.context().close();
  });
});
