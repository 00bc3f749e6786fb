import { InvocationRefused } from '../lambda/invocation.ts';
import type { Faults } from './faults.ts';

/** Faults of Lambda where engines invoke functions without the gateway: machines, schedules, rules and the HTTP API. */
export interface InvocationFaults {
  /** @throws InvocationRefused before anything is done */
  before(functionName: string): void;
  /** @throws InvocationRefused although the function has done its work */
  after(functionName: string): void;
}

const SERVICE = 'lambda';

export function invocationFaults(faults: Faults): InvocationFaults {
  return {
    before: (functionName) => {
      const trouble = faults.isServiceDown(SERVICE) ? 'unavailable' : faults.trouble(`${SERVICE} for engines`, functionName);
      if (trouble === 'throttled') throw new InvocationRefused('TooManyRequestsException', 429, 'Rate Exceeded.');
      if (trouble !== undefined) throw serviceException();
    },
    after: (functionName) => {
      if (faults.strikes('resetAfterCommit', `${SERVICE} for engines`, functionName)) throw serviceException();
    },
  };
}

function serviceException(): InvocationRefused {
  return new InvocationRefused('ServiceException', 500, 'An error occurred and the request cannot be processed.');
}
