/** How long one call of an AWS service may take before it is sent again, in seconds. */
const CALL_SECONDS = 3;
const CONNECTION_SECONDS = 1;
/** Throttles, faults, resets and calls without an answer: the SDK tries again with growing pauses. */
const ATTEMPTS = 4;

export interface Patience {
  readonly maxAttempts: number;
  readonly requestHandler: { readonly connectionTimeout: number; readonly requestTimeout: number; readonly socketTimeout: number; readonly throwOnRequestTimeout: true };
}

/**
 * What every SDK client of a function is made with. Without it a call that gets no answer eats the function's whole time:
 * the SDK has no limit of its own, and reports a `requestTimeout` that has passed without ending the call unless it is told to.
 * All attempts together stay within the 15 seconds that a function has; who calls for longer work says so.
 */
export function patience(callSeconds = CALL_SECONDS): Patience {
  const milliseconds = callSeconds * 1000;
  return { maxAttempts: ATTEMPTS, requestHandler: { connectionTimeout: CONNECTION_SECONDS * 1000, requestTimeout: milliseconds, socketTimeout: milliseconds, throwOnRequestTimeout: true } };
}
