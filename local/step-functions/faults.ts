/** An answer of the API that says no: the code and message that AWS would give, always with HTTP 400. */
export class ServiceFault extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
    this.name = code;
  }
}

export type FaultKind = 'evaluation' | 'runtime' | 'task' | 'timeout' | 'heartbeat';

/** Why a state failed. `null` for error and cause is what a worker left out; it stays out of events and is null when caught. */
export interface Fault {
  readonly kind: FaultKind;
  readonly error: string | null;
  readonly cause: string | null;
  /** The field whose expression failed, for EvaluationFailed. */
  readonly location?: string;
}

/** Carries a fault out of the evaluation of a state. */
export class StateFault extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.cause ?? fault.error ?? 'The state failed.');
    this.fault = fault;
  }
}

/** The largest result, output or input that AWS carries, in bytes of UTF-8. */
export const LARGEST_DATA_BYTES = 262_144;

export function exceedsDataLimit(text: string): boolean {
  return text.length * 3 > LARGEST_DATA_BYTES && Buffer.byteLength(text) > LARGEST_DATA_BYTES;
}

export function dataLimitFault(kind: FaultKind, subject: string): Fault {
  return {
    kind,
    error: 'States.DataLimitExceeded',
    cause: `The state/task '${subject}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  };
}
