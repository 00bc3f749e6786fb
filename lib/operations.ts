import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { ContentStore } from './content-store.ts';
import { HandlerFunction } from './handler-function.ts';
import type { House } from './house.ts';
import type { PortalSite } from './portal-site.ts';
import type { Records } from './records.ts';
import type { Relay } from './relay.ts';

export interface OperationsProps {
  readonly house: House;
  readonly records: Records;
  readonly content: ContentStore;
  readonly portal: PortalSite;
  readonly relay: Relay;
  readonly publicOrigin: string;
}

/** What an operator does with `aws lambda invoke`; nothing in the deployment can call these functions. */
export class Operations extends Construct {
  readonly enrolPeopleArn: string;
  readonly rebuildSiteArn: string;
  readonly deadLettersArn: string;
  readonly pausePublishingArn: string;
  readonly adoptRulesArn: string;
  readonly restartMachinesArn: string;

  constructor(scope: Construct, id: string, { house, records, content, portal, relay, publicOrigin }: OperationsProps) {
    super(scope, id);
    const enrolPeople = new HandlerFunction(this, 'EnrolPeople', {
      house,
      handler: 'operations/enrol-people',
      description: 'Enters people and their roles into the record',
      invocation: 'synchronous',
      environment: { RECORDS_TABLE: records.tableName },
      grants: [records.items('GetItem', 'UpdateItem')],
      overrides: { timeout: Duration.seconds(60) },
    });
    const rebuildSite = new HandlerFunction(this, 'RebuildSite', {
      house,
      handler: 'operations/rebuild-site',
      description: 'Writes a whole site anew from the record',
      invocation: 'synchronous',
      environment: {
        RECORDS_TABLE: records.tableName,
        CONTENT_BUCKET: content.bucket.bucketName,
        PORTAL_BUCKET: portal.bucket.bucketName,
        PUBLIC_ORIGIN: publicOrigin,
        STYLESHEET: house.stylesheet,
      },
      grants: [records.items('GetItem', 'UpdateItem', 'Query'), records.queries('listing'), content.contents('GetObject'), content.attachments('GetObject'), ...portal.rewriting],
      overrides: { timeout: Duration.minutes(15), memorySize: 1024 },
    });
    const deadLetters = new HandlerFunction(this, 'ReplayDeadLetters', {
      house,
      handler: 'operations/replay-dead-letters',
      description: 'Lists the effects that the relay gave up, and has them carried out again',
      invocation: 'synchronous',
      environment: { RECORDS_TABLE: records.tableName, RELAY_FUNCTION: relay.functionArn },
      grants: [records.items('GetItem', 'UpdateItem'), records.queries('outbox'), relay.invocation],
      overrides: { timeout: Duration.minutes(5) },
    });
    const everyItem = {
      house,
      invocation: 'synchronous',
      environment: { RECORDS_TABLE: records.tableName, RELAY_FUNCTION: relay.functionArn },
      grants: [records.items('GetItem', 'UpdateItem'), records.queries('listing'), relay.invocation],
      overrides: { timeout: Duration.minutes(15), memorySize: 1024 },
    } as const;
    const adoptRules = new HandlerFunction(this, 'AdoptRules', {
      ...everyItem,
      handler: 'operations/adopt-rules',
      description: 'Brings what is on its way under the rules and the calendar as they are now',
    });
    const restartMachines = new HandlerFunction(this, 'RestartMachines', {
      ...everyItem,
      handler: 'operations/restart-machines',
      description: 'Starts anew every machine that something waits for',
    });
    const pausePublishing = new HandlerFunction(this, 'PausePublishing', {
      ...everyItem,
      handler: 'operations/pause-publishing',
      description: 'Pauses publishing at a site, and resumes it',
      grants: [records.items('GetItem', 'UpdateItem'), records.queries('worklist'), relay.invocation],
    });
    this.pausePublishingArn = pausePublishing.alias.functionArn;
    this.adoptRulesArn = adoptRules.alias.functionArn;
    this.restartMachinesArn = restartMachines.alias.functionArn;
    this.deadLettersArn = deadLetters.alias.functionArn;
    this.enrolPeopleArn = enrolPeople.alias.functionArn;
    this.rebuildSiteArn = rebuildSite.alias.functionArn;
  }
}
