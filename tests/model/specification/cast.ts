import { createHash } from 'node:crypto';

/** The people of every history and what they may do, as an administrator would have listed them. */

export const ISSUER = 'https://issuer.example/pool';

export interface CastMember {
  /** The subject of the person's token. */
  readonly name: string;
  readonly id: string;
  readonly site: string;
  readonly roles: readonly (readonly [role: string, unit: string])[];
}

function member(name: string, ...roles: CastMember['roles'][number][]): CastMember {
  return { name, id: createHash('sha256').update(`${ISSUER}|${name}`).digest('hex').slice(0, 32), site: 'zhejiang', roles };
}

const BASIC = 'basic-education';

export const cast: readonly CastMember[] = [
  member('submitter', ['submitter', BASIC]),
  member('other-submitter', ['submitter', BASIC]),
  member('reviewer', ['reviewer', BASIC]),
  member('other-reviewer', ['reviewer', BASIC]),
  member('secrecy', ['secrecy', BASIC]),
  member('head', ['head', BASIC]),
  member('all', ['submitter', BASIC], ['reviewer', BASIC], ['secrecy', BASIC], ['head', BASIC]),
  member('text', ['text', 'office']),
  member('other-text', ['text', 'office'], ['publisher-b', 'network']),
  member('publisher-a', ['publisher-a', 'network']),
  member('publisher-b', ['publisher-b', 'network']),
  member('leader', ['leader', 'office']),
  member('admin', ['admin', 'office'], ['reviewer', BASIC]),
  member('finance', ['submitter', 'finance'], ['reviewer', 'finance']),
  member('office', ['submitter', 'office']),
  member('office-secrecy', ['secrecy', 'office']),
  { ...member('elsewhere', ['reviewer', BASIC], ['publisher-a', 'information-center']), site: 'shangqiu' },
];

/** Somebody with a good token whom nobody has enrolled. */
export const stranger: CastMember = { ...member('stranger'), roles: [] };

export function memberNamed(name: string): CastMember {
  const found = [...cast, stranger].find((each) => each.name === name);
  if (found === undefined) throw new RangeError(`Nobody is called ${name}.`);
  return found;
}

export function holds({ roles }: CastMember, role: string, unit?: string): boolean {
  return roles.some(([held, where]) => held === role && (unit === undefined || where === unit));
}
