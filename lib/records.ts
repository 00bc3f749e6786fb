import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { Grant } from './handler-function.ts';
import { removalPolicyOf } from './house.ts';
import type { Stage } from './stages.ts';

/** Sparse indexes: only items that carry both attributes are in them. */
const indexes = {
  worklist: { partitionKey: 'worklist', sortKey: 'worklistDue', shows: ['card'] },
  outbox: { partitionKey: 'outboxOpen', sortKey: 'outboxSince', shows: [] },
  duties: { partitionKey: 'dutiesOpen', sortKey: 'dutyDue', shows: [] },
  listing: { partitionKey: 'listing', sortKey: 'listedAt', shows: ['card'] },
} as const;

export type RecordsIndex = keyof typeof indexes;
export type RecordsAction = 'GetItem' | 'BatchGetItem' | 'UpdateItem' | 'Query';

/** The record: one table, the truth about everything. */
export class Records extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage.configuration.protectData,
      removalPolicy: removalPolicyOf(stage),
    });
    for (const [indexName, { partitionKey, sortKey, shows }] of Object.entries(indexes)) {
      this.table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: { name: partitionKey, type: AttributeType.STRING },
        sortKey: { name: sortKey, type: AttributeType.STRING },
        ...(shows.length === 0 ? { projectionType: ProjectionType.KEYS_ONLY } : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...shows] }),
      });
    }
  }

  get tableName(): string {
    return this.table.tableName;
  }

  /** Actions on items of the table itself. */
  items(...actions: readonly RecordsAction[]): Grant {
    return { actions: actions.map((action) => `dynamodb:${action}`), resources: [this.table.tableArn] };
  }

  queries(...names: readonly RecordsIndex[]): Grant {
    return { actions: ['dynamodb:Query'], resources: names.map((name) => `${this.table.tableArn}/index/${name}`) };
  }
}
