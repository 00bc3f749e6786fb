import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openDesk, settled, signIn, visitDesk, type Desk } from './desk.ts';
import { laptopAndBrowser } from './laptop-and-browser.ts';

const place = laptopAndBrowser();

const open = (name: string, options: Parameters<typeof openDesk>[3] = {}): Promise<Desk> => openDesk(place.laptop.origin, place.browser, name, options);
const address = (page: Page): string => page.url().slice(place.laptop.origin.length);
const held = (page: Page): Promise<string> => page.evaluate<string>('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])');

describe('signing in', () => {
  it('leads to the address that was wanted, and leaves no token, code or verifier behind', async () => {
    const { page, context, faults } = await open('submitter.personnel', { path: '/sent?whose=unit&state=draft' });
    expect(address(page)).toBe('/desk/sent?whose=unit&state=draft');
    expect(await page.locator('h1').textContent()).toBe('我报送的');
    expect(await held(page)).toBe(JSON.stringify([{ 'fabu-desk-language': 'zh-CN' }, {}, '']));
    expect(await faults()).toEqual([]);
    await context.close();
  });

  it('needs no password again after a reload while the issuer remembers, and on another day it does', async () => {
    const { page, context } = await open('submitter.personnel');
    await page.reload();
    await settled(page);
    await context.clearCookies();
    await page.reload();
    await page.locator('input[name=password]').waitFor();
    await context.close();
  });

  it('says at the issuer that the password is wrong, and lets nobody in', async () => {
    const { page, context } = await visitDesk(place.laptop.origin, place.browser);
    await signIn(page, 'submitter.personnel@zhejiang.example', 'wrong');
    expect(await page.locator('[role=alert]').textContent()).toContain('用户名或密码不正确');
    await context.close();
  });

  it.each(['?code=stolen&state=made-up', '?error=access_denied', ''])('takes no answer that it did not ask for: %j', async (query) => {
    const { page, context } = await visitDesk(place.laptop.origin, place.browser, { path: `/signed-in${query}` });
    await page.getByRole('heading', { name: '登录没有成功' }).waitFor();
    await page.getByRole('button', { name: '重新登录' }).click();
    await page.locator('input[name=password]').waitFor();
    await context.close();
  });

  it('asks with a challenge, a state and a nonce, and never twice with the same', async () => {
    const asked: URLSearchParams[] = [];
    for (let visit = 0; visit < 2; visit += 1) {
      const { page, context } = await visitDesk(place.laptop.origin, place.browser);
      await page.locator('input[name=password]').waitFor();
      asked.push(new URL(page.url()).searchParams);
      await context.close();
    }
    expect(asked[0]?.get('code_challenge_method')).toBe('S256');
    for (const name of ['code_challenge', 'state', 'nonce']) {
      expect(asked[0]?.get(name)).toMatch(/^[\w-]{43}$/);
      expect(asked[0]?.get(name)).not.toBe(asked[1]?.get(name));
    }
  });

  it('refuses a token that answers somebody else’s nonce', async () => {
    const { page, context } = await visitDesk(place.laptop.origin, place.browser);
    await context.route('**/oauth2/token', async (route) => {
      const answer = await route.fetch();
      const tokens = (await answer.json()) as { id_token: string };
      const [head, , signature] = tokens.id_token.split('.');
      const forged = Buffer.from(JSON.stringify({ sub: 'x', nonce: 'other' })).toString('base64url');
      await route.fulfill({ response: answer, json: { ...tokens, id_token: [head, forged, signature].join('.') } });
    });
    await signIn(page, 'submitter.personnel@zhejiang.example');
    await page.getByRole('heading', { name: '登录没有成功' }).waitFor();
    await context.close();
  });

  it('tells somebody without a role whom to ask', async () => {
    await place.laptop.cloud.identity.ensureUsers([{ username: 'new@zhejiang.example', password: 'Fabu-demo-2026', name: '新同志' }]);
    const { page, context } = await visitDesk(place.laptop.origin, place.browser);
    await signIn(page, 'new@zhejiang.example');
    await page.getByRole('heading', { name: '您还没有岗位' }).waitFor();
    await context.close();
  });
});

describe('signing out', () => {
  it('ends it here, in every other tab, and at the issuer', async () => {
    const { page, context } = await open('submitter.personnel');
    const other = await context.newPage();
    await other.goto(`${place.laptop.origin}/desk/sent`);
    await settled(other);
    const revoked = page.waitForRequest('**/oauth2/revoke');
    await page.locator('.account summary').click();
    await page.getByRole('button', { name: '退出登录' }).click();
    expect((await revoked).postData()).toContain('token=');
    for (const each of [page, other]) await each.getByRole('heading', { name: '您已退出登录' }).waitFor();
    await page.getByRole('button', { name: '重新登录' }).click();
    await page.locator('input[name=password]').waitFor();
    await context.close();
  });
});

