import { describe, expect, it } from 'vitest';
import { instantOf, toBeijingIso } from '../../../domain/calendar/beijing.ts';
import { dueFrom } from '../../../domain/deadlines/due.ts';
import {
  bellPlanOf,
  calendarOf,
  chainFor,
  columnOf,
  findOrganisation,
  limitAt,
  limitOf,
  organisationOf,
  organisations,
  rulesOfKind,
  unitsThatMaySubmit,
} from '../../../domain/organisations/organisation.ts';
import { kinds } from '../../../domain/release/content.ts';

const zhejiang = organisationOf('zhejiang');
const shangqiu = organisationOf('shangqiu');
const hangzhou = organisationOf('hangzhou');

function rule(id: string) {
  const found = limitOf(zhejiang, id);
  if (found === undefined) throw new Error(`No limit for ${id}`);
  return found;
}

const mayUse = (id: string) => {
  const column = columnOf(zhejiang, id);
  return column === undefined ? [] : unitsThatMaySubmit(zhejiang, column);
};

describe('the organisations that ship', () => {
  it('are the three, with the units that the outward words fix', () => {
    const units = Object.fromEntries(organisations.map((organisation) => [organisation.site, organisation.units.map((unit) => unit.id).join(' ')]));
    expect(units).toEqual({
      zhejiang: 'office legal planning finance organization personnel safety secretariat basic-education higher-education network',
      shangqiu: 'office basic-education enrollment information-center',
      hangzhou: 'office policy enrollment personnel information-center',
    });
  });

  it('§5: codes that are not known are null, never invented', () => {
    expect(organisations.map((organisation) => organisation.organisationCode.value)).toEqual(['002482082', null, null]);
  });

  it('findOrganisation answers undefined for another name, organisationOf throws', () => {
    expect(findOrganisation('beijing')).toBeUndefined();
    expect(() => organisationOf('beijing')).toThrow(RangeError);
  });

  it('every kind of item has its row everywhere', () => {
    for (const organisation of organisations) expect(organisation.kinds.map((row) => row.kind)).toEqual([...kinds]);
  });
});

describe('A-03: columns and their owners', () => {
  it('A-03: the 16 columns of zhejiang, each with one accountable lead', () => {
    expect(zhejiang.columns.map((column) => column.id).join(' ')).toBe(
      'organisation policy-documents plans statistics finance administrative-power personnel emergency proposals licences-and-penalties livelihood key-fields work-trends announcements consultations special',
    );
    expect(zhejiang.columns.map((column) => column.clause)).toEqual(Array.from({ length: 16 }, (_, index) => `A-03.${index + 1}`));
  });

  it('A-03.7: only lead and co-owners submit to their columns', () => {
    expect(mayUse('personnel')).toEqual(['organization', 'personnel']);
    expect(mayUse('policy-documents')).toEqual(['legal', 'office']);
    expect(mayUse('finance')).toEqual(['finance']);
    expect(mayUse('key-fields')).toContain('higher-education');
    expect(mayUse('key-fields')).not.toContain('office');
  });

  it.each(['work-trends', 'announcements'])('A-03: %s takes items from every department, and the Network Center is none', (column) => {
    expect(mayUse(column)).toEqual(zhejiang.units.map((unit) => unit.id).filter((id) => id !== 'network'));
  });
});

describe('review chains', () => {
  const roles = (site: typeof zhejiang, source: 'submission' | 'docflow') =>
    chainFor(site, source).map((stage) => `${stage.id} ${stage.role} ${stage.where} ${stage.needs.join('+')}`.trim());

  it('D-01, A-25, A-06: four stages by four people, text review in the office', () => {
    expect(roles(zhejiang, 'submission')).toEqual([
      'first-review reviewer department checks+proofread',
      'confidentiality-review secrecy department confidentiality',
      'second-review head department proofread',
      'text-review text office proofread',
    ]);
    expect(zhejiang.separatedDuties.duties).toEqual(['submit', 'first-review', 'confidentiality-review', 'second-review', 'text-review', 'publish']);
  });

  it('A-05: official documents pass the confidentiality review, everywhere', () => {
    for (const organisation of organisations) expect(roles(organisation, 'docflow')).toEqual(['confidentiality-review secrecy department confidentiality']);
  });

  it('C-02: the leading group decides, E-03: one item, one review', () => {
    expect(roles(shangqiu, 'submission')).toEqual(['first-review reviewer department checks', 'group-review head office']);
    expect(roles(hangzhou, 'submission')).toEqual(['review head department']);
  });
});

describe('limits', () => {
  it('A-23a: two clock hours, hard; A-23b: one working day, soft', () => {
    expect(limitOf(zhejiang, zhejiang.publishing.urgent)).toMatchObject({ rule: 'A-23a', limit: { kind: 'clock-hours', hours: 2 }, hard: true });
    expect(limitOf(zhejiang, zhejiang.publishing.ordinary)).toMatchObject({ rule: 'A-23b', limit: { kind: 'working-days', days: 1 }, hard: false });
  });

  it('A-11, A-12, A-23b and the internal targets alone are soft', () => {
    const soft = zhejiang.limits.filter((limit) => !limit.hard).map((limit) => limit.rule);
    expect(soft).toEqual(['A-11', 'A-12', 'A-23b', 'S-first-review', 'S-confidentiality-review', 'S-second-review', 'S-text-review']);
  });

  it('S-text-review: half a working day, 30 office minutes where urgent', () => {
    const target = rule('S-text-review');
    expect([limitAt(target, 'ordinary'), limitAt(target, 'urgent')]).toEqual([{ kind: 'half-working-day' }, { kind: 'office-minutes', minutes: 30 }]);
    expect(limitAt(rule('A-19'), 'urgent')).toEqual(rule('A-19').limit);
  });

  it('A-16, B-05: kinds start the rules that the outward words fix', () => {
    expect(rulesOfKind(zhejiang, 'policy-interpretation')).toEqual(['A-16', 'B-05']);
    expect(rulesOfKind(zhejiang, 'annual-report')).toEqual(['A-13']);
    expect(rulesOfKind(zhejiang, 'other')).toEqual([]);
    expect(rulesOfKind(zhejiang, 'nothing')).toEqual([]);
  });

  it('REG-33: the law’s limits hold everywhere, another organisation’s do not', () => {
    expect(limitOf(hangzhou, 'REG-33')?.limit).toEqual({ kind: 'working-days', days: 20 });
    expect(limitOf(zhejiang, 'C-06')).toBeUndefined();
  });

  it('A-09: every timely target is no longer than its legal cap', () => {
    const from = instantOf('2025-09-30', '16:00');
    const calendar = calendarOf(zhejiang);
    for (const limit of zhejiang.limits.filter((one) => one.cap !== undefined)) {
      const cap = rule(limit.cap ?? '').limit;
      expect(dueFrom(limit.limit, from, calendar).dueAt).toBeLessThanOrEqual(dueFrom(cap, from, calendar).dueAt);
    }
  });

  it('A-23b: reads from organisation to instant', () => {
    const due = dueFrom(rule('A-23b').limit, instantOf('2025-09-30', '16:00'), calendarOf(zhejiang));
    expect(toBeijingIso(due.dueAt)).toBe('2025-10-09T17:30:00+08:00');
  });

  it('bells: the organisation’s numbers make the plan of a limit', () => {
    expect(bellPlanOf(zhejiang, { kind: 'calendar-days', days: 15 })).toEqual({ units: 'office', amberPercent: 75, aheadDays: [30, 7, 1], dailyBells: 10 });
  });
});
