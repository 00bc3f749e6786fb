import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { bringToApproved, castOf, goodRelease, publishNow } from '../support/release-line.ts';
import { fromWord } from './editor/pasted.ts';
import { axeViolations, openDesk, type Desk } from './desk.ts';
import { laptopAndBrowser } from './laptop-and-browser.ts';
import { chooseByKeys, fieldsOf, idOf, pasteHtml, PICTURE, textField, untilSaveIs, writeDraft } from './writing.ts';

const place = laptopAndBrowser('2025-10-10T10:00:00+08:00');

async function open(options: Parameters<typeof openDesk>[3] = {}, name = 'submitter.personnel'): Promise<Desk> {
  const desk = await openDesk(place.laptop.origin, place.browser, name, { path: '/new', ...options });
  desk.page.setDefaultTimeout(10_000);
  return desk;
}
const read = (id: string): Promise<Readonly<Record<string, unknown>>> => fieldsOf(place.laptop, id);
const focused = (page: Page): Promise<string> => page.evaluate<string>('document.activeElement.textContent');

describe('a new item', () => {
  it('is written and handed in by keyboard only', async () => {
    const { page, context, faults } = await open();
    await textField(page).waitFor();
    await page.getByLabel('栏目').focus();
    await chooseByKeys(page, 'work-trends');
    await page.keyboard.press('Tab');
    await chooseByKeys(page, 'education-news');
    await page.getByLabel('标题（必填）').focus();
    await page.keyboard.type('全省教师培训启动');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe('一级标题');
    await page.keyboard.press('Escape');
    await page.keyboard.type('培训今日启动。');
    await page.keyboard.press('Control+B');
    await page.keyboard.type('重要');
    await page.keyboard.press('Alt+F10');
    expect(await focused(page)).toBe('一级标题');
    await page.keyboard.press('Escape');
    await untilSaveIs(page, 'saved');
    const id = await idOf(page);
    for (let step = 0; step < 20 && (await focused(page)) !== '报送审核'; step += 1) {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: '报送审核' });
    await dialog.getByText('reviewer.personnel').waitFor();
    await dialog.getByText('15:30').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    while ((await focused(page)) !== '确定报送') await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await read(id))['stage'], { timeout: 10_000 }).toBe('first-review');
    expect((await read(id))['body']).toBe('<p>培训今日启动。<strong>重要</strong></p>');
    expect(await faults()).toEqual([]);
    await context.close();
  });

  it('says at once who owns the column, which limit follows and when it is due', async () => {
    const { page, context } = await open();
    await page.getByLabel('栏目').selectOption({ label: '工作动态' });
    await page.getByText('责任处室：办公室').waitFor();
    await page.getByLabel('类型').selectOption({ label: '教育新闻' });
    await page.getByRole('region', { name: '时限' }).getByText('活动结束后2 个工作日内').waitFor();
    await page.getByLabel('发生时间').fill('2025-10-09T16:00');
    await page.getByRole('region', { name: '时限' }).getByText('10月11日 17:30 前').waitFor();
    await page.getByLabel('发生时间').fill('2025-10-12T16:00');
    await page.getByText('发生时间不能晚于现在。').waitFor();
    await page.getByLabel('紧急程度').selectOption({ label: '紧急' });
    await page.getByRole('region', { name: '时限' }).getByText('2 小时内').waitFor();
    await page.getByLabel('类型').selectOption({ label: '信息公开年报' });
    await page.getByText('2026年1月31日当天结束前').waitFor();
    expect(await page.getByLabel('栏目').locator('option').allTextContents()).not.toContain('政策文件');
    await context.close();
  });

  it('names what is missing, and what the server finds, beside the fields and in a summary that leads to them', async () => {
    const { page, context, faults } = await open();
    await textField(page).waitFor();
    await page.getByRole('button', { name: '报送审核' }).click();
    await page.getByRole('alert').getByText('有 4 处需要修改').waitFor();
    await page.getByRole('alert').getByRole('link', { name: '请填写正文。' }).click();
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('正文');
    await writeDraft(page, '题'.repeat(201));
    await page.getByText('超出 1 个字').waitFor();
    await untilSaveIs(page, 'refused');
    await page.getByText('此项最多 200 个字。').waitFor();
    expect(await page.getByLabel('标题（必填）').getAttribute('aria-invalid')).toBe('true');
    await page.getByRole('button', { name: '报送审核' }).click();
    await page.getByRole('alert').getByRole('link', { name: '此项最多 200 个字。' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('field-title');
    await page.getByLabel('标题（必填）').fill('短标题');
    await untilSaveIs(page, 'saved');
    expect(await page.getByRole('alert').count()).toBe(0);
    expect((await faults()).filter((fault) => !fault.includes('422'))).toEqual([]);
    await context.close();
  });

  it('takes no picture without the words that say what it shows', async () => {
    const { page, context, faults } = await open();
    await writeDraft(page, '会场照片');
    await page.getByRole('button', { name: '图片' }).click();
    const dialog = page.getByRole('dialog', { name: '图片' });
    await dialog.getByLabel('图片文件').setInputFiles({ name: '会场.png', mimeType: 'image/png', buffer: PICTURE });
    await dialog.getByRole('button', { name: '插入图片' }).click();
    await dialog.getByText('请写图片说明，否则不能插入。').waitFor();
    await dialog.getByLabel('图片说明').fill('会场内景');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate('document.querySelector(".prose img").naturalWidth'), { timeout: 10_000 }).toBe(1);
    await untilSaveIs(page, 'saved');
    const item = await read(await idOf(page));
    expect(item['body']).toContain(`<img src="attachments/${encodeURIComponent('会场.png')}" alt="会场内景" />`);
    expect(item['attachments']).toMatchObject([{ name: '会场.png', type: 'image/png' }]);
    expect(await faults()).toEqual([]);
    await context.close();
  });

  it('takes a paste from Word clean, and says that its pictures stayed behind', async () => {
    const { page, context, faults } = await open();
    await textField(page).click();
    await pasteHtml(page, fromWord);
    await page.locator('.note').getByText('粘贴的内容中有 1 张图片没有带入').waitFor();
    expect(await textField(page).innerHTML()).not.toMatch(/mso|font|red|<o:|<img/i);
    await page.getByRole('button', { name: '撤销' }).click();
    expect((await textField(page).textContent())?.trim()).toBe('');
    expect(await faults()).toEqual([]);
    await context.close();
  });

  it('has its tables, links and lists by the toolbar', async () => {
    const { page, context } = await open();
    await textField(page).click();
    await page.getByRole('button', { name: '表格', exact: true }).click();
    await page.keyboard.type('学校');
    await page.getByRole('button', { name: '下方加行' }).click();
    await page.getByRole('button', { name: '右侧加列' }).click();
    expect([await page.locator('.prose tr').count(), await page.locator('.prose tr').first().locator('th').count()]).toEqual([4, 4]);
    await page.getByRole('button', { name: '删除表格' }).click();
    await page.getByRole('button', { name: '项目符号' }).click();
    await page.keyboard.type('第一项');
    expect(await page.getByRole('button', { name: '项目符号' }).getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('button', { name: '链接' }).click();
    await page.getByLabel('网址').fill('坏 网址');
    await page.keyboard.press('Enter');
    await page.getByText('网址不完整，请检查。').waitFor();
    await page.getByLabel('网址').fill('school.example/a');
    await page.getByLabel('显示的文字').fill('名单');
    await page.keyboard.press('Enter');
    expect(await textField(page).innerHTML()).toContain('href="https://school.example/a"');
    await context.close();
  });

  it('comes by document flow from the Office only, with its signature', async () => {
    const { page, context } = await open();
    await textField(page).waitFor();
    expect(await page.getByLabel('来源').count()).toBe(0);
    await context.close();
    const office = await open({}, 'submitter.office');
    await writeDraft(office.page, '关于印发通知');
    await office.page.getByLabel('来源').selectOption({ label: '公文流转' });
    await untilSaveIs(office.page, 'refused');
    await office.page.getByLabel('签发人').fill('签发人甲');
    await office.page.getByLabel('签发时间').fill('2025-10-09T09:00');
    await office.page.getByLabel('签发凭据').fill('签批单 1');
    await untilSaveIs(office.page, 'saved');
    const item = await fieldsOf(place.laptop, await idOf(office.page), 'submitter.office');
    expect(item['signature']).toEqual({ by: '签发人甲', at: '2025-10-09T09:00:00+08:00', reference: '签批单 1' });
    await office.context.close();
  });
});

