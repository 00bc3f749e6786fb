import type { CallRelay } from '../../../functions/shared/record/call-relay.ts';
import { gated } from '../actors.ts';
import { theWorld } from './current.ts';

export type { CallRelay } from '../../../functions/shared/record/call-relay.ts';

/** The relay is called as Lambda calls asynchronously: some time later, or by bad luck never. */
export function relayCaller(): CallRelay {
  return (pk, { checkMachine = false, at } = {}) =>
    gated(() => {
      theWorld().relayCalls.push({ pk, checkMachine, ...(at === undefined ? {} : { at }) });
      return Promise.resolve();
    });
}
