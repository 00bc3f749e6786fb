import { Duration } from 'aws-cdk-lib/core';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { HandlerFunction } from './handler-function.ts';
import type { House } from './house.ts';
import type { Records } from './records.ts';
import type { Relay } from './relay.ts';
import type { StateMachine } from './state-machine.ts';

export interface FailedExecutionsProps {
  readonly house: House;
  readonly records: Records;
  readonly relay: Relay;
  readonly machines: readonly StateMachine[];
}

/** An execution that ended otherwise than by itself: its work goes on in the next generation. */
export class FailedExecutions extends Construct {
  constructor(scope: Construct, id: string, { house, records, relay, machines }: FailedExecutionsProps) {
    super(scope, id);
    const settle = new HandlerFunction(this, 'SettleExecution', {
      house,
      handler: 'scheduled/settle-execution',
      description: 'Raises the generation of work whose execution broke off',
      invocation: 'asynchronous',
      environment: { RECORDS_TABLE: records.tableName, RELAY_FUNCTION: relay.functionArn },
      grants: [records.items('GetItem', 'UpdateItem'), relay.invocation],
    });
    new Rule(this, 'BrokenOff', {
      description: 'Executions that failed, timed out or were stopped',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'], stateMachineArn: machines.map((machine) => machine.arn) },
      },
      targets: [new LambdaFunction(settle.alias, { deadLetterQueue: house.deadLetters, retryAttempts: 8, maxEventAge: Duration.hours(2) })],
    });
    house.alarms.watch(this, 'executions-failed', ...machines.flatMap(({ arn }) => ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted'].map((name) => countOf(name, arn))));
  }
}

function countOf(metricName: string, stateMachine: string): Metric {
  return new Metric({ namespace: 'AWS/States', metricName, dimensionsMap: { StateMachineArn: stateMachine }, statistic: 'Sum' });
}
