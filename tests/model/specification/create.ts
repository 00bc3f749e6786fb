import { holds, type CastMember } from './cast.ts';
import { faultsOf, hashOf, type Written } from './contents.ts';
import type { Item } from './item.ts';
import { refused, type Verdict } from './verdict.ts';

/** contract.md, `POST /releases`: a draft in a department that its writer submits for. */
export function judgeCreation(id: string, person: CastMember, content: Written, at: number): Verdict {
  if (person.roles.length === 0) return refused('forbidden');
  const submits = person.roles.filter(([role, unit]) => role === 'submitter' && (content.source !== 'docflow' || unit === 'office'));
  const units = submits.map(([, unit]) => unit);
  const refusals = [...(holds(person, 'submitter') && units.length > 0 ? [] : ['forbidden']), ...(faultsOf(content, units, at).length > 0 ? ['validation'] : [])];
  const [department] = units;
  if (refusals.length > 0 || department === undefined) return refused(...refusals);
  const hash = hashOf(content);
  const next: Item = {
    id,
    department,
    state: 'draft',
    version: 1,
    revision: 1,
    content,
    hash,
    lastEditedBy: person.id,
    approvals: [],
    involved: [],
    highest: 1,
    handedIn: [],
    taken: [],
    kept: [],
  };
  return { refusals: [], next, status: 201, answer: { id, version: 1, revision: 1, state: 'draft', contentHash: hash } };
}

/** What a copy takes over: not what belongs to the earlier item alone. */
export function copied({ trigger: _, signature: __, urgencyReason: ___, ...kept }: Written): Written {
  return { ...kept, urgency: 'ordinary', source: 'submission' };
}