describe('what exists', () => {
  it('is copied into a new draft', async () => {
    const { page, context } = await open();
    await writeDraft(page, '去年的通知', '照抄的正文。');
    await untilSaveIs(page, 'saved');
    const first = await idOf(page);
    await page.getByRole('link', { name: '新建' }).click();
    await page.getByRole('button', { name: '从已有信息复制' }).click();
    await page.getByLabel('按标题查找本处室的信息').fill('去年');
    await page.getByRole('button', { name: '复制 去年的通知' }).click();
    await page.getByRole('heading', { name: '修改信息' }).waitFor();
    const second = await idOf(page);
    expect(second).not.toBe(first);
    expect(await textField(page).textContent()).toBe('照抄的正文。');
    await context.close();
  });

  it('is corrected, once it is online, with a reason; and what is in review says why it may not be edited', async () => {
    const cast = await castOf(place.laptop);
    const id = await bringToApproved(cast, { ...goodRelease, title: '要更正的信息' });
    const { page, context, faults } = await open({ path: `/items/${id}/edit` });
    await page.getByText('不能进行此项操作').first().waitFor();
    expect(await page.locator('form').count()).toBe(0);
    await publishNow(cast, id);
    await expect.poll(async () => (await read(id))['state'], { timeout: 10_000 }).toBe('published');
    await page.goto(`${place.laptop.origin}/desk/items/${id}/correct`);
    await page.getByRole('button', { name: '开始更正' }).click();
    await page.getByRole('alert').getByText('有 1 处需要修改').waitFor();
    await page.getByLabel('更正原因').fill('日期有误');
    await page.getByRole('button', { name: '开始更正' }).click();
    await page.getByText('更正原因：日期有误').waitFor();
    expect(await page.getByLabel('栏目').isDisabled()).toBe(true);
    await textField(page).click();
    await page.keyboard.type('改');
    await untilSaveIs(page, 'saved');
    expect((await read(id))['pending']).toMatchObject({ revision: 2, state: 'draft' });
    expect((await faults()).filter((fault) => !fault.includes('422'))).toEqual([]);
    await context.close();
  });
});
