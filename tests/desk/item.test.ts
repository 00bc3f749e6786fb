import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { sampleFiles, sendForm, type SignedForm } from '../support/uploading.ts';
import { axeViolations } from './desk.ts';
import { approve, lineOf, look, openItem, press } from './item-line.ts';
import { laptopAndBrowser } from './laptop-and-browser.ts';

const NOW = '2025-10-09T10:00:00+08:00';
const place = laptopAndBrowser(NOW);
const line = lineOf(() => place.laptop);
const open = (name: string, item: Parameters<typeof openItem>[3], options: Parameters<typeof openItem>[4] = {}) => openItem(place.laptop, place.browser, name, item, options);

describe('an item on its way', { timeout: 60_000 }, () => {
  it('is returned with reasons on a passage, submitted again, approved by four people, published, and read on the portal', async () => {
    const item = await line.submitted('关于报送工作总结的通知');
    const reviewer = await open('reviewer.personnel', item);
    await press(reviewer.page, '引用原文');
    await reviewer.page.getByRole('button', { name: /引用\s*第 3 段/ }).click();
    const remarks = reviewer.page.getByLabel('意见', { exact: true });
    expect(await remarks.inputValue()).toBe('原文：“请于本月底前报送工作总结，联系电话见附件。”\n');
    await remarks.pressSequentially('没有附件。');
    await press(reviewer.page, '退回修改');
    await reviewer.page.locator('.note.calm', { hasText: '初审已退回。' }).waitFor();
    expect(await reviewer.faults()).toEqual([]);
    await reviewer.context.close();

    const submitter = await open('submitter.personnel', item);
    const told = submitter.page.locator('.note.warn');
    await told.waitFor();
    expect(await told.innerText()).toMatch(/reviewer\.personnel（初审）退回，意见如下\s+原文：“请于本月底前报送工作总结，联系电话见附件。”\s+没有附件。/);
    expect(await submitter.page.getByRole('link', { name: '修改', exact: true }).getAttribute('href')).toBe(`/desk/items/${item.id}/edit`);
    await press(submitter.page, '报送');
    await submitter.page.locator('.note.calm', { hasText: '已报送。' }).waitFor();
    expect(await submitter.faults()).toEqual([]);
    await submitter.context.close();

    for (const name of ['reviewer.personnel', 'secrecy.personnel', 'head.personnel', 'text.office']) {
      const { page, context, faults } = await open(name, item);
      await approve(page);
      expect([name, await faults()]).toEqual([name, []]);
      await context.close();
    }
    const { page, context, faults } = await open('publisher-a.network', item);
    expect(await page.locator('.why').innerText()).toBe('格式核对还有 5 项未勾选。');
    for (const tick of await page.locator('.ticks input[type=checkbox]').all()) await tick.check();
    await press(page, '发布');
    await page.locator('.note.calm', { hasText: '正在发布。' }).waitFor();
    await place.laptop.cloud.clock.activity.quiet();
    await look(page);
    const address = page.locator('.online-address');
    await address.waitFor();
    await page.goto(await address.innerText());
    expect(await page.locator('h1').innerText()).toContain('关于报送工作总结的通知');
    expect(await faults()).toEqual([]);
    await context.close();
  }, 120_000);

  it('shows what was refused, and keeps what was typed', async () => {
    const item = await line.submitted('关于核对名单的通知');
    const { page, context } = await open('reviewer.personnel', item);
    await press(page, '退回修改');
    await page.getByRole('alert').getByText('退回或不予通过的，须写明意见。').waitFor();
    await page.getByLabel(/^合法/).check();
    await page.getByLabel('意见', { exact: true }).fill('写到一半的意见');
    await press(page, '通过');
    const summary = page.getByRole('alert');
    await summary.getByText('初审须逐项确认合法、准确、及时、完整、有效、不涉密。').waitFor();
    expect(await summary.innerText()).toMatch(/有 2 处需要修改\s+初审须逐项确认[^\n]+\s+审核通过前须确认已经校对。/);
    await summary.getByRole('link').first().click();
    expect(await page.evaluate('document.activeElement.id')).toContain('accurate');
    await look(page);
    expect(await page.getByLabel('意见', { exact: true }).inputValue()).toBe('写到一半的意见');
    expect(await page.getByLabel(/^合法/).isChecked()).toBe(true);
    await context.close();
  });

  it('is decided once by a double click', async () => {
    const item = await line.passed(await line.submitted('关于培训的通知'), 2);
    const { page, context, faults } = await open('head.personnel', item);
    await page.getByLabel(/^已校对/).check();
    await page.getByRole('button', { name: '通过', exact: true }).dblclick();
    await page.locator('.note.calm', { hasText: '复审已通过。' }).waitFor();
    await place.laptop.cloud.clock.activity.quiet();
    expect((await line.events(item)).filter((type) => type === 'StageApproved')).toHaveLength(3);
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await faults()).toEqual([]);
    await context.close();
  });

  it('is not decided unseen: a content that changes meanwhile has to be read first, and remarks stay', async () => {
    const item = await line.submitted('关于会议的通知');
    const { page, context, faults } = await open('reviewer.personnel', item);
    for (const tick of await page.locator('.ticks input[type=checkbox]').all()) await tick.check();
    await page.getByLabel('意见', { exact: true }).fill('地点请再核实');
    await line.call('submitter.personnel', 'POST', `/releases/${item.id}/recall`, {});
    const { version, ...rest } = await line.call('submitter.personnel', 'GET', `/releases/${item.id}`);
    const fields = Object.fromEntries(['column', 'kind', 'title', 'urgency', 'disclosure', 'source'].map((name) => [name, rest[name]]));
    const saved = await (await line.as('submitter.personnel')).call('PUT', `/releases/${item.id}`, { ...fields, body: '<p>会议地点改为三楼。</p>' }, { 'if-match': String(version) });
    expect(saved.status).toBe(200);
    await line.call('submitter.personnel', 'POST', `/releases/${item.id}/submission`, {});
    await look(page);
    await page.getByText('内容已经变化').waitFor();
    await page.frameLocator('.preview-frame').getByText('会议地点改为三楼。').waitFor();
    const button = page.getByRole('button', { name: '通过', exact: true });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await button.click({ force: true });
    await press(page, '已重新阅读');
    expect(await page.locator('.ticks input:checked').count()).toBe(0);
    expect(await page.getByLabel('意见', { exact: true }).inputValue()).toBe('地点请再核实');
    expect(await line.events(item)).not.toContain('StageApproved');
    await approve(page);
    expect(await faults()).toEqual([]);
    await context.close();
  });

  it('says so when what was decided on is no longer what is there, and decides nothing', async () => {
    const item = await line.submitted('关于检查的通知');
    const { page, context } = await open('reviewer.personnel', item);
    for (const tick of await page.locator('.ticks input[type=checkbox]').all()) await tick.check();
    await line.call('submitter.personnel', 'POST', `/releases/${item.id}/recall`, {});
    const { version, ...rest } = await line.call('submitter.personnel', 'GET', `/releases/${item.id}`);
    const fields = Object.fromEntries(['column', 'kind', 'title', 'urgency', 'disclosure', 'source'].map((name) => [name, rest[name]]));
    await (await line.as('submitter.personnel')).call('PUT', `/releases/${item.id}`, { ...fields, body: '<p>另一段文字。</p>' }, { 'if-match': String(version) });
    await line.call('submitter.personnel', 'POST', `/releases/${item.id}/submission`, {});
    await press(page, '通过');
    await page.getByText('您审阅的内容与当前内容不一致，请重新阅读当前内容后再作决定。').waitFor();
    await page.getByText('内容已经变化').waitFor();
    expect(await line.events(item)).not.toContain('StageApproved');
    await context.close();
  });

  it('is passed with the keyboard alone', async () => {
    const item = await line.passed(await line.submitted('关于键盘的通知'), 2);
    const { page, context, faults } = await open('head.personnel', item);
    const focused = (): Promise<string> => page.evaluate<string>('(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()');
    const tabTo = async (wanted: RegExp): Promise<void> => {
      for (let steps = 0; steps < 60; steps += 1) {
        if (wanted.test(await focused())) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`The Tab key does not lead to ${String(wanted)}.`);
    };
    await tabTo(/^已校对/);
    await page.keyboard.press('Space');
    await tabTo(/^通过$/);
    await page.keyboard.press('Enter');
    await page.locator('.note.calm', { hasText: '复审已通过。' }).waitFor();
    expect(await focused()).toBe('关于键盘的通知');
    expect(await faults()).toEqual([]);
    await context.close();
  });

  it('cannot be passed by a secrecy officer who would withhold it; returned, the ground is told', async () => {
    const item = await line.passed(await line.submitted('关于名册的通知'), 1);
    const { page, context } = await open('secrecy.personnel', item);
    await page.getByLabel(/^部分公开/).check();
    expect(await page.locator('.acts-bar .why').innerText()).toBe('审查结论不是“可以公开”的，不能通过，请退回修改。');
    await page.getByLabel(/^依据/).fill('名册中有身份证号');
    await press(page, '退回修改');
    await page.locator('.note.warn', { hasText: '保密审查结论：部分公开。依据：名册中有身份证号' }).waitFor();
    await context.close();
  });

  it('offers nothing to those whose business it is not, and says why to those whose it is', async () => {
    const item = await line.submitted('关于分工的通知');
    const outsider = await open('monitor.office', item);
    await outsider.page.locator('.preview-frame').waitFor();
    expect(await outsider.page.locator('.item-acts button').count()).toBe(0);
    await outsider.context.close();
    const own = await line.call('all.personnel', 'POST', '/releases', { column: 'announcements', kind: 'announcement', title: '关于兼岗的通知', body: '<p>正文。</p>', urgency: 'ordinary', disclosure: { attribute: 'proactive' }, source: 'submission' });
    await line.call('all.personnel', 'POST', `/releases/${String(own['id'])}/submission`, {});
    const both = await open('all.personnel', { ...item, path: `/items/${String(own['id'])}` });
    expect(await both.page.locator('.acts-bar .why').innerText()).toBe('您已经办理过这条信息的“报送”，同一人不能再办理本环节，请由其他同志办理。');
    await both.context.close();
  });
});

