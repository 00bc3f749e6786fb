import { expect, it } from 'vitest';
import { renderArticle } from '../../web/portal/article.ts';
import { article } from './sample.ts';

it('an item without numbers says so, names no address, and is the same page otherwise', () => {
  const [numbered, preview] = [renderArticle(article), renderArticle({ ...article, indexNumber: null })];
  expect(preview).toContain('<dt>索引号</dt><dd>未编号</dd>');
  expect(preview).not.toContain('/art/');
  const withoutNumber = numbered
    .replace('<dd>123456785/2025-00042</dd>', '<dd>未编号</dd>')
    .replace(/<meta name="Url" [^>]*>\n/, '')
    .replace(/<p class="print-only">[^]*?<\/p>/, '');
  expect(preview).toBe(withoutNumber);
});
