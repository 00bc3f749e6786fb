import type { Activity } from '../clock/activity.ts';
import { operationOf } from '../gateway/required-actions.ts';
import { accountOwner, type WireRequest, type WireService } from '../wire/wire.ts';
import type { Faults } from './faults.ts';

/** A signal that was accepted and has not taken effect. */
export interface KeptSignal {
  /** The operation, as the wire names it. */
  readonly target: string;
  readonly body: string;
}

/** Where signals are kept that were accepted: Step Functions forgets none, so neither may a laptop that is killed. */
export interface SignalShelf {
  read(): readonly KeptSignal[];
  /** Replaces what was kept, whole or not at all. */
  write(signals: readonly KeptSignal[]): void;
}

export interface LateSignalsOptions {
  readonly faults: Faults;
  /** A signal on its way is under way: a move of the clock waits for it. */
  readonly activity: Activity;
  /** Signals with a token that nobody was handed are refused at once, as ever. */
  readonly isIssued: (token: string) => boolean;
  readonly shelf: SignalShelf;
}

export interface LateSignals {
  readonly service: WireService;
  /** Delivers what an earlier run had accepted and not delivered. To be called once. */
  resume(): void;
  /** What is on its way stays on the shelf. */
  close(): void;
}

const SIGNALS = ['SendTaskSuccess', 'SendTaskFailure'];
const TARGET = 'x-amz-target';
const ACCEPTED = { status: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: '{}' };

/** State machines that accept signals at once and hear them later, and then twice, as far as the plan in force says so. */
export function lateSignals({ faults, activity, isIssued, shelf }: LateSignalsOptions, engine: WireService): LateSignals {
  const kept = new Set<KeptSignal>(shelf.read());
  let isClosed = false;
  const deliver = async (signal: KeptSignal, milliseconds: number): Promise<void> => {
    await later(milliseconds, faults.released());
    for (let time = 0; time < 2 && !isClosed; time += 1) await engine(requestOf(signal));
    if (isClosed) return;
    kept.delete(signal);
    shelf.write([...kept]);
  };
  return {
    service: (request) => {
      const { lateSignalMs } = faults.plan;
      if (lateSignalMs === 0 || !SIGNALS.includes(operationOf(request)) || !isIssued(tokenOf(request))) return engine(request);
      const signal = { target: String(request.headers[TARGET]), body: request.body.toString() };
      kept.add(signal);
      shelf.write([...kept]);
      void activity.track(deliver(signal, lateSignalMs));
      return Promise.resolve(ACCEPTED);
    },
    resume: () => {
      for (const signal of kept) void activity.track(deliver(signal, 0));
    },
    close: () => {
      isClosed = true;
    },
  };
}

function requestOf({ target, body }: KeptSignal): WireRequest {
  return { method: 'POST', path: '/', query: new URLSearchParams(), headers: { [TARGET]: target }, body: Buffer.from(body), principal: accountOwner };
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