describe('a suggestion', { timeout: 60_000 }, () => {
  it('is made in the editor, taken with one act, and confirmed by who had approved before', async () => {
    const item = await line.passed(await line.submitted('关于总结的通知'), 1);
    const secrecy = await open('secrecy.personnel', item);
    await press(secrecy.page, '提修改建议');
    await secrecy.page.getByRole('dialog').getByLabel('标题').fill('关于报送总结的通知');
    const text = secrecy.page.getByRole('textbox', { name: '正文' });
    await text.getByText('请于本月底前').click();
    await secrecy.page.keyboard.press('End');
    await secrecy.page.keyboard.type('逾期不候。');
    await press(secrecy.page, '查看改动');
    await secrecy.page.locator('ins', { hasText: '逾期不候。' }).waitFor();
    await press(secrecy.page, '提交建议');
    await secrecy.page.locator('.note.calm', { hasText: '修改建议已提交' }).waitFor();
    expect(await secrecy.faults()).toEqual([]);
    await secrecy.context.close();

    const submitter = await open('submitter.personnel', item);
    await submitter.page.locator('.changed-fields', { hasText: '关于报送总结的通知' }).waitFor();
    await submitter.page.locator('ins', { hasText: '逾期不候。' }).waitFor();
    await press(submitter.page, '采纳');
    await submitter.page.locator('.note.calm', { hasText: '已采纳修改建议' }).waitFor();
    expect(await submitter.faults()).toEqual([]);
    await submitter.context.close();

    const reviewer = await open('reviewer.personnel', item);
    await reviewer.page.getByText('您已通过采纳建议之前的那一稿').waitFor();
    expect(await reviewer.page.locator('.ticks').count()).toBe(0);
    await reviewer.page.locator('ins', { hasText: '逾期不候。' }).waitFor();
    await press(reviewer.page, '确认通过');
    await reviewer.page.locator('.note.calm', { hasText: '初审已通过。' }).waitFor();
    expect(await line.read(item)).toMatchObject({ stage: 'confidentiality-review', title: '关于报送总结的通知' });
    expect(await reviewer.faults()).toEqual([]);
    await reviewer.context.close();
  });
});

