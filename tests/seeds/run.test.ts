import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { readDocument } from './document.ts';
import { missingLines, textOfPage } from './page-text.ts';
import { pagesOf, type ReadPage } from './release-document.ts';
import { run } from './run.ts';

const NOTICE = `Current location: home page
> Notices
Index number: 1 Document No.: ABC [2024] No. 7 Issued by: Office

Notice on the Winter Timetable of Schools & Kindergartens
Issued on: November 3, 2024 Number of views:

All schools:

1、 Lessons begin at nine, if the temperature is < 0.

Subject | Begins | Ends |
Mathematics | 9:00 | 9:45 |
|||||

Office of Education

October 30, 2024
`;
const REPORT = '索 引 号: | 1/2 |\n某某市教育局2024年度工作报告 | |||\n  一、总体情况\n  2024年公开信息12条。\n\n同上。\n同上。\n';

let laptop: TestLaptop;
beforeAll(async () => {
  laptop = await startTestLaptop();
});
afterAll(() => laptop.end());

let folders = 0;
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = join(laptop.data, `documents-${(folders += 1)}`);
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

async function outcome(files: Readonly<Record<string, string>>, readPage?: ReadPage): Promise<{ failed: number; lines: string[] }> {
  const lines: string[] = [];
  const failed = await run(folderWith(files), (line) => lines.push(line), laptop, readPage);
  return { failed, lines };
}

describe('the runner', () => {
  it('takes every document through to its page', async () => {
    const { failed, lines } = await outcome({ 'notice.txt': NOTICE, 'report.txt': REPORT, 'image.png': '' });
    expect(lines).toEqual([expect.stringMatching(/^ok {6}notice\.txt: 11 lines at \/zhejiang\/art\/2024\//), expect.stringMatching(/^ok {6}report\.txt: 6 lines/), '2 passed, 0 failed']);
    expect(failed).toBe(0);
  });

  it('fails when a page lacks a line, another hash is online, or nothing links to it', async () => {
    const real = pagesOf(laptop);
    const changed = (from: string | RegExp, to: string): ReadPage => async (path) => {
      const { status, html } = await real(path);
      return { status, html: html.replaceAll(from, to) };
    };
    expect((await outcome({ 'a.txt': REPORT }, changed('2024年公开信息12条。', ''))).lines).toEqual(['FAILED  a.txt: 1 of 6 lines are not on the page, the first: 2024年公开信息12条。', '0 passed, 1 failed']);
    expect((await outcome({ 'a.txt': REPORT }, changed(/name="fabu-content" content="[0-9a-f]+"/g, ''))).lines[0]).toBe('FAILED  a.txt: the page does not carry the hash of its content');
    expect((await outcome({ 'a.txt': REPORT }, changed('<a href="/zhejiang/art/', '<a href="/elsewhere/'))).lines[0]).toBe('FAILED  a.txt: not listed on /zhejiang/announcements/ and /zhejiang/');
    expect(await outcome({ 'a.txt': REPORT }, () => Promise.resolve({ status: 503, html: '' }))).toMatchObject({ failed: 1, lines: [expect.stringContaining('answers 503'), '0 passed, 1 failed'] });
  });

  it('fails by name for a file that cannot be released, and goes on with the others', async () => {
    const { failed, lines } = await outcome({ 'empty.txt': '\n', 'report.txt': REPORT });
    expect(lines).toEqual(['FAILED  empty.txt: No line of it can be its title.', expect.stringMatching(/^ok/), '1 passed, 1 failed']);
    expect(failed).toBe(1);
  });

  it('fails for a folder without documents', async () => {
    expect(await outcome({ 'readme.md': 'x' })).toMatchObject({ failed: 1, lines: [expect.stringContaining('There are no .txt files'), '0 passed, 0 failed'] });
  });
});

describe('a document', () => {
  it('says its title, number and dates only where the text states them', () => {
    const { release } = readDocument(NOTICE);
    expect(release).toMatchObject({ title: 'Notice on the Winter Timetable of Schools & Kindergartens', column: 'policy-documents', documentNumber: 'ABC [2024] No. 7', issuedOn: '2024-11-03', signedOn: '2024-10-30' });
    expect(readDocument(REPORT).release).not.toMatchObject({ documentNumber: expect.anything() as unknown });
  });

  it('becomes headings, paragraphs and tables, with nothing left of the pipes', () => {
    const body = String(readDocument(NOTICE).release['body']);
    expect(body).toContain('<h2>1、 Lessons begin at nine, if the temperature is &lt; 0.</h2>');
    expect(body).toContain('<table><tbody><tr><td>Subject</td><td>Begins</td><td>Ends</td></tr><tr><td>Mathematics</td><td>9:00</td><td>9:45</td></tr></tbody></table>');
    expect(body).not.toContain('|');
  });
});

describe('the lines of a page', () => {
  const text = textOfPage('<p>outside</p><main><h1>The <span class="keep">title</span></h1><p>a &amp; b&#39;s</p><p>twice</p></main>');

  it('are what a reader sees', () => {
    expect(text).toBe("The title a & b's twice");
  });

  it('are missed one by one, out of order or when said too seldom', () => {
    expect(missingLines(text, ["a & b's", 'The title', 'twice'], 'The title')).toEqual([]);
    expect(missingLines(text, ['twice', "a & b's"], 'The title')).toEqual(["a & b's"]);
    expect(missingLines(text, ['twice', 'twice'], 'The title')).toEqual(['twice']);
    expect(missingLines(text, ['outside'], 'The title')).toEqual(['outside']);
  });
});
