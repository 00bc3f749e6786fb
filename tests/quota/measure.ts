import { DescribeExecutionCommand, GetExecutionHistoryCommand, ListExecutionsCommand, type HistoryEvent, type SFNClient } from '@aws-sdk/client-sfn';

/** What one execution used of the service's quotas. */
export interface Usage {
  readonly name: string;
  /** State entries: what is paid for. */
  readonly transitions: number;
  readonly events: number;
  /** The largest input, output or parameter text of any event, in bytes. */
  readonly largestState: number;
}

/** Every execution of an item's machines by the service's own account: those of the item itself and of its duties. */
export async function usageOf(client: SFNClient, stateMachineArn: string, releaseId: string): Promise<readonly Usage[]> {
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(new ListExecutionsCommand({ stateMachineArn, ...(nextToken === undefined ? {} : { nextToken }) }));
    names.push(...(page.executions ?? []).filter(({ name }) => name?.startsWith(releaseId)).map(({ executionArn }) => executionArn ?? ''));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return Promise.all(names.map((arn) => executionUsage(client, arn)));
}

async function executionUsage(client: SFNClient, executionArn: string): Promise<Usage> {
  const { name = '' } = await client.send(new DescribeExecutionCommand({ executionArn }));
  const events: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(new GetExecutionHistoryCommand({ executionArn, includeExecutionData: true, maxResults: 1000, ...(nextToken === undefined ? {} : { nextToken }) }));
    events.push(...(page.events ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return { name, ...usageIn(events) };
}

export function usageIn(events: readonly HistoryEvent[]): Omit<Usage, 'name'> {
  return {
    transitions: events.filter(({ type }) => type?.endsWith('StateEntered')).length,
    events: events.length,
    largestState: Math.max(0, ...events.flatMap(textsIn).map((text) => Buffer.byteLength(text))),
  };
}

function textsIn(event: HistoryEvent): string[] {
  return Object.entries(event).flatMap(([key, details]) => (key.endsWith('EventDetails') ? Object.values(details as Record<string, unknown>).filter((value) => typeof value === 'string') : []));
}
