import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { reachLaptop } from '../../local/trace/running-laptop.ts';

/** Where an operation is carried out: on the laptop that runs on a folder, or by a deployment's function of that name. */
export interface Where {
  readonly data: string;
  readonly function?: string | undefined;
}

/** An operation that a function of the deployment carries out. */
export interface Operation {
  /** The instant, ISO 8601: the laptop's own, or ours. */
  readonly at: string;
  /** Throws Error with what the function said where it failed. */
  call<Answer>(order: object): Promise<Answer>;
}

/** The output of the stack says which function it is; on AWS the operator names it. */
export async function operationAt({ data, function: name }: Where, output: string): Promise<Operation> {
  if (name !== undefined) return { at: new Date().toISOString(), call: caller(new LambdaClient({ maxAttempts: 1 }), name) };
  const laptop = reachLaptop(data);
  return { at: await laptop.now(), call: caller(new LambdaClient({ ...laptop.client, maxAttempts: 1 }), laptop.output(output)) };
}

function caller(client: LambdaClient, functionName: string): Operation['call'] {
  return async <Answer>(order: object): Promise<Answer> => {
    const { FunctionError, Payload } = await client.send(new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(order)) }));
    const answer: unknown = JSON.parse(Buffer.from(Payload ?? []).toString('utf8') || 'null');
    if (FunctionError !== undefined) throw new Error((answer as { readonly errorMessage?: string }).errorMessage ?? 'The function failed; its log says why.');
    return answer as Answer;
  };
}
