import { accountOwner, type WireService } from '../wire/wire.ts';

/** An execution as the service lists it; instants are epoch seconds. */
export interface WireExecution {
  readonly name: string;
  readonly stateMachineArn: string;
  readonly status: string;
  readonly startDate: number;
  readonly stopDate?: number;
}

/** Newest first; all of them where no limit is given. */
export async function executionsOf(service: WireService, stateMachineArn: string, limit = Infinity): Promise<WireExecution[]> {
  const rows: WireExecution[] = [];
  let nextToken: unknown;
  do {
    const page = await ask(service, 'ListExecutions', { stateMachineArn, maxResults: Math.min(limit, 1000), nextToken });
    rows.push(...((page?.['executions'] ?? []) as WireExecution[]));
    nextToken = page?.['nextToken'];
  } while (nextToken !== undefined && nextToken !== null && rows.length < limit);
  return rows;
}

/** The first thousand events; undefined for a name that no execution of the machine has. */
export async function historyOf(service: WireService, stateMachineArn: string, name: string): Promise<readonly unknown[] | undefined> {
  const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  const page = await ask(service, 'GetExecutionHistory', { executionArn, maxResults: 1000 });
  return page?.['events'] as readonly unknown[] | undefined;
}

export async function machinesOf(service: WireService): Promise<string[]> {
  const page = await ask(service, 'ListStateMachines', { maxResults: 1000 });
  return ((page?.['stateMachines'] ?? []) as { stateMachineArn: string }[]).map(({ stateMachineArn }) => stateMachineArn);
}

/** A call over the engine's own wire protocol; undefined where it refuses. */
async function ask(service: WireService, operation: string, input: object): Promise<Record<string, unknown> | undefined> {
  const { status, body } = await service({
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: { 'x-amz-target': `AWSStepFunctions.${operation}`, 'content-type': 'application/x-amz-json-1.0' },
    body: Buffer.from(JSON.stringify(input)),
    principal: accountOwner,
  });
  return status === 200 ? (JSON.parse(body.toString()) as Record<string, unknown>) : undefined;
}