describe('what was changed', { timeout: 60_000 }, () => {
  const facts = { column: 'announcements', kind: 'announcement', title: '关于公示的通知', body: '<p>正文。</p>', urgency: 'ordinary', disclosure: { attribute: 'proactive' }, source: 'submission' };
  const changed = {
    ...facts,
    column: 'work-trends',
    urgency: 'urgent',
    urgencyReason: '今日截止。',
    disclosure: { attribute: 'proactive', ground: '主动公开目录' },
    signature: { by: '厅办公室', at: '2025-10-08T09:30:00+08:00', reference: '签字〔2025〕3号' },
    trigger: { event: 'issued', at: '2025-10-08T17:00:00+08:00' },
    signedOn: '2025-10-07',
  };
  /** `label: before → after`, each with the sign that stands before it. */
  const rowsOf = (page: Page, place: string): Promise<readonly string[]> =>
    page.evaluate<string[]>(`(() => {
      const cell = (td) => { const mark = td.querySelector('ins, del'); return (mark ? getComputedStyle(mark, '::before').content.replaceAll('"', '') : '') + td.textContent; };
      return [...document.querySelectorAll('${place} .changed-fields tbody tr')].map(({ children: [label, before, after] }) => label.textContent + ': ' + cell(before) + ' → ' + cell(after));
    })()`);

  it('is said in the words of the facts, marked by a sign and a line, in a revision and in a suggestion', async () => {
    const item = await line.submitted(facts.title);
    await line.call('reviewer.personnel', 'POST', `/releases/${item.id}/decisions`, { stage: 'first-review', outcome: 'return', contentHash: await item.hash(), remarks: '请改。' });
    const { version } = await line.read(item);
    const saved = await (await line.as('submitter.personnel')).call('PUT', `/releases/${item.id}`, { ...changed, title: facts.title }, { 'if-match': String(version) });
    expect([saved.status, saved.body['errors']]).toEqual([200, undefined]);
    await line.call('submitter.personnel', 'POST', `/releases/${item.id}/submission`, {});
    await line.call('reviewer.personnel', 'POST', `/releases/${item.id}/suggestions`, { stage: 'first-review', contentHash: await item.hash(), disclosure: { attribute: 'proactive', ground: '目录第三项' }, trigger: { event: 'changed', at: '2025-10-08T18:00:00+08:00' }, issuedOn: '2025-10-08' });
    const { page, context, faults } = await open('submitter.personnel', item, { view: 'changes' });
    expect(await rowsOf(page, '.acts-panel')).toEqual(['公开方式: −主动公开（主动公开目录） → +主动公开（目录第三项）', '起算: −印发，2025年10月8日 17:00 → +变动，2025年10月8日 18:00', '印发日期: 未填写 → +2025年10月8日']);
    await page.getByLabel('到', { exact: true }).selectOption('2');
    await page.getByLabel('从', { exact: true }).selectOption('1');
    const rows = page.locator('.item-views .changed-fields');
    await rows.getByText('主动公开目录').waitFor();
    expect(new Set(await rowsOf(page, '.item-views'))).toEqual(
      new Set([
        '栏目: −公示公告 → +工作动态',
        '紧急程度: −普通 → +紧急',
        '紧急理由: 未填写 → +今日截止。',
        '公开方式: −主动公开 → +主动公开（主动公开目录）',
        '签发信息: 未填写 → +厅办公室，2025年10月8日 09:30，签字〔2025〕3号',
        '起算: 未填写 → +印发，2025年10月8日 17:00',
        '成文日期: 未填写 → +2025年10月7日',
      ]),
    );
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.changed-fields del')).textDecorationLine`)).toBe('line-through');
    expect(await axeViolations(page)).toEqual([]);
    expect(await faults()).toEqual([]);
    await context.close();
  });

  it('says of files which came, which went and which is another under its name', async () => {
    const item = await line.draft('关于附件的通知');
    const submitter = await line.as('submitter.personnel');
    const attach = async (name: string, bytes: Buffer): Promise<void> => {
      const form = await line.call('submitter.personnel', 'POST', `/releases/${item.id}/attachments`, { name, type: 'application/pdf', size: bytes.length });
      const sent = await sendForm(form as unknown as SignedForm, bytes);
      expect((await submitter.call('PUT', `/releases/${item.id}/attachments/${encodeURIComponent(name)}`, { versionId: sent.headers.get('x-amz-version-id') })).status).toBe(200);
    };
    const other = Buffer.concat([sampleFiles.pdf, Buffer.from('\n% another')]);
    await attach('名单.pdf', sampleFiles.pdf);
    await attach('说明.pdf', sampleFiles.pdf);
    await line.call('submitter.personnel', 'POST', `/releases/${item.id}/submission`, {});
    await line.call('submitter.personnel', 'POST', `/releases/${item.id}/recall`, {});
    for (const name of ['名单.pdf', '说明.pdf']) await line.call('submitter.personnel', 'DELETE', `/releases/${item.id}/attachments/${encodeURIComponent(name)}`);
    await attach('名单.pdf', other);
    await attach('回执.pdf', sampleFiles.pdf);
    await line.call('submitter.personnel', 'POST', `/releases/${item.id}/submission`, {});
    const { page, context } = await open('reviewer.personnel', item, { view: 'changes' });
    await page.getByLabel('从', { exact: true }).selectOption('1');
    const rows = page.locator('.item-views .changed-fields');
    await rows.getByText('回执.pdf').waitFor();
    expect(await rowsOf(page, '.item-views')).toEqual(['附件: −名单.pdf（1 KB）\n说明.pdf（1 KB） → +名单.pdf（1 KB）（内容已更换）\n回执.pdf（1 KB）']);
    await context.close();
  });
});
