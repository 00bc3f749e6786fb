import type { Clock } from '../clock/clock.ts';
import type { CloudWatch } from '../cloudwatch/create-cloudwatch.ts';
import { Deliveries } from '../events/deliveries.ts';
import { createRules, executionStatusChange } from '../events/rules.ts';
import { createSchedules, type ScheduleOptions } from '../events/schedules.ts';
import type { Invoker } from '../gateway/create-invoker.ts';
import type { DeadLetters } from '../lambda/dead-letters.ts';
import type { StatusChange } from '../step-functions/engine.ts';
import type { ResolvedTemplate } from '../template/load-template.ts';
import { functionNameIn } from './cloudwatch.ts';
import { declaredOf } from './declared.ts';
import type { DataFolder } from './data-folder.ts';
import type { Logs } from './logs.ts';

export interface EventSurroundings {
  readonly template: ResolvedTemplate;
  readonly clock: Clock;
  readonly invoker: Invoker;
  readonly folder: DataFolder;
  readonly deadLetters: DeadLetters;
  readonly cloudWatch: CloudWatch;
  readonly logs: Logs;
}

export interface Events {
  readonly onStatusChange: (change: StatusChange) => void;
  /** Begins to fire the schedules, once everything they set going can answer. */
  resume(): void;
}

/** Schedules and rules of the template. A function that is handed an event is asked for no answer. */
export function startEvents({ template, clock, invoker, folder, deadLetters, cloudWatch, logs }: EventSurroundings): Events {
  const deliveries = new Deliveries({
    clock,
    invoke: ({ functionArn, payload, principal }) => Promise.resolve().then(() => invoker.enqueue(principal, { functionName: functionArn, payload })),
    onDeadLetter: ({ from, deadLetterArn, payload, error }) => {
      logs.line('events', `${from} gave an event up: ${error}`);
      if (deadLetterArn !== undefined) deadLetters.put({ queueArn: deadLetterArn, sourceArn: from, requestId: '', payload, reason: error, at: clock.now() });
    },
  });
  const onFiring: ScheduleOptions['onFiring'] = (functionArn, instants) => cloudWatch.scheduled(functionNameIn(functionArn), instants);
  const send = createRules({ rules: declaredOf(template, 'AWS::Events::Rule'), deliveries, ...template.place });
  return {
    onStatusChange: (change) => {
      cloudWatch.executionChanged(change.stateMachineArn, change.status);
      send(executionStatusChange(change, clock.now()));
    },
    resume: () => createSchedules({ schedules: declaredOf(template, 'AWS::Scheduler::Schedule'), clock, deliveries, file: folder.place('schedules.json'), onFiring }),
  };
}
