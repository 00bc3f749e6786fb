import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { patience } from '../patience.ts';

/** Tells the relay that an aggregate has something in its outbox. Lost calls are made up for by the sweeper. */
export type CallRelay = (pk: string, options?: RelayOptions) => Promise<void>;

export interface RelayOptions {
  /** The sweep has found that the machine, or a clock, has gone quiet. */
  readonly checkMachine?: boolean;
  /** The ISO instant of that sweep. */
  readonly at?: string;
}

export function relayCaller(functionName: string, client = new LambdaClient(patience())): CallRelay {
  return async (pk, options = {}) => {
    const payload = JSON.stringify({ pk, ...options });
    await client.send(new InvokeCommand({ FunctionName: functionName, InvocationType: 'Event', Payload: Buffer.from(payload) }));
  };
}
