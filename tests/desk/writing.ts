import type { Page } from 'playwright-core';
import type { TestLaptop } from '../support/laptop.ts';

/** What tests of the writing screen do on it. */

/** One pixel. */
export const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

export const textField = (page: Page) => page.locator('.prose[contenteditable]');

/** Where what was typed is: the name of the state (`saved`, `kept`, …). */
export async function untilSaveIs(page: Page, state: string): Promise<void> {
  await page.locator(`.save-line[data-state=${state}]`).waitFor();
}

/** Fills in what a draft needs. */
export async function writeDraft(page: Page, title: string, text = '正文一段。'): Promise<void> {
  await page.getByLabel('栏目').selectOption({ label: '工作动态' });
  await page.getByLabel('类型').selectOption({ label: '教育新闻' });
  await page.getByLabel('标题（必填）').fill(title);
  await textField(page).click();
  await page.keyboard.type(text);
}

/** In the select that has the focus, down to a value. */
export async function chooseByKeys(page: Page, value: string): Promise<void> {
  for (let step = 0; step < 30 && (await page.evaluate('document.activeElement.value')) !== value; step += 1) await page.keyboard.press('ArrowDown');
}

/** The id in the address of the form, once the draft has one. */
export async function idOf(page: Page): Promise<string> {
  await page.waitForURL(/\/items\/[^/]+\/edit$/);
  return /items\/([^/]+)\/edit/.exec(page.url())?.[1] ?? '';
}

/** An item as the record has it. */
export async function fieldsOf(laptop: TestLaptop, id: string, name = 'submitter.personnel'): Promise<Readonly<Record<string, unknown>>> {
  return (await (await laptop.as(name)).call('GET', `/releases/${id}`)).body;
}

/** As a browser makes it of what lies on the clipboard. */
export async function pasteHtml(page: Page, html: string): Promise<void> {
  await page.evaluate(`(() => {
    const clipboard = new DataTransfer();
    clipboard.setData('text/html', ${JSON.stringify(html)});
    document.querySelector('.prose').dispatchEvent(new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }));
  })()`);
}
