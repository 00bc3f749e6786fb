import { describe, expect, it } from 'vitest';
import { renderArticle } from '../../web/portal/article.ts';
import { bodyWithFiles } from '../../web/portal/body-files.ts';
import { sanitise } from '../../web/portal/sanitise.ts';
import { article } from './sample.ts';

const folder = '/example/art/2025/00042/';
const own = new Set(['图 1.png', '片.mp4', '字幕.vtt', '表.xlsx']);
const addressOf = (name: string): string | undefined => (own.has(name) ? folder + encodeURIComponent(name) : undefined);
const resolved = (body: string): string => bodyWithFiles(sanitise(body), addressOf).html;

describe('the item’s own files in its text', () => {
  it('get the addresses that they have beside the page', () => {
    expect(resolved('<p><img src="attachments/%E5%9B%BE%201.png" alt="会场"></p>')).toBe(`<p><img src="${folder}%E5%9B%BE%201.png" alt="会场" /></p>`);
    expect(resolved('<a href="attachments/%E8%A1%A8.xlsx">名单</a>')).toContain(`href="${folder}%E8%A1%A8.xlsx"`);
    const video = resolved('<video src="attachments/%E7%89%87.mp4"><track kind="captions" src="attachments/%E5%AD%97%E5%B9%95.vtt" srclang="zh"></video>');
    expect(video).toContain(`src="${folder}%E7%89%87.mp4"`);
    expect(video).toContain(`src="${folder}%E5%AD%97%E5%B9%95.vtt"`);
  });

  it('I8: what the item does not have leaves no address behind, and no picture', () => {
    expect(resolved('<p>文<img src="attachments/none.png" alt="x">字</p>')).toBe('<p>文字</p>');
    expect(resolved('<a href="attachments/none.png">名单</a>')).toBe('<a rel="noopener">名单</a>');
    for (const name of ['%', '..%2F..%2Fx', 'a/b', '%E0%A4%A']) expect(resolved(`<img src="attachments/${name}" alt="">`)).toBe('');
  });

  it('other addresses, and words that only look like one, stay as they are', () => {
    const text = '<p>src="attachments/none.png" <a href="https://e.example/attachments/none.png" rel="noopener">x</a><img src="https://e.example/a.png" alt="" /></p>';
    expect(resolved(text)).toBe(sanitise(text));
  });

  it('that are seen in the text are not listed below it once more', () => {
    const attachments = [
      { name: '图 1.png', href: `${folder}1`, type: 'PNG', bytes: 10 },
      { name: '表.xlsx', href: `${folder}2`, type: 'Excel', bytes: 10 },
    ];
    const page = renderArticle({ ...article, attachments, bodyHtml: '<p><img src="attachments/%E5%9B%BE%201.png" alt="会场"><a href="attachments/%E8%A1%A8.xlsx">名单</a></p>' });
    const list = /<section class="attachments"[^]*?<\/section>/.exec(page)?.[0];
    expect(list).toContain('表.xlsx');
    expect(list).not.toContain('图 1.png');
    expect(page).toContain(`<img src="${folder}1" alt="会场" />`);
  });
});
