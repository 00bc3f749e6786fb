import type { Duty } from '../../../domain/release/duty.ts';
import type { Release } from '../../../domain/release/release.ts';

/** A duty as the contract has it: bells that rang, with whom they were for, then the one that is waited for. */
export function dutyView(duty: Duty, { id, site, title }: Pick<Release, 'id' | 'site' | 'title'>): Record<string, unknown> {
  const { nextBell, generation: _, restarts: __, bells, ...rest } = duty;
  return { ...rest, subject: id, title, site, bells: nextBell === undefined ? bells : [...bells, nextBell] };
}
