import { onDutyAt, publishersAt, type PostHolder, type Posts } from '../../../domain/people/posts.ts';
import type { PublishingSwitch } from '../../../domain/record/publishing-switch.ts';
import { currentAt, effectiveAt, type StaffMember } from '../../../domain/people/staff.ts';

/**
 * A person as colleagues of the site see them: what they may do now, when they are away, for whom they stand in, and how to
 * reach them: whoever waits for an item has to be able to ask whoever has it.
 */
export function personView(member: StaffMember, roster: Posts, at: number): Record<string, unknown> {
  const { id, name, version, leaves, reassignments, covers, email } = currentAt(member, at);
  const holdsPost = roster.some(({ person }) => person === id);
  return {
    id,
    name,
    version,
    roles: effectiveAt(member, at).roles,
    leaves,
    reassignments,
    covers,
    ...(email === undefined ? {} : { email }),
    ...(holdsPost ? { onDuty: publishersAt(roster, at).some(({ person }) => person === id) } : {}),
  };
}

/** who holds post A and post B, and who of them puts online now. While publishing is paused, since when nothing goes online. */
export function rosterView(roster: Posts, at: number, paused: PublishingSwitch['paused']): Record<string, unknown> {
  const present = new Set(onDutyAt(roster, at));
  const seat = (holder: PostHolder): Record<string, unknown> => {
    const { person, name, coversFor, span } = holder;
    return { person, name, ...(coversFor === undefined ? {} : { coversFor }), ...span, present: present.has(holder) };
  };
  const seats = (post: PostHolder['post']) => roster.filter((holder) => holder.post === post).map(seat);
  return { a: seats('publisher-a'), b: seats('publisher-b'), onDuty: publishersAt(roster, at).map(({ person, name, post }) => ({ person, name, post })), ...(paused === undefined ? {} : { pausedSince: paused.at }) };
}
