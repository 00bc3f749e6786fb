import { describe, expect, it } from 'vitest';
import { dormantRules } from '../../../domain/explain/dormant.ts';
import { listRules } from '../../../domain/explain/list-rules.ts';
import { chainFor, organisations } from '../../../domain/organisations/organisation.ts';
import type { Organisation } from '../../../domain/organisations/schema.ts';
import { decide } from '../../../domain/release/decide.ts';
import type { Role } from '../../../domain/people/person.ts';
import { publish } from '../../../domain/release/publish.ts';
import type { Release } from '../../../domain/release/release.ts';
import { submit, type Act } from '../../../domain/release/submit.ts';
import { after, approvalOf, draftOf, now, personWith, tuesday } from '../release/sample.ts';

const sources = ['submission', 'docflow'] as const;
const urgencies = ['ordinary', 'urgent'] as const;
type Source = (typeof sources)[number];

/** Takes an item through its whole chain to a publisher, and answers the rules whose clocks ran. */
function rulesRunFor(organisation: Organisation, source: Source, urgency: (typeof urgencies)[number]): string[] {
  const { site, office, publishingUnit } = organisation;
  const department = organisation.units.find((unit) => unit.kind === 'department' && unit.id !== office)?.id ?? office;
  const act = (role: Role, unit: string, id: string): Act => ({ organisation, person: personWith(role, unit, { id, site }), at: tuesday });
  const draft: Release = { ...draftOf(), site, department, source, urgency };
  let release = after(submit(draft, act('submitter', department, 'submitter')));
  for (const stage of chainFor(organisation, source)) {
    release = after(decide(release, approvalOf(release), act(stage.role, stage.where === 'office' ? office : department, stage.id)));
  }
  const posts = [{ person: 'publisher', name: 'publisher', post: 'publisher-a', leaves: [] }] as const;
  release = after(publish(release, now, { ...act('publisher-a', publishingUnit, 'publisher'), posts }));
  return release.duties.map((duty) => duty.rule);
}

const opened = (organisation: Organisation) =>
  new Set(sources.flatMap((source) => urgencies.flatMap((urgency) => rulesRunFor(organisation, source, urgency))));

describe('every limit is opened by the line or says why not, never both, never neither', () => {
  it.each(organisations.map((organisation) => [organisation.site, organisation] as const))('%s', (_site, organisation) => {
    const listed = listRules(organisation);
    const alive = listed.filter(({ state }) => state === 'alive').map(({ rule }) => rule.replace(/-urgent$/, ''));
    expect([...new Set(alive)].sort()).toEqual([...opened(organisation)].sort());
  });

  it('zhejiang: the stage targets and both publishing limits are alive', () => {
    const alive = listRules(organisations[0]!).filter(({ state }) => state === 'alive').map(({ rule }) => rule);
    expect(alive).toEqual(expect.arrayContaining(['A-23a', 'A-23b', 'S-first-review', 'S-first-review-urgent', 'S-text-review']));
    expect(alive.every((rule) => /^(S-|A-23)/.test(rule))).toBe(true);
  });

  it('the table names no rule that does not exist, and none twice', () => {
    const rules = new Set(organisations.flatMap((organisation) => listRules(organisation).map(({ rule }) => rule)));
    expect([...dormantRules.keys()].filter((rule) => !rules.has(rule))).toEqual([]);
    expect([...dormantRules.values()].every((because) => /opens when/.test(because))).toBe(true);
  });
});
