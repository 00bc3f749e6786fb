import { createConsole } from '../console/create-console.ts';
import type { ExecutionRow } from '../console/sources.ts';
import { stateMachinesOf } from '../template/compute.ts';
import { accountOwner, type WireService } from '../wire/wire.ts';
import type { Cloud } from './start-cloud.ts';

/** The page and the addresses below `/_local/`, over everything that runs. */
export function startConsole(cloud: Cloud, origin: string): WireService {
  const { clock, identity, deadLetters, logs, stepFunctions, template } = cloud;
  const machines = stateMachinesOf(template).map(({ arn }) => arn);
  return createConsole({
    clock,
    signIn: (username) => identity.signIn(username),
    executions: {
      list: async (limit) => {
        const lists = await Promise.all(machines.map((arn) => executionsOf(stepFunctions.service, arn, limit)));
        const rows = lists.flat().sort((one, other) => other.startedAt.localeCompare(one.startedAt));
        return limit === undefined ? rows : rows.slice(0, limit);
      },
      history: async (name) => {
        const histories = await Promise.all(machines.map((arn) => historyOf(stepFunctions.service, arn, name)));
        return histories.find((history) => history !== undefined);
      },
    },
    // The template sends no mail and has no alarms.
    outbox: () => Promise.resolve([]),
    alarms: () => Promise.resolve([]),
    deadLetters: () => Promise.resolve(deadLetters.list().map(({ sourceArn, at, reason }) => ({ from: sourceArn, at: new Date(at).toISOString(), error: reason }))),
    logs: () => logs.last(),
    links: [
      { label: 'Portal', href: `${origin}/zhejiang/` },
      { label: 'Sign-in', href: cloud.identity.url },
    ],
  });
}

interface WireExecution {
  readonly name: string;
  readonly stateMachineArn: string;
  readonly status: string;
  readonly startDate: number;
  readonly stopDate?: number;
}

async function executionsOf(service: WireService, stateMachineArn: string, limit: number | undefined): Promise<ExecutionRow[]> {
  const rows: ExecutionRow[] = [];
  let nextToken: unknown;
  do {
    const page = await ask(service, 'ListExecutions', { stateMachineArn, maxResults: Math.min(limit ?? 1000, 1000), nextToken });
    rows.push(...((page?.['executions'] ?? []) as WireExecution[]).map(rowOf));
    nextToken = page?.['nextToken'];
  } while (nextToken !== undefined && nextToken !== null && rows.length < (limit ?? Infinity));
  return rows;
}

function rowOf({ name, stateMachineArn, status, startDate, stopDate }: WireExecution): ExecutionRow {
  const stateMachine = stateMachineArn.slice(stateMachineArn.lastIndexOf(':') + 1);
  return { name, stateMachine, status, startedAt: iso(startDate), ...(stopDate === undefined ? {} : { stoppedAt: iso(stopDate) }) };
}

async function historyOf(service: WireService, stateMachineArn: string, name: string): Promise<readonly unknown[] | undefined> {
  const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  const page = await ask(service, 'GetExecutionHistory', { executionArn, maxResults: 1000 });
  return page?.['events'] as readonly unknown[] | undefined;
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

/** Instants are epoch seconds on the wire. */
function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
