import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { HandlerFunction } from './handler-function.ts';
import type { House } from './house.ts';
import type { Records } from './records.ts';

/** How the first people get into the record: an operator invokes the function, nothing else can. */
export class People extends Construct {
  readonly enrolFunctionArn: string;

  constructor(scope: Construct, id: string, { house, records }: { house: House; records: Records }) {
    super(scope, id);
    const enrol = new HandlerFunction(this, 'EnrolPeople', {
      house,
      handler: 'scheduled/enrol-people',
      description: 'Enters people and their roles into the record',
      invocation: 'synchronous',
      environment: { RECORDS_TABLE: records.tableName },
      grants: [records.items('GetItem', 'PutItem', 'UpdateItem')],
      overrides: { timeout: Duration.seconds(60) },
    });
    this.enrolFunctionArn = enrol.alias.functionArn;
  }
}
