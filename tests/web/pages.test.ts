import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { articlePath, columnPath, homePath, objectKey } from '../../web/portal/addresses.ts';
import { renderArticle } from '../../web/portal/article.ts';
import { renderColumn } from '../../web/portal/column.ts';
import { renderHome } from '../../web/portal/home.ts';
import { renderMissing, renderWithdrawn } from '../../web/portal/notices.ts';
import { renderSites } from '../../web/portal/sites.ts';
import { pages } from './pages.ts';
import { article, column, corrections, items, publishedAt, script, site, sites, stylesheet } from './sample.ts';

const MAX_COMPRESSED_BYTES = 20 * 1024;
const HOSTILE = '"><script>window.ran=1</script>&\'';
const ESCAPED = '&quot;&gt;&lt;script&gt;window.ran=1&lt;/script&gt;&amp;&#39;';

const everyPage = Object.entries(pages);
const metaOf = (html: string): Partial<Record<string, string>> =>
  Object.fromEntries([...html.matchAll(/<meta name="([^"]+)" content="([^"]*)">/g)].map((match) => [match[1]!, match[2]!]));
/** Every start tag of a script, wherever it stands. */
const scriptsOf = (html: string) => html.match(/<script[^>]*>/gi) ?? [];
const READING_TOOLS = [`<script src="${site.script}">`];
const textOf = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe.each(everyPage)('the page %s', (_, html) => {
  it('is one whole document in Chinese, without inline script or style or anything from elsewhere', () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
    expect(html.endsWith('</html>\n')).toBe(true);
    expect(html).not.toMatch(/\sstyle=|\son[a-z]+=|<iframe|undefined|null|\[object/);
    expect(scriptsOf(html)).toEqual(html.includes('SiteName') ? READING_TOOLS : []);
    expect(html.split(`${site.script}"></script>`)).toHaveLength(scriptsOf(html).length + 1);
    expect([...html.matchAll(/<link[^>]*href="([^"]*)"/g)].map((match) => match[1])).toEqual([site.stylesheet]);
  });

  it('leads only to addresses of the site, and links to no page that does not exist', () => {
    const links = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]!);
    const known = /^(\/|#content|\/assets\/portal\.css|\/qingxi\/|https:\/\/www\.example\.com\/policy|\/example\/(|[a-z-]+\/(page-[1-3]\.html)?|art\/2025\/\d{5}\.html|files\/.*))$/;
    expect(links.filter((link) => !known.test(link))).toEqual([]);
  });
});

