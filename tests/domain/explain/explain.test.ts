import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../domain/calendar/beijing.ts';
import { explain, type Explanation } from '../../../domain/explain/explain.ts';
import { listRules } from '../../../domain/explain/list-rules.ts';
import { allRules, rulesAt, suffixed } from '../../../domain/explain/rule-book.ts';
import { faultInWords, limitInWords } from '../../../domain/explain/words.ts';
import { organisationOf, organisations } from '../../../domain/organisations/organisation.ts';

const zhejiang = organisationOf('zhejiang');
const book = allRules(zhejiang);

function entry(id: string) {
  const found = book.get(id);
  if (found === undefined) throw new Error(`No limit for ${id}`);
  return found;
}

function explained(id: string, from: string, ...pauses: string[]): Explanation {
  const answer = explain(entry(id), from, pauses);
  if (!answer.ok) throw new Error(faultInWords(answer.error));
  return answer.value;
}

const short = ({ dueOn, dueAt, provisional }: Explanation) => [dueOn, dueAt.slice(0, 16), provisional];

describe('a deadline by the id of its rule', () => {
  it.each([
    ['A-23b', 'before National Day', '2024-09-30T09:00', '2024-10-08', '2024-10-08T17:30', false],
    ['A-23a', 'urgent, on the first day of the holiday', '2025-10-01T09:10', '2025-10-01', '2025-10-01T11:10', false],
    ['A-23a', 'urgent, over midnight and the holiday’s end', '2026-02-23T23:30', '2026-02-24', '2026-02-24T01:30', false],
    ['A-12', 'on New Year’s Eve, with the make-up Sunday after Spring Festival', '2024-02-08', '2024-02-18', '2024-02-18T17:30', false],
    ['A-16', 'before Spring Festival, with the make-up Saturdays around it', '2026-02-13', '2026-02-24', '2026-02-24T17:30', false],
    ['A-19', 'a make-up Saturday is worked', '2026-02-27', '2026-02-28', '2026-02-28T17:30', false],
    ['A-09', 'at the year’s end', '2024-12-31', '2025-01-02', '2025-01-02T17:30', false],
    ['A-09', 'into a year without a notice', '2026-12-31', '2027-01-01', '2027-01-01T17:30', true],
    ['A-09', 'on the day before a leap day', '2024-02-28', '2024-02-29', '2024-02-29T17:30', false],
    ['ALL-46', 'from a leap day', '2024-02-29', '2024-08-29', '2024-08-30T00:00', false],
    ['ALL-46', 'to a month that ends earlier', '2024-08-30', '2025-02-28', '2025-03-01T00:00', false],
    ['ARL-20-untold', 'from a leap day to the end of February', '2024-02-29', '2025-02-28', '2025-03-01T00:00', false],
    ['A-14-publish', 'a last day in the holiday moves behind it', '2025-09-14', '2025-10-09', '2025-10-10T00:00', false],
    ['A-14', 'a fixed date is not moved from a Sunday', '2024', '2024-03-31', '2024-04-01T00:00', false],
    ['REG-49', 'nor from a holiday', '2024', '2025-01-31', '2025-02-01T00:00', false],
    ['C-04', 'the last working day before National Day', '2025-10', '2025-09-30', '2025-09-30T17:30', false],
    ['C-06', 'half a day over the holiday', '2025-09-30T16:30', '2025-10-09', '2025-10-09T11:00', false],
    ['S-text-review-urgent', 'office minutes over lunch', '2025-03-05T11:50', '2025-03-05', '2025-03-05T14:20', false],
    ['B-11-ten-day', 'the third ten days of a leap February', '2024-02-21', '2024-02-29', '2024-03-01T00:00', false],
  ])('%s: %s', (rule, _case, from, dueOn, dueAt, provisional) => {
    const answer = explained(rule, from);
    expect(short(answer)).toEqual([dueOn, dueAt, provisional]);
    expect(answer).toMatchObject({ rule, from });
    expect(answer.dueAt).toMatch(/:00\+08:00$/);
  });

  it('REG-33: stands still in each pause, from the day after it began to its last day', () => {
    expect(explained('REG-33', '2025-03-03').dueOn).toBe('2025-03-31');
    const paused = explained('REG-33', '2025-03-03', '2025-03-05..2025-03-12', '2025-03-18..2025-03-20');
    expect(paused.dueOn).toBe('2025-04-10');
    expect(paused.days.filter(({ why }) => why === 'paused').map(({ date }) => date.slice(8))).toEqual(['06', '07', '08', '09', '10', '11', '12', '19', '20']);
  });

  it('another organisation’s rule is counted in that one’s hours, the law’s in those of the site', () => {
    expect(entry('C-06').organisation.site).toBe('shangqiu');
    expect(entry('REG-33').organisation.site).toBe('zhejiang');
    expect(allRules(organisationOf('shangqiu')).get('S-first-review')?.organisation.site).toBe('shangqiu');
  });

  it('counts in summer hours where the site has set a season', () => {
    const { officeHours } = zhejiang;
    const summer = { ...zhejiang, officeHours: { ...officeHours, summer: { ...officeHours.summer, seasons: [{ from: '2025-06-15', to: '2025-09-15' }] } } };
    const dueIn = (from: string) => {
      const answer = explain({ ...entry('A-23b'), organisation: summer }, from);
      return answer.ok ? answer.value.dueAt.slice(0, 16) : answer.error.type;
    };
    expect([dueIn('2025-07-01'), dueIn('2025-06-13'), dueIn('2025-09-15')]).toEqual(['2025-07-02T18:00', '2025-06-16T18:00', '2025-09-16T17:30']);
  });
});

