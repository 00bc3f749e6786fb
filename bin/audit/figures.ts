import type { Audit } from './audit.ts';

/** What was gone through. The newest seal's hash is worth keeping elsewhere: with it nobody can pretend it never was. */
export function figures({ chains, events, seals, newest }: Omit<Audit, 'breaks'>): string {
  const sealed = newest === undefined ? 'no seal yet' : `${counted(seals, 'seal')}, the newest of ${newest.date} with the hash ${newest.hash}`;
  return `${counted(chains, 'chain')} with ${counted(events, 'event')}; ${sealed}.`;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
