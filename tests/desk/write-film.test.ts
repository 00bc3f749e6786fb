import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expecting } from '../../local/demonstration/api-client.ts';
import { approvalOf, castOf, publishNow, stages } from '../support/release-line.ts';
import { openDesk } from './desk.ts';
import { laptopAndBrowser } from './laptop-and-browser.ts';
import { fieldsOf, idOf, textField, untilSaveIs, writeDraft } from './writing.ts';

const place = laptopAndBrowser('2025-10-10T10:00:00+08:00');

/** As much of a film as a file's kind is known by. */
const film = { name: '开学第一课.mp4', mimeType: 'video/mp4', buffer: Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(12)]) };
const captions = { name: '开学第一课.vtt', mimeType: 'text/vtt', buffer: Buffer.from('WEBVTT\n\n00:00.000 --> 00:02.000\n同学们好。\n') };
const own = (name: string): string => `attachments/${encodeURIComponent(name)}`;

async function openDialog(title: string): Promise<{ readonly page: Page; readonly dialog: Locator }> {
  const { page } = await openDesk(place.laptop.origin, place.browser, 'submitter.personnel', { path: '/new' });
  page.setDefaultTimeout(15_000);
  await writeDraft(page, title);
  await page.getByRole('button', { name: '视频' }).click();
  return { page, dialog: page.getByRole('dialog', { name: '视频' }) };
}

it('a film is not taken without its captions and the words that say what it shows, nor with captions that are none', async () => {
  const { page, dialog } = await openDialog('没有字幕的视频');
  const insert = dialog.getByRole('button', { name: '插入视频' });
  await dialog.getByLabel('视频文件').setInputFiles(film);
  await insert.click();
  await dialog.getByText('请选择文件。').waitFor();
  await dialog.getByText('请写视频说明，否则不能插入。').waitFor();
  expect([await dialog.getByLabel('字幕文件').getAttribute('aria-invalid'), await dialog.getByLabel('视频说明').getAttribute('aria-invalid')]).toEqual(['true', 'true']);
  expect(await dialog.locator('.note').count()).toBe(0);
  await dialog.getByLabel('字幕文件').setInputFiles(captions);
  await insert.click();
  expect([await dialog.getByLabel('字幕文件').getAttribute('aria-invalid'), await dialog.getByLabel('视频说明').getAttribute('aria-invalid')]).toEqual([null, 'true']);
  await dialog.getByLabel('视频说明').fill('校长给新生上课');
  await dialog.getByLabel('字幕文件').setInputFiles({ ...captions, buffer: Buffer.from('同学们好。') });
  await insert.click();
  await dialog.getByText('上传的内容不是 VTT 文件。').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await untilSaveIs(page, 'saved');
  const item = await fieldsOf(place.laptop, await idOf(page));
  expect([item['body'], item['attachments']]).toEqual(['<p>正文一段。</p>', undefined]);
  await page.context().close();
});

it('a film and its captions become files of the item, are there in the preview, and on the public page after it went online', { timeout: 60_000 }, async () => {
  const { page, dialog } = await openDialog('开学第一课');
  await dialog.getByLabel('视频文件').setInputFiles(film);
  await dialog.getByLabel('字幕文件').setInputFiles(captions);
  await dialog.getByLabel('视频说明').fill('校长给新生上课');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => textField(page).locator('video').getAttribute('src'), { timeout: 10_000 }).toContain(place.laptop.origin.slice(0, 16));
  await untilSaveIs(page, 'saved');
  const id = await idOf(page);
  const item = await fieldsOf(place.laptop, id);
  expect(item['attachments']).toMatchObject([
    { name: captions.name, type: 'text/vtt' },
    { name: film.name, type: 'video/mp4' },
  ]);
  expect(item['body']).toContain(`<video src="${own(film.name)}" title="校长给新生上课" controls preload="none"><track kind="captions" srclang="zh" src="${own(captions.name)}" /></video>`);

  await page.goto(`${place.laptop.origin}/desk/items/${id}`);
  const shown = page.frameLocator('.preview-frame').locator('video');
  await shown.waitFor();
  const asked = page.waitForRequest((request) => request.resourceType() === 'media');
  await shown.focus();
  await page.keyboard.press('Space');
  expect((await (await asked).response())?.ok()).toBe(true);
  expect(await fetched((await shown.locator('track[kind=captions]').getAttribute('src')) ?? '')).toEqual(captions.buffer);

  const cast = await castOf(place.laptop);
  await expecting(cast.submitter.call('POST', `/releases/${id}/submission`, {}));
  for (const stage of stages) await expecting(cast.reviewers[stage].call('POST', `/releases/${id}/decisions`, approvalOf(stage, item['contentHash'])));
  await publishNow(cast, id);
  await place.laptop.cloud.clock.activity.quiet();
  const url = String((await fieldsOf(place.laptop, id))['url']);
  const reader = await place.browser.newPage();
  await reader.goto(new URL(url, place.laptop.origin).href);
  const read = reader.locator('video');
  expect(await read.getAttribute('title')).toBe('校长给新生上课');
  const addresses = [await read.getAttribute('src'), await read.locator('track[kind=captions]').getAttribute('src')];
  expect(await Promise.all(addresses.map((address) => fetched(address ?? '')))).toEqual([film.buffer, captions.buffer]);
  const played = reader.waitForRequest((request) => request.resourceType() === 'media');
  await read.focus();
  await reader.keyboard.press('Space');
  expect((await (await played).response())?.ok()).toBe(true);
  await reader.evaluate('document.querySelector("video").textTracks[0].mode = "showing"');
  await expect.poll(() => reader.evaluate('document.querySelector("track").track.cues?.[0]?.text'), { timeout: 10_000 }).toBe('同学们好。');
  await reader.close();
  await page.context().close();
});

async function fetched(address: string): Promise<Buffer> {
  return Buffer.from(await (await fetch(new URL(address, place.laptop.origin))).arrayBuffer());
}
