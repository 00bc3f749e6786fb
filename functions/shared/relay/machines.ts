import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { Json } from '../../../domain/record/canonical.ts';

/** A machine that should be running and is not. */
export type Lost =
  | { readonly machine: 'release'; readonly generation: number }
  | { readonly machine: 'deadline'; readonly dutyId: string; readonly generation: number };

export type MachineName = 'release' | 'deadline';

/** `started`: it runs, now or since earlier. `closed`: the name was used and that execution has ended, however it ended. */
export type Start = 'started' | 'closed';

/** The state machines, as the relay may use them: each call can be repeated without harm. */
export interface Machines {
  start(machine: MachineName, name: string, input: Json): Promise<Start>;
  /** Whether the token was still waited with. A late or double signal is harmless and answers false. */
  signal(token: string, output: Json): Promise<boolean>;
  isRunning(machine: MachineName, name: string): Promise<boolean>;
}

export function machinesOf(client: SFNClient, arns: Readonly<Record<MachineName, string>>): Machines {
  const executionArn = (machine: MachineName, name: string): string => `${arns[machine].replace(':stateMachine:', ':execution:')}:${name}`;

  const isRunning = async (machine: MachineName, name: string): Promise<boolean> => {
    try {
      const { status } = await client.send(new DescribeExecutionCommand({ executionArn: executionArn(machine, name) }));
      return status === 'RUNNING' || status === 'PENDING_REDRIVE';
    } catch (error) {
      if ((error as Error).name === 'ExecutionDoesNotExist') return false;
      throw error;
    }
  };

  return {
    isRunning,
    async start(machine, name, input) {
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn: arns[machine], name, input: JSON.stringify(input) }));
        return 'started';
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
        return (await isRunning(machine, name)) ? 'started' : 'closed';
      }
    },
    async signal(token, output) {
      try {
        await client.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) }));
        return true;
      } catch (error) {
        if (error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken) return false;
        throw error;
      }
    },
  };
}