describe('an item', () => {
  const html = pages.article!;

  it('carries every mandatory tag of site, column and article (rules, section 5) and the hash it is known by', () => {
    expect(metaOf(html)).toMatchObject({
      SiteName: '云岭省教育厅',
      SiteDomain: 'portal.example',
      SiteIDCode: '未配置',
      ColumnName: '通知公告',
      ColumnDescription: column.description,
      ColumnKeywords: '通知公告,云岭省教育厅',
      ColumnType: '通知公告',
      ArticleTitle: article.title,
      PubDate: '2025-10-09 17:30',
      ContentSource: '基础教育处',
      Url: 'https://portal.example/example/art/2025/00042.html',
      Description: article.summary,
      'fabu-content': article.contentHash,
    });
  });

  it('shows the header table of a disclosed item above the text, each date in its own row', () => {
    const facts = textOf(html.slice(html.indexOf('<dl class="facts"'), html.indexOf('<div class="prose"')));
    expect(facts).toContain('索引号 123456785/2025-00042');
    expect(facts).toContain('文号 云教办〔2025〕18号');
    expect(facts).toContain('成文日期 2025年8月11日');
    expect(facts).toContain('生成日期 2025年8月12日');
    expect(facts).toContain('公开日期 2025年10月9日');
    expect(facts).toContain('主题分类 科技、教育/教育');
    expect(facts).toContain('公开方式 主动公开');
    expect(facts).not.toContain('印发日期');
    expect(textOf(renderArticle({ ...article, issuedOn: '2025-08-13' }))).toContain('印发日期 2025年8月13日');
  });

  it('says 未注明 and 未配置 for what is not known, and invents nothing', () => {
    const bare = textOf(renderArticle({ ...article, documentNumber: undefined, subject: undefined, signedOn: undefined }));
    for (const name of ['文号', '主题分类', '成文日期']) expect(bare).toContain(`${name} 未注明`);
    for (const name of ['联系方式', '网站标识码', 'ICP 备案编号', '公安备案编号']) expect(bare).toContain(`${name} 未配置`);
  });

  it('escapes whatever people typed, everywhere', () => {
    const typed = renderArticle({
      ...article,
      title: HOSTILE,
      summary: HOSTILE,
      issuer: HOSTILE,
      contentSource: HOSTILE,
      documentNumber: HOSTILE,
      column: { id: 'plans', name: HOSTILE, description: HOSTILE, type: HOSTILE },
      site: { ...site, name: HOSTILE, organisation: HOSTILE, contact: HOSTILE },
      attachments: [{ name: HOSTILE, href: `/x${HOSTILE}`, type: HOSTILE, bytes: 1 }],
      corrections: [{ at: publishedAt, reason: HOSTILE }],
    });
    expect(scriptsOf(typed)).toEqual(READING_TOOLS);
    expect(typed.split(ESCAPED).length).toBeGreaterThan(16);
    expect(typed).toContain(`更正说明：${ESCAPED}`);
  });

  it('sanitises the body once more on rendering', () => {
    const html = renderArticle({ ...article, bodyHtml: '<p onclick="window.ran=1">文<script>window.ran=1</script></p>' });
    expect(html).toContain('<p>文</p>');
    expect(html).not.toContain('window.ran');
  });

  it('sets addressee and signature as official documents do, and only those', () => {
    expect(html).toContain('<p class="flush">各设区市教育局，各直属单位：</p>');
    expect(html).toContain('<p class="signature">云岭省教育厅办公室</p>\n<p class="signature">2025年8月11日</p>');
    const plain = renderArticle({ ...article, bodyHtml: '<p>会议于9日举行。</p><p>会议认为：</p><p>2025年8月11日</p><p>完。</p>' });
    expect(plain).not.toMatch(/class="(flush|signature)"/);
  });

  it('frames wide tables so that they scroll by themselves, nested ones too', () => {
    const nested = renderArticle({ ...article, bodyHtml: '<table><tr><td><table><tr><td>甲</td></tr></table></td></tr></table>' });
    expect(nested.match(/<div class="scroll"[^>]*><table>/g)).toHaveLength(2);
    expect(nested.match(/<\/table><\/div>/g)).toHaveLength(2);
  });

  it('lists attachments with type and size', () => {
    expect(textOf(html)).toContain('学校食品安全自查表.docx （Word，47 KB）');
    expect(textOf(html)).toContain('（PDF，2.3 MB）');
    expect(renderArticle({ ...article, attachments: [] })).not.toContain('附件</h2>');
  });

  it('that was corrected says when and why on top, the latest first, and keeps its first date', () => {
    const corrected = pages['article, corrected']!;
    const notice = textOf(corrected.slice(corrected.indexOf('<article'), corrected.indexOf('<h1')));
    expect(notice.replaceAll(' ', '')).toContain(
      '本信息于2025年10月18日更正。更正说明：检查安排表中“市级抽查”的时间误为9月21日，应为9月12日。本信息于2025年10月11日更正。更正说明：更正附件一中的联系电话。',
    );
    expect(metaOf(corrected).PubDate).toBe('2025-10-09 17:30');
    expect(renderArticle({ ...article, corrections: [...corrections].reverse() })).toBe(corrected);
    expect(html).not.toContain('更正说明');
  });

  it('weighs at most 20 KB with its stylesheet and script, compressed', () => {
    expect(gzipSync(html).length + gzipSync(stylesheet).length + gzipSync(script).length).toBeLessThanOrEqual(MAX_COMPRESSED_BYTES);
  });
});

describe('a rebuild', () => {
  it('gives the same bytes for the same record', () => {
    expect(renderArticle(structuredClone(article))).toBe(pages.article);
    expect(renderColumn({ site: structuredClone(site), column, view: 2, closed: 3, items: items(20) })).toBe(pages['column, closed page']);
  });

  it('leaves a closed page as it is when newer pages close, and says no total on it', () => {
    const page = (closed: number) => renderColumn({ site, column, view: 2, closed, items: items(20) });
    expect(page(9)).toBe(page(3));
    expect(textOf(page(9))).not.toMatch(/共|总/);
  });
});

