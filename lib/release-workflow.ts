import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { ContentStore } from './content-store.ts';
import { HandlerFunction } from './handler-function.ts';
import type { House } from './house.ts';
import type { PortalSite } from './portal-site.ts';
import type { Records } from './records.ts';
import type { Relay } from './relay.ts';
import { StateMachine } from './state-machine.ts';

export interface ReleaseWorkflowProps {
  readonly house: House;
  readonly records: Records;
  readonly content: ContentStore;
  readonly portal: PortalSite;
  readonly relay: Relay;
  readonly publicOrigin: string;
}

/** Carries an item through its stages, onto the portal and off it again. */
export class ReleaseWorkflow extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: ReleaseWorkflowProps) {
    super(scope, id);
    this.machine = new StateMachine(this, 'Release', {
      house: props.house,
      name: 'release',
      tasks: {
        AwaitDecision: this.step(props, 'AwaitDecision', 'workflow/await-decision', 'Opens a stage and leaves the task token in the record'),
        BeginPublishing: this.step(props, 'BeginPublishing', 'workflow/begin-publishing', 'Checks approvals once more when the hour has come'),
        PublishPage: this.publishPage(props),
        ConfirmOnline: this.confirmOnline(props),
        RecordFailure: this.step(props, 'RecordFailure', 'workflow/record-failure', 'Notes that publishing failed, for its editors to retry'),
        TakeDownPage: this.takeDownPage(props),
      },
    });
  }

  /** A step that touches only the record. */
  private step(
    { house, records, relay }: ReleaseWorkflowProps,
    id: string,
    handler: 'workflow/await-decision' | 'workflow/begin-publishing' | 'workflow/record-failure',
    description: string,
  ): HandlerFunction {
    return new HandlerFunction(this, id, {
      house,
      handler,
      description,
      invocation: 'synchronous',
      environment: { RECORDS_TABLE: records.tableName, RELAY_FUNCTION: relay.functionArn },
      grants: [records.items('GetItem', 'UpdateItem'), relay.invocation],
    });
  }

  private publishPage({ house, records, content, portal, publicOrigin }: ReleaseWorkflowProps): HandlerFunction {
    return new HandlerFunction(this, 'PublishPage', {
      house,
      handler: 'workflow/publish-page',
      description: 'Writes the page of an item and the lists that name it',
      invocation: 'synchronous',
      environment: {
        RECORDS_TABLE: records.tableName,
        CONTENT_BUCKET: content.bucket.bucketName,
        PORTAL_BUCKET: portal.bucket.bucketName,
        PUBLIC_ORIGIN: publicOrigin,
        STYLESHEET: house.stylesheet,
      },
      grants: [records.items('GetItem', 'UpdateItem', 'Query'), content.contents('GetObject'), content.attachments('GetObject'), ...portal.rewriting],
      overrides: { timeout: Duration.seconds(60) },
    });
  }

  private confirmOnline({ house, records, portal, relay, publicOrigin }: ReleaseWorkflowProps): HandlerFunction {
    return new HandlerFunction(this, 'ConfirmOnline', {
      house,
      handler: 'workflow/confirm-online',
      description: 'Asks the public address for the approved content',
      invocation: 'synchronous',
      environment: {
        RECORDS_TABLE: records.tableName,
        RELAY_FUNCTION: relay.functionArn,
        PUBLIC_ORIGIN: publicOrigin,
        DISTRIBUTION_ID: portal.distributionId,
      },
      grants: [records.items('GetItem', 'UpdateItem'), relay.invocation, portal.invalidation('CreateInvalidation', 'GetInvalidation')],
      overrides: { timeout: Duration.seconds(30) },
    });
  }

  private takeDownPage({ house, records, portal, relay, publicOrigin }: ReleaseWorkflowProps): HandlerFunction {
    return new HandlerFunction(this, 'TakeDownPage', {
      house,
      handler: 'workflow/take-down-page',
      description: 'Removes the page of an item from the portal and from the caches',
      invocation: 'synchronous',
      environment: {
        RECORDS_TABLE: records.tableName,
        RELAY_FUNCTION: relay.functionArn,
        PORTAL_BUCKET: portal.bucket.bucketName,
        PUBLIC_ORIGIN: publicOrigin,
        DISTRIBUTION_ID: portal.distributionId,
        STYLESHEET: house.stylesheet,
      },
      grants: [
        records.items('GetItem', 'UpdateItem', 'Query'),
        ...portal.rewriting,
        portal.invalidation('CreateInvalidation', 'GetInvalidation'),
        relay.invocation,
      ],
      overrides: { timeout: Duration.seconds(60) },
    });
  }
}
