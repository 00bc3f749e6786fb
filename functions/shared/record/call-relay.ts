import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

/** Tells the relay that an aggregate has something in its outbox. Lost calls are made up for by the sweeper. */
export type CallRelay = (pk: string, options?: { readonly checkMachine?: boolean }) => Promise<void>;

export function relayCaller(functionName: string, client = new LambdaClient({})): CallRelay {
  return async (pk, options = {}) => {
    const payload = JSON.stringify({ pk, ...options });
    await client.send(new InvokeCommand({ FunctionName: functionName, InvocationType: 'Event', Payload: Buffer.from(payload) }));
  };
}