describe('ids', () => {
  it.each([
    ['A-20', 'A-20-inform A-20-conclude A-20-extended'],
    ['A-23', 'A-23a A-23b'],
    ['A-14', 'A-14-publish'],
    ['B-11', 'B-11-real-time B-11-daily B-11-ten-day B-11-monthly B-11-quarterly B-11-yearly'],
    ['S-text-review', 'S-text-review-urgent'],
    ['A-2', ''],
    ['A-19', ''],
  ])('%s has the suffixes %s', (id, ids) => {
    expect(suffixed(book, id).join(' ')).toBe(ids);
  });

  it('the contract’s ids of the statute are all there', () => {
    for (const id of ['REG-33', 'REG-33-extended', 'REG-30-notice', 'REG-32', 'REG-26', 'ARL-20', 'ALL-46']) expect(rulesAt(zhejiang).has(id)).toBe(true);
  });
});

describe('what cannot be answered', () => {
  it.each([
    ['A-23b', 'tomorrow', [], 'is no beginning'],
    ['A-23b', '2025-02-30', [], 'is no beginning'],
    ['A-23a', '2025-03-03', [], 'from an instant'],
    ['C-06', '2025-03', [], 'office minutes'],
    ['A-13', '2025-03', [], 'Write a year'],
    ['C-04', '2025', [], 'Write a month'],
    ['B-21', '2025-03', [], 'of its own length'],
    ['A-23a', '2025-03-03T10:00', ['2025-03-04..2025-03-05'], 'can be paused'],
    ['REG-33', '2025-03-03', ['2025-03-05..2025-03-04'], 'is no pause'],
    ['REG-33', '9999-12-30', [], '1992 to 2199'],
    ['REG-33', '1900', [], '1992 to 2199'],
    ['REG-33', '2025-03-03', ['2025-03-05..9999-12-31'], '1992 to 2199'],
  ])('%s from %s %j', (rule, from, pauses, words) => {
    const answer = explain(entry(rule), from, pauses);
    expect(answer.ok ? '' : faultInWords(answer.error)).toContain(words);
  });
});

describe('the list of rules', () => {
  it.each(organisations.map((organisation) => [organisation.site, organisation] as const))('%s: every limit has names, words and a clause, once', (_site, organisation) => {
    const rows = listRules(organisation);
    expect(new Set(rows.map(({ rule }) => rule)).size).toBe(rows.length);
    for (const row of rows) expect([row.names.zh, row.names.en, row.limit, row.clause, row.state === 'alive' || row.because].every(Boolean)).toBe(true);
  });

  it('says each limit in words of its own', () => {
    const byWords = new Map([...book.values()].map(({ limit }) => [limitInWords(limit), JSON.stringify(limit)]));
    expect(byWords.size).toBe(new Set([...book.values()].map(({ limit }) => JSON.stringify(limit))).size);
    expect(limitInWords({ kind: 'date', month: 1, day: 31, yearsAfter: 1 })).toBe('DATE: the whole of 31 January of the year after, never moved');
    expect(limitInWords({ kind: 'working-days', days: 1 })).toBe('WD(1): close of office 1 working day later');
  });
});

it('a day answers for every rule that takes a day, and ends on its last counted or moved day', () => {
  const day = fc.integer({ min: 0, max: 1400 }).map((offset) => addDays('2023-06-01', offset));
  fc.assert(
    fc.property(day, fc.constantFrom(...book.keys()), (from, id) => {
      const answer = explain(entry(id), from);
      if (answer.ok) expect(answer.value.days.some(({ date, counts, why }) => date === answer.value.dueOn && (counts || why === 'moved-to'))).toBe(true);
      else expect(answer.error.type).toBe('needs-an-instant');
    }),
    { numRuns: 300 },
  );
});
