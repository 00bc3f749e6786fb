import { Duration } from 'aws-cdk-lib/core';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { ownMetric } from './alarms/own-metric.ts';
import { HandlerFunction } from './handler-function.ts';
import type { House } from './house.ts';
import { callOnSchedule } from './schedule.ts';

/** Every five minutes: reads the public sites as anybody may. It is granted nothing, so it sees what everybody sees. */
export class Canary extends Construct {
  constructor(scope: Construct, id: string, { house, publicOrigin }: { house: House; publicOrigin: string }) {
    super(scope, id);
    const canary = new HandlerFunction(this, 'Canary', {
      house,
      handler: 'scheduled/canary',
      description: 'Reads the public sites as anybody may, and says whether they answer',
      invocation: 'repeated',
      environment: { PUBLIC_ORIGIN: publicOrigin },
      grants: [],
      // Three readings of eight seconds at the most.
      overrides: { timeout: Duration.seconds(30), memorySize: 256 },
    });
    callOnSchedule(this, 'EveryFiveMinutes', {
      description: 'Has the public sites read',
      schedule: ScheduleExpression.rate(Duration.minutes(5)),
      target: canary,
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1),
    });
    house.alarms.watch(this, 'public-site-not-answering', ownMetric(house.stage, 'SiteAnswers', 'Minimum'));
  }
}
