import type { BellKind } from '../deadlines/bells.ts';
import type { Acknowledgement, WaitingBell } from './duty.ts';

/** What comes after the limit has passed unheeded. Warnings, and the due bell itself, ring whoever is on it. */
const holdable: ReadonlySet<BellKind> = new Set(['escalation', 'daily', 'weekly'] as const);

/**
 * The bell, moved to the end of the acknowledgement where that holds it. It keeps its kind, and is held once: however
 * often a holder acknowledges, the leader hears of it at last.
 */
export function heldBack(bell: WaitingBell, acknowledged: Acknowledgement | undefined): WaitingBell {
  if (acknowledged === undefined || bell.heldFrom !== undefined || !holdable.has(bell.kind)) return bell;
  if (Date.parse(bell.at) >= Date.parse(acknowledged.until)) return bell;
  return { kind: bell.kind, at: acknowledged.until, heldFrom: bell.at };
}
