import { Construct } from 'constructs';
import { HandlerFunction } from './handler-function.ts';
import type { House } from './house.ts';
import type { Records } from './records.ts';
import type { Relay } from './relay.ts';
import { StateMachine } from './state-machine.ts';

/** The clock of every duty: waits for each bell and rings it. */
export class Deadlines extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, { house, records, relay }: { house: House; records: Records; relay: Relay }) {
    super(scope, id);
    const ringBell = new HandlerFunction(this, 'RingBell', {
      house,
      handler: 'workflow/ring-bell',
      description: 'Rings one bell of a duty, once',
      invocation: 'synchronous',
      environment: { RECORDS_TABLE: records.tableName, RELAY_FUNCTION: relay.functionArn },
      grants: [records.items('GetItem', 'UpdateItem'), relay.invocation],
    });
    this.machine = new StateMachine(this, 'Deadline', { house, name: 'deadline', tasks: { RingBell: ringBell } });
  }
}
