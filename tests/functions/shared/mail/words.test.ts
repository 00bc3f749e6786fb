import { expect, it } from 'vitest';
import { organisationOf } from '../../../../domain/organisations/organisation.ts';
import { mailWords } from '../../../../functions/shared/mail/words.ts';

const due = '2026-11-27T09:00:00+08:00';

it.each([
  ['2026-11-26T21:30:00+08:00', '截止时间：2026年11月27日 09:00'],
  ['2026-11-27T08:30:00+08:00', '截止时间：2026年11月27日 09:00（还剩 30 分钟）'],
  ['2026-11-27T11:00:00+08:00', '截止时间：2026年11月27日 09:00（已逾期 2 小时）'],
])('at %s a mail says until when, and nothing twice', (at, expected) => {
  expect(mailWords(organisationOf('zhejiang'), Date.parse(at)).due(due)).toBe(expected);
});
