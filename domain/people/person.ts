/** 信息员, 联络员, 初审, 保密审查员, 处室负责人, 文字审核, 政务公开专员, 监测员, 分管领导, 发布岗A/B, 管理员. */
export const roles = [
  'submitter',
  'liaison',
  'reviewer',
  'secrecy',
  'head',
  'text',
  'disclosure',
  'monitor',
  'leader',
  'publisher-a',
  'publisher-b',
  'admin',
] as const;

export type Role = (typeof roles)[number];

export interface HeldRole {
  readonly role: Role;
  readonly unit: string;
  /** ISO instant since when the role is held. */
  readonly since: string;
  /** The person whose role it is, where it is held for them in their absence. */
  readonly coversFor?: string;
}

/** Somebody who acts. The token says who it is; these roles, kept in the record, say what they may do at which site. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly site: string;
  readonly roles: readonly HeldRole[];
}

export function holds(person: Person, role: Role, unit?: string): boolean {
  return person.roles.some((held) => held.role === role && (unit === undefined || held.unit === unit));
}

/** Whose work somebody may go on with: their own, and that of those they cover for. */
export function actsFor(person: Person): ReadonlySet<string> {
  return new Set([person.id, ...person.roles.flatMap(({ coversFor }) => (coversFor === undefined ? [] : [coversFor]))]);
}

/** For whom a person acts in a role; undefined where it is their own. */
export function coversInRole(person: Person, role: Role, unit?: string): string | undefined {
  const held = person.roles.filter((candidate) => candidate.role === role && (unit === undefined || candidate.unit === unit));
  return held.some(({ coversFor }) => coversFor === undefined) ? undefined : held[0]?.coversFor;
}
