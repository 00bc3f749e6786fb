import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { HandlerFunction, type Grant } from './handler-function.ts';
import type { House } from './house.ts';
import type { Mail } from './mail.ts';
import { executionArnsOf, machineArnOf } from './machine-names.ts';
import type { Records } from './records.ts';
import type { Webhook } from './webhook.ts';

export interface RelayProps {
  readonly house: House;
  readonly records: Records;
  readonly publicOrigin: string;
  /** How people are told; undefined where the stage does not do it so. */
  readonly mail: Mail | undefined;
  readonly webhook: Webhook | undefined;
}

/** What a variable says where the stage has no such thing: none may be empty. */
const NONE = 'none';

/** Carries out what commits left in outboxes. The only function that may start and wake machines, and write to people. */
export class Relay extends Construct {
  readonly functionArn: string;
  /** What a function needs that has committed something. */
  readonly invocation: Grant;

  constructor(scope: Construct, id: string, { house, records, publicOrigin, mail, webhook }: RelayProps) {
    super(scope, id);
    const stage = house.stage.name;
    const release = machineArnOf(this, stage, 'release');
    const deadline = machineArnOf(this, stage, 'deadline');
    const relay = new HandlerFunction(this, 'Relay', {
      house,
      handler: 'workflow/relay',
      description: 'Carries out the effects that commits left in outboxes',
      invocation: 'asynchronous',
      environment: {
        RECORDS_TABLE: records.tableName,
        RELEASE_MACHINE: release,
        DEADLINE_MACHINE: deadline,
        PUBLIC_ORIGIN: publicOrigin,
        MAIL_SENDER: mail?.sender ?? NONE,
        MAIL_CONFIGURATION: mail?.configurationSetName ?? NONE,
        WEBHOOK_URL: webhook?.url ?? NONE,
        WEBHOOK_SECRET: webhook?.secret ?? NONE,
      },
      grants: [
        records.items('GetItem', 'UpdateItem'),
        ...(mail === undefined ? [] : [records.queries('listing'), mail.sending]),
        { actions: ['states:StartExecution'], resources: [release, deadline] },
        { actions: ['states:SendTaskSuccess'], resources: [release] },
        {
          actions: ['states:DescribeExecution'],
          resources: [executionArnsOf(this, stage, 'release'), executionArnsOf(this, stage, 'deadline')],
          wildcardReason: 'The wildcard stands for the names of executions of this one machine.',
        },
      ],
      overrides: { timeout: Duration.seconds(60) },
    });
    this.functionArn = relay.alias.functionArn;
    this.invocation = { actions: ['lambda:InvokeFunction'], resources: [this.functionArn] };
  }
}