describe('a column', () => {
  it('links newest closed page and older ones from its index, and the neighbours from a page', () => {
    const index = pages.column!;
    expect(index).toContain('href="/example/announcements/page-3.html"');
    expect(index).toContain('<a href="/example/announcements/page-2.html">较早的信息</a>');
    const page = pages['column, closed page']!;
    expect(page).toContain('<a href="/example/announcements/page-3.html">较新的信息</a>');
    expect(page).toContain('<a href="/example/announcements/page-1.html">较早的信息</a>');
    expect(page).toContain('<a href="/example/announcements/">最新</a>');
  });

  it('offers no pages where none is closed', () => {
    expect(pages['column, empty']).not.toContain('aria-label="分页"');
  });

  it('that is empty says what belongs there, and a page whose items are all withdrawn says so', () => {
    expect(pages.column).toContain(`<p class="about">${column.description}</p>`);
    expect(textOf(pages['column, empty']!)).toContain('暂无信息 这里发布本厅的通知、公告和公示。');
    expect(renderColumn({ site, column, view: 1, closed: 1, items: [] })).toContain('本页信息均已撤下。');
  });
});

describe('the home page', () => {
  it('says of every empty column what belongs there, and names no item twice as newest', () => {
    const empty = textOf(pages['home, empty']!);
    expect(empty).toContain('本网站还没有发布信息');
    expect(empty.split('暂无信息')).toHaveLength(site.columns.length + 1);
    const newest = pages.home!.slice(pages.home!.indexOf('class="newest"'), pages.home!.indexOf('class="columns"'));
    expect(newest.match(/00900\.html/g)).toHaveLength(1);
  });

  it('has the platform 政府信息公开 with the columns that hold something, and no part without one', () => {
    const home = pages.home!;
    const block = textOf(home.slice(home.indexOf('class="platform"'), home.indexOf('class="columns"')));
    expect(block).toContain('政府信息公开 法定主动公开内容 机构概况 政策文件 规划计划 财政信息');
    for (const absent of ['统计信息', '指南', '制度', '年报']) expect(block).not.toContain(absent);
    expect(pages['home, empty']).not.toContain('class="platform"');
  });

  it('is 首页 in its tags and has the site as its title', () => {
    expect(metaOf(pages.home!)).toMatchObject({ ColumnName: '首页', ColumnType: '首页' });
    expect(renderHome({ site, newest: [], columns: [] })).toContain('<title>云岭省教育厅</title>');
  });
});

describe('notices', () => {
  it('say when and why an item was withdrawn, and nothing else about it', () => {
    const html = renderWithdrawn({ site, withdrawnAt: publishedAt, reason: HOSTILE });
    expect(textOf(html)).toContain('撤下时间 2025年10月9日 17:30');
    expect(html).toContain(ESCAPED);
    expect(scriptsOf(html)).toEqual(READING_TOOLS);
    expect(html).not.toContain('ArticleTitle');
  });

  it('are not for search engines', () => {
    for (const html of [pages.withdrawn!, pages.missing!, pages['missing, no site']!]) {
      expect(metaOf(html).robots).toBe('noindex');
    }
  });

  it('lead back where there is a site', () => {
    expect(pages.missing).toContain('href="/example/">返回首页');
    expect(renderMissing({ site: null, stylesheet: '/assets/x.css' })).toContain('href="/"');
  });
});

describe('the root', () => {
  it('lists the sites to choose from, and leads on where there is only one', () => {
    expect(pages.sites).toContain('<a href="/qingxi/">云岭省青溪市教育局</a>');
    expect(pages.sites).not.toContain('http-equiv');
    expect(renderSites({ sites: sites.slice(0, 1), stylesheet: site.stylesheet })).toContain('<meta http-equiv="refresh" content="0; url=/example/">');
    expect(textOf(pages['sites, none']!)).toContain('还没有开通的网站。');
  });
});

describe('addresses', () => {
  it('are those of the contract, and the keys that the distribution looks for', () => {
    expect(homePath('zhejiang')).toBe('/zhejiang/');
    expect(columnPath('zhejiang', 'plans', 'index')).toBe('/zhejiang/plans/');
    expect(columnPath('zhejiang', 'plans', 3)).toBe('/zhejiang/plans/page-3.html');
    expect(articlePath('zhejiang', '002482082/2025-00017')).toBe('/zhejiang/art/2025/00017.html');
    expect(objectKey('/zhejiang/plans/')).toBe('zhejiang/plans/index.html');
    expect(objectKey('/zhejiang/art/2025/00017.html')).toBe('zhejiang/art/2025/00017.html');
  });

  it('are not made of what is no index number', () => {
    expect(() => articlePath('zhejiang', '未配置')).toThrow('Not an index number');
  });
});
