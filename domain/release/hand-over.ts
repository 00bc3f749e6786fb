import type { BellKind } from '../deadlines/bells.ts';
import type { Organisation } from '../organisations/schema.ts';
import type { Duty } from './duty.ts';

/** Whether the duty is to put an approved item online, the work of posts A and B. */
export function isPublishing({ publishing }: Organisation, { rule }: Pick<Duty, 'rule'>): boolean {
  return rule === publishing.ordinary || rule === publishing.urgent;
}

/** A-22, AB岗: at the bell that the organisation names, what post A has not put online goes to post B. */
export function handOver(organisation: Organisation, duty: Duty, kind: BellKind, at: number): Duty {
  if (kind !== organisation.bells.handOverToB || duty.holder !== 'publisher-a' || !isPublishing(organisation, duty)) return duty;
  return { ...duty, holder: 'publisher-b', handedOver: { at: new Date(at).toISOString(), from: 'publisher-a', to: 'publisher-b' } };
}
