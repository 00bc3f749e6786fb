import type { Activity } from '../clock/activity.ts';
import { operationOf } from '../gateway/required-actions.ts';
import type { WireRequest, WireService } from '../wire/wire.ts';
import type { Faults } from './faults.ts';

export interface LateSignalsOptions {
  readonly faults: Faults;
  /** A signal on its way is under way: a move of the clock waits for it. */
  readonly activity: Activity;
  /** Signals with a token that nobody was handed are refused at once, as ever. */
  readonly isIssued: (token: string) => boolean;
}

const SIGNALS = ['SendTaskSuccess', 'SendTaskFailure'];
const ACCEPTED = { status: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: '{}' };

/** State machines that accept signals at once and hear them later, and then twice, as far as the plan in force says so. */
export function lateSignals({ faults, activity, isIssued }: LateSignalsOptions, engine: WireService): WireService {
  const deliver = async (request: WireRequest, milliseconds: number): Promise<void> => {
    await later(milliseconds, faults.released());
    await engine(request);
    await engine(request);
  };
  return (request) => {
    const { lateSignalMs } = faults.plan;
    if (lateSignalMs === 0 || !SIGNALS.includes(operationOf(request)) || !isIssued(tokenOf(request))) return engine(request);
    void activity.track(deliver(request, lateSignalMs));
    return Promise.resolve(ACCEPTED);
  };
}

async function later(milliseconds: number, orAtOnce: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  await Promise.race([promise, orAtOnce]);
  clearTimeout(timer);
}

function tokenOf({ body }: WireRequest): string {
  try {
    return String((JSON.parse(body.toString()) as { readonly taskToken?: unknown } | null)?.taskToken);
  } catch {
    return '';
  }
}