describe('a sign-in that ends in the middle of work', () => {
  const unauthenticated = { status: 401, json: { message: 'Unauthorized' } };

  it('is renewed without a word while the issuer does so', async () => {
    const { page, context } = await open('submitter.personnel');
    const renewed = page.waitForRequest('**/oauth2/token');
    await page.route('**/api/tasks', (route) => route.fulfill(unauthenticated), { times: 1 });
    const again = page.waitForResponse((answer) => answer.url().endsWith('/api/tasks') && answer.ok());
    await page.evaluate('dispatchEvent(new Event("focus"))');
    expect((await renewed).postData()).toContain('grant_type=refresh_token');
    await again;
    expect(await page.locator('dialog').count()).toBe(0);
    await context.close();
  });

  it('is asked for in a window beside, and the page goes on where it was', async () => {
    const { page, context, faults } = await open('submitter.personnel', { path: '/sent' });
    await page.evaluate('globalThis.stillHere = true');
    await context.clearCookies();
    await page.route('**/oauth2/token', (route) => route.fulfill({ status: 400, json: { error: 'invalid_grant' } }), { times: 1 });
    await page.route('**/api/releases?*', (route) => route.fulfill(unauthenticated), { times: 1 });
    await page.evaluate('dispatchEvent(new Event("focus"))');
    const dialog = page.getByRole('dialog', { name: '登录已过期' });
    await dialog.waitFor();
    const opened = context.waitForEvent('page');
    await dialog.getByRole('button', { name: '重新登录' }).click();
    const again = page.waitForResponse((answer) => answer.url().includes('/api/releases?') && answer.ok());
    await signIn(await opened, 'submitter.personnel@zhejiang.example');
    await again;
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate('stillHere')).toBe(true);
    expect((await faults()).filter((fault) => !/40[01]/.test(fault))).toEqual([]);
    await context.close();
  });

  it('is nobody else’s: who signs in with another account does not go on under the first one’s page', async () => {
    const { page, context } = await open('submitter.personnel', { path: '/sent' });
    await context.clearCookies();
    await page.route('**/oauth2/token', (route) => route.fulfill({ status: 400, json: { error: 'invalid_grant' } }), { times: 1 });
    await page.route('**/api/releases?*', (route) => route.fulfill(unauthenticated), { times: 1 });
    await page.evaluate('dispatchEvent(new Event("focus"))');
    const opened = context.waitForEvent('page');
    await page.getByRole('dialog').getByRole('button', { name: '重新登录' }).click();
    await signIn(await opened, 'head.personnel@zhejiang.example');
    await page.getByRole('alert').filter({ hasText: '您登录的是另一个账户' }).waitFor();
    expect(await page.getByRole('dialog').isVisible()).toBe(true);
    await context.close();
  });
});

describe('the shell', () => {
  it('gives each the screens of their roles, and says so at an address that is not theirs', async () => {
    const { page, context } = await open('publisher-a.network', { path: '/sent' });
    expect(await page.locator('h1').textContent()).toBe('您的岗位看不到这个页面');
    expect(await page.locator('.rail a').allTextContents()).not.toContain('我报送的');
    await context.close();
  });

  it('changes its language at once and at the next visit, and says which it is', async () => {
    const { page, context } = await open('reviewer.personnel');
    expect([await page.getAttribute('html', 'lang'), await page.title()]).toEqual(['zh-CN', '待办 · 信息发布']);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'To do' }).waitFor();
    expect([await page.getAttribute('html', 'lang'), await page.title()]).toEqual(['en', 'To do · Release desk']);
    await page.reload();
    await page.getByRole('heading', { name: 'To do' }).waitFor();
    await context.close();
  });

  it('is walked by keyboard: skip, screens, headings that get the focus, back', async () => {
    const { page, context } = await open('submitter.personnel');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('跳到正文');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.getByRole('heading', { name: '我报送的' }).waitFor();
    expect(address(page)).toBe('/desk/sent');
    await expect.poll(() => page.evaluate('document.activeElement.tagName + document.activeElement.textContent')).toBe('H1我报送的');
    await page.goBack();
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('待办');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: '键盘快捷键' }).waitFor();
    await page.getByLabel('启用单键快捷键').uncheck();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await context.close();
  });

  it('shows a ring of 3 px at every stop', async () => {
    const { page, context } = await open('submitter.personnel');
    const stops: string[] = [];
    for (let stop = 0; stop < 5; stop += 1) {
      await page.keyboard.press('Tab');
      stops.push(await page.evaluate<string>('(({ activeElement: at }) => [getComputedStyle(at).outlineStyle, getComputedStyle(at).outlineWidth].join(" "))(document)'));
    }
    expect(new Set(stops)).toEqual(new Set(['solid 3px']));
    await context.close();
  });

  it('says that the connection is lost, and that it is back', async () => {
    const { page, context } = await open('submitter.personnel');
    await context.setOffline(true);
    await page.evaluate('dispatchEvent(new Event("focus"))');
    await page.locator('.connection-lost').getByText('连接中断，正在重试…').waitFor();
    await context.setOffline(false);
    await page.locator('.connection-lost').waitFor({ state: 'detached' });
    await page.getByRole('status').getByText('连接已恢复。').waitFor({ state: 'attached' });
    await context.close();
  });

  it('has words for a screen that fails, for one that cannot be loaded, and for a server that does not answer', async () => {
    const { page, context } = await open('submitter.personnel');
    await page.route('**/api/releases?*', (route) => route.fulfill({ json: { items: [null] } }));
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.getByRole('alert').getByText('页面出错了').waitFor();
    await page.unroute('**/api/releases?*');
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByText('还没有报送过信息').waitFor();
    await page.route('**/api/tasks', (route) => route.fulfill({ status: 500, json: { message: 'Internal Server Error' } }));
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    expect(await page.getByRole('alert').textContent()).toContain('出现意外情况请重试');
    await context.close();
  });
});
