import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sanitise } from '../../web/portal/sanitise.ts';
import { openBrowser } from '../browser.ts';
import { hostile } from './hostile.ts';
import { article } from './sample.ts';

describe('sanitise keeps official prose', () => {
  it.each([
    ['a whole notice, its text untouched', article.bodyHtml.replace('<a href="https://www.example.com/policy">', '<a href="https://www.example.com/policy" rel="noopener">')],
    ['merged cells', '<table><tr><th colspan="2" scope="col">合计</th></tr><tr><td rowspan="2">甲</td><td>乙</td></tr></table>'],
    ['sub and sup', '<p>CO<sub>2</sub>，面积 5 m<sup>2</sup>，<em>重点</em></p>'],
    ['relative and mail links', '<p><a href="../2025/00001.html" rel="noopener">原文</a><a href="mailto:office@example.com" rel="noopener">来信</a></p>'],
    ['a picture with its caption', '<figure><img src="https://img.example/a.jpg" alt="会场" /><figcaption>会议现场</figcaption></figure>'],
    ['signs that look like markup', '<p>当 a &lt; b 且 b &gt; c 时，“&amp;”表示“并且”</p>'],
    ['plain text', '甲、乙'],
    ['nothing', ''],
  ])('%s', (_, html) => {
    expect(sanitise(html)).toBe(html);
  });

  it.each([
    ['<h1>一、总则</h1>', '<h2>一、总则</h2>'],
    ['<p><b>粗</b><i>斜</i></p>', '<p><strong>粗</strong><em>斜</em></p>'],
    ['<p class="MsoNormal" style="color:red"><span lang="EN-US">5</span> 日</p>', '<p>5 日</p>'],
    ['<img src="/a.png">', '<img src="/a.png" alt="" />'],
    ['<img alt="无源">', ''],
    ['<img src="http://img.example/a.png">', ''],
    ['<video src="/a.mp4" autoplay></video>', '<video src="/a.mp4" controls preload="none"></video>'],
    ['<a href="https://a.example" target="_blank" rel="opener">甲</a>', '<a href="https://a.example" rel="noopener">甲</a>'],
    ['<a name="top">甲</a>', '<a>甲</a>'],
    ['<center>居<font color="red">中</font></center>', '居中'],
  ])('%s becomes %s', (dirty, clean) => {
    expect(sanitise(dirty)).toBe(clean);
  });

  it('keeps the text of harmless but unknown or too deep markup', () => {
    const deep = `${'<blockquote>'.repeat(500)}文${'</blockquote>'.repeat(500)}`;
    expect(sanitise(deep)).toContain('文');
    expect(sanitise(deep).length).toBeLessThan(2_000);
  });
});

/** Tags, attributes and text in every wrong order: what an attacker would try, or a word processor leave. */
const fragments = fc.constantFrom(
  ...['<p>', '</p>', '<div>', '</div>', '<h1>', '</h2>', '<b>', '</b>', '<i', '<em>', '</em>', '<a href="x">', "<a href='javascript:1'>", '</a>'],
  ...['<table>', '<tr>', '<td colspan=2>', '</td>', '</table>', '<ul>', '<li>', '</li>', '</ul>', '<br>', '</br>', '<hr/>', '<img src=x>', '<img>'],
  ...['<script>', '</script>', '<style>', '</style>', '<svg>', '</svg>', '<math>', '<title>', '</title>', '<textarea>', '</textarea>', '<noscript>'],
  ...['</noscript>', '<iframe>', '</iframe>', '<xmp>', '</xmp>', '<!--', '-->', '--!>', '<![CDATA[', ']]>', '<?', '?>', '<', '>', '&', '"', "'", '/'],
  ...['&lt;', '&amp;lt;', '&#60;', '&#x3c', '&nbsp;', ' ', '\n', '\u0000', '文', 'a', '=', '<video src="/v">', '</video>', '<source>', '<select>', '<option>'],
  ...['<p title="', '<a title=">', '</', '<p/', '<plaintext>', '<template>', '</template>', '<html>', '<body>', '</body>', '\u{1f600}', '\ud800'],
);
const soup = fc.oneof(fc.array(fragments, { maxLength: 30 }).map((parts) => parts.join('')), fc.string({ unit: 'binary' }), fc.constantFrom(...hostile));

describe('sanitise', () => {
  it('returns its own answers unchanged', () => {
    fc.assert(
      fc.property(soup, (dirty) => {
        const clean = sanitise(dirty);
        expect(sanitise(clean)).toBe(clean);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** Elements and attributes that a browser must find in what is left, and no others; runs in the page. */
const inspect = `(clean) => {
  const tags = new Set('H2 H3 H4 P DIV BR HR BLOCKQUOTE FIGURE FIGCAPTION UL OL LI DL DT DD TABLE CAPTION COLGROUP COL THEAD TBODY TFOOT TR TH TD STRONG EM U S SUB SUP A IMG VIDEO SOURCE TRACK'.split(' '));
  const attributes = new Set('href title rel src alt width height poster controls preload type kind srclang label start span colspan rowspan scope'.split(' '));
  const wrong = [];
  const holder = document.createElement('div');
  document.body.replaceChildren(holder);
  holder.innerHTML = clean;
  for (const element of holder.querySelectorAll('*')) {
    if (!tags.has(element.tagName) || element.namespaceURI !== 'http://www.w3.org/1999/xhtml') wrong.push(element.tagName);
    for (const { name, value } of element.attributes) {
      if (!attributes.has(name)) wrong.push(name);
      if (['href', 'src', 'poster'].includes(name)) {
        const url = new URL(value, 'https://portal.example/');
        if (!['http:', 'https:', 'mailto:'].includes(url.protocol)) wrong.push(value);
        if (url.host === 'evil.example') wrong.push(value);
      }
    }
    element.click();
    element.focus();
  }
  return wrong;
}`;

describe('sanitise, judged by a real browser', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
    page = await browser.newPage();
    await page.route('**/*', (route) => route.fulfill({ body: '<!doctype html><body>', contentType: 'text/html' }));
    await page.goto('https://portal.example/');
    // Links are followed nowhere, so that one page judges all.
    await page.evaluate(`document.addEventListener('click', (event) => event.preventDefault())`);
  });
  afterAll(() => browser.close());

  it('has a witness that notices: the first picture with a handler runs when it is not sanitised', async () => {
    expect(await page.evaluate(`(${inspect})('<img src="data:," onerror="window.ran=1"><u onclick="1"></u>')`)).toContain('onerror');
    await page.waitForFunction('window.ran === 1');
    await page.evaluate('delete window.ran');
  });

  it('leaves nothing that could run, in any hostile text, alone or between harmless ones', async () => {
    for (const dirty of hostile) {
      for (const text of [dirty, `<p>前</p>${dirty}<p>后</p>`, `<table><tr><td>${dirty}</td></tr></table>`]) {
        const wrong = await page.evaluate(`(${inspect})(${JSON.stringify(sanitise(text))})`);
        expect(wrong, text).toEqual([]);
      }
    }
    expect(await page.evaluate('typeof window.ran')).toBe('undefined');
  });
});
