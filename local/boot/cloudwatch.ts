import type { Clock } from '../clock/clock.ts';
import { createCloudWatch, type CloudWatch } from '../cloudwatch/create-cloudwatch.ts';
import { readAlarm, type Alarm } from '../cloudwatch/read-alarm.ts';
import { readTopics, type Topics } from '../cloudwatch/topics.ts';
import type { DeadLetters } from '../lambda/dead-letters.ts';
import type { ResolvedTemplate } from '../template/load-template.ts';
import { queuesOf } from '../template/storage.ts';
import { declaredOf } from './declared.ts';
import type { DataFolder } from './data-folder.ts';

export interface DeclaredAlarms {
  readonly alarms: readonly Alarm[];
  readonly topics: Topics;
}

/** Alarms and topics of the template. Throws by name what the laptop would get wrong. */
export function alarmsOf(template: ResolvedTemplate): DeclaredAlarms {
  const topics = readTopics(declaredOf(template, 'AWS::SNS::Topic'), declaredOf(template, 'AWS::SNS::Subscription'));
  return { topics, alarms: declaredOf(template, 'AWS::CloudWatch::Alarm').map((declared) => readAlarm(declared, [...topics.keys()])) };
}

export interface WatchSurroundings extends DeclaredAlarms {
  readonly template: ResolvedTemplate;
  readonly clock: Clock;
  readonly folder: DataFolder;
  readonly deadLetters: DeadLetters;
}

export function startCloudWatch({ template, alarms, topics, clock, folder, deadLetters }: WatchSurroundings): CloudWatch {
  const queues = new Map(queuesOf(template).map(({ name, arn }) => [name, arn]));
  const lettersIn = (queueName: string): readonly number[] => deadLetters.arrivals(queues.get(queueName) ?? '');
  return createCloudWatch({ alarms, topics, clock, file: folder.place('cloudwatch.sqlite'), region: template.place.region, lettersIn });
}

/** The function's name in an ARN that may name an alias too. */
export function functionNameIn(functionArn: string): string {
  return functionArn.split(':')[6] ?? functionArn;
}
