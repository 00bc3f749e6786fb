import type { Machines } from '../../functions/shared/relay/machines.ts';
import type { StepInput } from '../../functions/shared/step.ts';
import { setEnvironment, type Handler } from './api.ts';
import { openTable } from './doubles/table.ts';
import type { Plan, StepName } from './executions.ts';
import type { Portal } from './portal.ts';

/** The functions of the product as they are deployed, without what starts them. */
export interface Functions {
  readonly author: Handler;
  readonly act: Handler;
  readonly revise: Handler;
  readonly people: Handler;
  readonly sweep: Handler;
  readonly settle: Handler;
  relay(machines: Machines, pk: string, checkMachine: boolean): Promise<void>;
  step(name: StepName, portal: Portal, input: StepInput): Promise<Plan | undefined>;
  enrol(person: { readonly id: string; readonly name: string; readonly site: string; readonly roles: readonly unknown[] }, at: number): Promise<void>;
}

/** Imports them after the doubles are in place. */
export async function loadFunctions(): Promise<Functions> {
  setEnvironment();
  const [author, act, revise, people] = await Promise.all([
    import('../../functions/api/author.ts'),
    import('../../functions/api/act.ts'),
    import('../../functions/api/revise.ts'),
    import('../../functions/api/people.ts'),
  ]);
  const [sweep, settle, awaitDecision, begin, recordFailure, ringBell] = await Promise.all([
    import('../../functions/scheduled/sweep.ts'),
    import('../../functions/scheduled/settle-execution.ts'),
    import('../../functions/workflow/await-decision.ts'),
    import('../../functions/workflow/begin-publishing.ts'),
    import('../../functions/workflow/record-failure.ts'),
    import('../../functions/workflow/ring-bell.ts'),
  ]);
  const [{ relayAggregate }, { relayPerson }, { isPersonKey }, { enrolPerson }, { portalSteps }] = await Promise.all([
    import('../../functions/shared/relay/relay-aggregate.ts'),
    import('../../functions/shared/relay/relay-person.ts'),
    import('../../functions/shared/record/keys.ts'),
    import('../../functions/shared/record/enrol-person.ts'),
    import('./portal.ts'),
  ]);
  const table = openTable();
  const handlers = {
    'await-decision': awaitDecision.handler,
    'begin-publishing': begin.handler,
    'record-failure': recordFailure.handler,
    'ring-bell': ringBell.handler,
  } as unknown as Readonly<Partial<Record<StepName, (input: StepInput) => Promise<Plan | undefined>>>>;
  return {
    author: author.handler,
    act: act.handler,
    revise: revise.handler,
    people: people.handler,
    sweep: sweep.handler,
    settle: settle.handler,
    relay: (machines, pk, checkMachine) => (isPersonKey(pk) ? relayPerson(table, pk) : relayAggregate({ table, machines }, pk, checkMachine)),
    step(name, portal, input) {
      if (name === 'publish' || name === 'confirm' || name === 'take-down') return portalSteps[name](portal, input);
      const handler = handlers[name];
      if (handler === undefined) throw new RangeError(`There is no function for ${name}.`);
      return handler(input);
    },
    enrol: async (person, at) => void (await enrolPerson(table, person as never, at)),
  };
}
