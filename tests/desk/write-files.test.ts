import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { openDesk, settled } from './desk.ts';
import { laptopAndBrowser } from './laptop-and-browser.ts';
import { fieldsOf, idOf, textField, untilSaveIs, writeDraft } from './writing.ts';

const place = laptopAndBrowser('2025-10-10T10:00:00+08:00');

afterAll(() => rmSync(folder, { recursive: true }));

const PART = 8 * 1024 * 1024;
/** Three parts of a file on a disk: it is known again by its name, size and time. */
const folder = mkdtempSync(join(tmpdir(), 'fabu-files-'));
const large = join(folder, 'plan.pdf');
writeFileSync(large, Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(2 * PART, 'a')]));
const small = { name: '名单.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n名单') };
const partIn = (url: string): string | null => new URL(url).searchParams.get('partNumber');

async function openForm(title: string) {
  const desk = await openDesk(place.laptop.origin, place.browser, 'submitter.personnel', { path: '/new' });
  desk.page.setDefaultTimeout(20_000);
  await writeDraft(desk.page, title);
  await untilSaveIs(desk.page, 'saved');
  const parts: string[] = [];
  desk.context.on('requestfinished', (request) => {
    const part = request.method() === 'PUT' ? partIn(request.url()) : null;
    if (part !== null) parts.push(part);
  });
  return { ...desk, parts, id: await idOf(desk.page) };
}

const attach = (page: Page, file: typeof large | typeof small): Promise<void> => page.getByLabel('添加附件').setInputFiles(file);
const namesOf = async (id: string): Promise<unknown> => ((await fieldsOf(place.laptop, id))['attachments'] as { readonly name: string }[] | undefined)?.map(({ name }) => name);

describe('an attachment', () => {
  it('is uploaded, bound without writing over what is being typed, and taken away again after a question', async () => {
    const { page, context, faults, id } = await openForm('小附件');
    await attach(page, small);
    await page.getByRole('button', { name: '删除 名单.pdf' }).waitFor();
    expect(await namesOf(id)).toEqual(['名单.pdf']);
    await textField(page).click();
    await page.keyboard.type('又写了一句。');
    await untilSaveIs(page, 'saved');
    await expect.poll(async () => (await fieldsOf(place.laptop, id))['body'], { timeout: 10_000 }).toContain('又写了一句。');
    expect(await namesOf(id)).toEqual(['名单.pdf']);
    await page.getByRole('button', { name: '删除 名单.pdf' }).click();
    await page.getByRole('button', { name: '确定删除 名单.pdf' }).click();
    await page.locator('.files .row').waitFor({ state: 'detached' });
    expect(await namesOf(id)).toBeUndefined();
    expect(await faults()).toEqual([]);
    await context.close();
  });

  it('that is not what it says, or of no known kind, is refused in words', async () => {
    const { page, context } = await openForm('坏附件');
    await attach(page, { ...small, name: '假的.pdf', buffer: Buffer.from('no pdf at all') });
    await page.getByText('上传的内容不是 PDF 文件。').waitFor();
    await attach(page, { ...small, name: '程序.exe', mimeType: 'application/x-msdownload' });
    await page.getByText('不接受这类文件').waitFor();
    await context.close();
  });

  it('of many parts goes on where a broken line has cut it off', async () => {
    const { page, context, parts, id } = await openForm('断线的大附件');
    let broken = 0;
    await page.route(
      (url) => url.searchParams.get('partNumber') === '2',
      (route) => {
        broken += 1;
        return broken < 3 ? route.abort('connectionreset') : route.fallback();
      },
    );
    await attach(page, large);
    await page.getByRole('button', { name: '删除 plan.pdf' }).waitFor({ timeout: 30_000 });
    expect([parts.toSorted(), broken]).toEqual([['1', '2', '3'], 3]);
    expect(await namesOf(id)).toEqual(['plan.pdf']);
    await context.close();
  }, 60_000);

  it('of many parts can be stopped, and gone on with in a new tab: what had arrived is not sent again', async () => {
    const { page, context, parts, id } = await openForm('关掉的大附件');
    await page.route((url) => url.searchParams.get('partNumber') === '2', (route) => route.abort('connectionreset'));
    await attach(page, large);
    await page.locator('.row[data-phase=broken]').waitFor();
    await page.getByRole('button', { name: '暂停 plan.pdf' }).click();
    await page.getByText('已暂停（').waitFor();
    await page.close();
    const next = await context.newPage();
    await next.goto(`${place.laptop.origin}/desk/items/${id}/edit`);
    await settled(next);
    await next.getByText('上传未完成。请再次选择同一文件，从中断处继续。').waitFor();
    await attach(next, large);
    await next.getByRole('button', { name: '删除 plan.pdf' }).waitFor({ timeout: 30_000 });
    expect(parts.toSorted()).toEqual(['1', '2', '3']);
    expect(await namesOf(id)).toEqual(['plan.pdf']);
    await context.close();
  }, 60_000);
});
