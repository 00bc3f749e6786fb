import { onDutyAt, publishersAt, type PostHolder, type Posts } from '../../../domain/people/posts.ts';
import { currentAt, effectiveAt, type StaffMember } from '../../../domain/people/staff.ts';

/** A person as colleagues see them: what they may do now, when they are away, and for whom they stand in. No address. */
export function personView(member: StaffMember, roster: Posts, at: number): Record<string, unknown> {
  const { id, name, version, leaves, reassignments, covers } = currentAt(member, at);
  const holdsPost = roster.some(({ person }) => person === id);
  return {
    id,
    name,
    version,
    roles: effectiveAt(member, at).roles,
    leaves,
    reassignments,
    covers,
    ...(holdsPost ? { onDuty: publishersAt(roster, at).some(({ person }) => person === id) } : {}),
  };
}

/** With their address: for the person themselves, and for administrators, who set it. */
export function personViewWithAddress(member: StaffMember, roster: Posts, at: number): Record<string, unknown> {
  const { email } = member;
  return { ...personView(member, roster, at), ...(email === undefined ? {} : { email }) };
}

/** who holds post A and post B, and who of them puts online now. */
export function rosterView(roster: Posts, at: number): Record<string, unknown> {
  const present = new Set(onDutyAt(roster, at));
  const seat = (holder: PostHolder): Record<string, unknown> => {
    const { person, name, coversFor, span } = holder;
    return { person, name, ...(coversFor === undefined ? {} : { coversFor }), ...span, present: present.has(holder) };
  };
  const seats = (post: PostHolder['post']) => roster.filter((holder) => holder.post === post).map(seat);
  return { a: seats('publisher-a'), b: seats('publisher-b'), onDuty: publishersAt(roster, at).map(({ person, name, post }) => ({ person, name, post })) };
}
