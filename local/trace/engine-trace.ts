import type { WireService } from '../wire/wire.ts';
import { executionsOf, historyOf, machinesOf, type WireExecution } from './executions.ts';
import type { JournalEntry } from './journal.ts';

export interface TracedExecution extends WireExecution {
  /** Events in the form of the service. */
  readonly history: readonly unknown[];
}

/** What the engines know about a thing: executions named after it, and what functions did with it. */
export interface EngineTrace {
  readonly executions: readonly TracedExecution[];
  readonly journal: readonly JournalEntry[];
}

export interface TraceSources {
  readonly states: WireService;
  readonly mentioning: (words: readonly string[]) => Promise<JournalEntry[]>;
}

/** Executions whose names begin with the id, oldest first, and what the journal has under the id or another of its names. */
export async function engineTrace({ states, mentioning }: TraceSources, id: string, otherNames: readonly string[] = []): Promise<EngineTrace> {
  const lists = await Promise.all((await machinesOf(states)).map((machine) => executionsOf(states, machine)));
  const own = lists.flatMap((list) => list.reverse()).filter(({ name }) => name.startsWith(`${id}-`));
  const executions = await Promise.all(
    own.map(async (execution) => ({ ...execution, history: (await historyOf(states, execution.stateMachineArn, execution.name)) ?? [] })),
  );
  executions.sort((one, other) => one.startDate - other.startDate);
  return { executions, journal: await mentioning([id, ...otherNames]) };
}
