import { RemovalPolicy } from 'aws-cdk-lib/core';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Alarms } from './alarms/alarms.ts';
import type { Stage } from './stages.ts';

/** What every construct of one stack shares. */
export interface House {
  readonly stage: Stage;
  /** The folder of bundled handlers. */
  readonly handlers: string;
  /** The address of the stylesheet within the site, its hash in the name. */
  readonly stylesheet: string;
  /** Where events go that nobody could take. */
  readonly deadLetters: Queue;
  /** Whom each construct tells what it measures, so that somebody is woken. */
  readonly alarms: Alarms;
}

/** Data of a protected stage outlives its stack. */
export function removalPolicyOf(stage: Stage): RemovalPolicy {
  return stage.configuration.protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}

/** Kept a year: the Cybersecurity Law asks for at least six months, and CloudWatch's SIX_MONTHS is 180 days. */
export function logGroupFor(scope: Construct, id: string, stage: Stage, logGroupName?: string): LogGroup {
  return new LogGroup(scope, id, {
    retention: RetentionDays.ONE_YEAR,
    removalPolicy: removalPolicyOf(stage),
    ...(logGroupName === undefined ? {} : { logGroupName }),
  });
}
