import { refuse, type Refusal } from '../refusal.ts';
import { ok, type Result } from '../result.ts';
import { dutyIn } from './change-duty.ts';
import { isOpen, type Duty } from './duty.ts';
import { isPublishing } from './hand-over.ts';
import { holds } from '../people/person.ts';
import type { Release } from './release.ts';
import type { Act } from './submit.ts';

/** The open duty, for whoever holds it; posts A and B hold what is to be put online together. */
export function dutyToWorkOn(release: Release, dutyId: string, act: Act): Result<Duty, Refusal> {
  const duty = dutyIn(release, dutyId);
  if (duty === undefined) return refuse('not-found');
  if (act.person.site !== release.site || !isHolder(duty, act)) return refuse('forbidden');
  return isOpen(duty) ? ok(duty) : refuse('wrong-state', { values: { state: duty.state } });
}

/** The duty, for a head of the unit whose duty it is. */
export function dutyToJudge(release: Release, dutyId: string, { person }: Act): Result<Duty, Refusal> {
  const duty = dutyIn(release, dutyId);
  if (duty === undefined) return refuse('not-found');
  // Administrators give out roles; whatever else they hold, they decide nothing.
  const mayDecide = person.site === release.site && holds(person, 'head', duty.unit) && !holds(person, 'admin');
  return mayDecide ? ok(duty) : refuse('forbidden');
}

function isHolder(duty: Duty, { organisation, person }: Act): boolean {
  const roles = isPublishing(organisation, duty) ? (['publisher-a', 'publisher-b'] as const) : [duty.holder];
  return roles.some((role) => holds(person, role, duty.unit));
}
