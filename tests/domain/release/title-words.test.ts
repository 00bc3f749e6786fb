import { expect, it } from 'vitest';
import { hasWords, wordsOf } from '../../../domain/release/title-words.ts';

it.each([
  ['关于公布示范学校名单的通知', '示范学校', true],
  ['关于公布示范学校名单的通知', '通知　名单', true],
  ['关于公布示范学校名单的通知', '名单 公示', false],
  ['关于 IPv6 部署的通知', 'ipV6', true],
  ['关于 IPv6 部署的通知', 'ＩＰｖ６', true],
  ['关于ＩＰｖ６部署的通知', 'ipv6', true],
  ['任何标题', ' 　 ', true],
])('%s, looked for by “%s”: %s', (title, typed, expected) => {
  expect(hasWords(title, wordsOf(typed))).toBe(expected);
});
