import type { Machines } from '../../../functions/shared/relay/machines.ts';
import { gated } from '../../model/actors.ts';
import { theOutside } from '../outside.ts';

export type { Lost, MachineName, Machines, Start } from '../../../functions/shared/relay/machines.ts';

/** Step Functions as the model has it (tests/model/executions.ts). */
export function machinesOf(): Machines {
  return {
    start: (...asked) => theOutside().executions.machines.start(...asked),
    signal: (...asked) => (theOutside().signalsToLose > 0 ? gated(loseSignal) : theOutside().executions.machines.signal(...asked)),
    isRunning: (...asked) => theOutside().executions.machines.isRunning(...asked),
  };
}

function loseSignal(): Promise<boolean> {
  theOutside().signalsToLose -= 1;
  return Promise.resolve(true);
}
