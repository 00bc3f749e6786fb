import { operationOf } from '../gateway/required-actions.ts';
import { s3ActionsOf } from '../s3/actions.ts';
import type { WireRequest, WireResponse, WireService } from '../wire/wire.ts';
import { conditionalConflict, connectionReset, inTrouble } from './answers.ts';
import type { Faults } from './faults.ts';

/** Longer than any function may run, so that it is the caller who gives up; and the end all the same. */
const LONGEST_HANG_MILLISECONDS = 1_000_000;

/** Engines as unkind as the plan in force. They stand behind the gateway: what may not be called is refused first. */
export function unkindEngines<Engines extends Readonly<Record<string, WireService>>>(faults: Faults, engines: Engines): Engines {
  return Object.fromEntries(Object.entries(engines).map(([service, engine]) => [service, unkind(faults, service, engine)])) as Engines;
}

function unkind(faults: Faults, service: string, engine: WireService): WireService {
  return async (request) => {
    if (isDown(faults, service, request)) return inTrouble(service, 'unavailable', request);
    const what = `${operationOf(request) || request.method} ${request.path}`;
    const trouble = faults.trouble(service, what);
    const conflict = service === 's3' && isConditionalWrite(request) && faults.strikes('conflict', service, what);
    const hang = faults.half('hang', service, what);
    const reset = faults.strikes('resetAfterCommit', service, what);
    if (trouble !== undefined) return inTrouble(service, trouble, request);
    if (conflict) return conditionalConflict(request);
    if (hang === 'first') return noAnswer(faults);
    const answered = await engine(request);
    if (hang === 'second') return noAnswer(faults);
    return reset ? connectionReset : answered;
  };
}

function isDown(faults: Faults, service: string, request: WireRequest): boolean {
  if (faults.isServiceDown(service)) return true;
  return service === 's3' && s3ActionsOf(request).some(({ bucket }) => faults.isDown(bucket));
}

/** A write or deletion that says what it expects to find. */
function isConditionalWrite({ method, headers }: WireRequest): boolean {
  return method !== 'GET' && method !== 'HEAD' && (headers['if-match'] !== undefined || headers['if-none-match'] !== undefined);
}

/** The caller waits until its own patience ends. */
async function noAnswer(faults: Faults): Promise<WireResponse> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, LONGEST_HANG_MILLISECONDS).unref();
  await Promise.race([promise, faults.released()]);
  clearTimeout(timer);
  return connectionReset;
}
