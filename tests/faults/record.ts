import { DynamoDBClient, paginateScan, QueryCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { join } from 'node:path';
import { OWNER_ACCESS_KEY_ID } from '../../local/gateway/create-gateway.ts';
import { readAssembly } from '../../local/template/assembly.ts';
import { loadTemplate } from '../../local/template/load-template.ts';
import { tablesOf } from '../../local/template/storage.ts';
import { repository } from './laptop-process.ts';

export type Row = Readonly<Record<string, unknown>>;

/** The records table as the account's owner sees it. */
export interface Records {
  openOutboxes(): Promise<readonly string[]>;
  /** Of every aggregate, by its row and not by the index that a sweep looks into. */
  fullOutboxes(): Promise<readonly string[]>;
  /** Every row but the events and the people. */
  rows(): Promise<readonly Row[]>;
}

export function openRecords(gatewayUrl: string): Records {
  const client = new DynamoDBClient({ endpoint: gatewayUrl, region: 'eu-central-1', credentials: { accessKeyId: OWNER_ACCESS_KEY_ID, secretAccessKey: 'unused' } });
  const TableName = tableName();
  const all = async (): Promise<Row[]> => {
    const rows: Row[] = [];
    for await (const { Items = [] } of paginateScan({ client }, { TableName })) rows.push(...Items.map(plain));
    return rows;
  };
  return {
    async fullOutboxes() {
      return (await all()).filter(({ sk, outbox }) => sk === 'HEAD' && Object.keys(outbox ?? {}).length > 0).map(({ pk }) => String(pk));
    },
    async openOutboxes() {
      const query = { TableName, IndexName: 'outbox', KeyConditionExpression: 'outboxOpen = :open', ExpressionAttributeValues: { ':open': { S: 'open' } } };
      const { Items = [] } = await client.send(new QueryCommand(query));
      return Items.map((item) => String(plain(item)['pk']));
    },
    async rows() {
      return (await all()).filter(({ pk, sk }) => !String(sk).startsWith('EVENT#') && !String(pk).startsWith('PERSON#'));
    },
  };
}

function plain(item: Record<string, AttributeValue>): Row {
  return unmarshall(item);
}

/** The template of the laptop that runs; for names, which depend on no secret and no address. */
export function laptopTemplate() {
  return loadTemplate(readAssembly(join(repository, 'cdk.out')), { parameters: { WebhookUrl: 'https://webhook.example/' }, secretOf: () => '' });
}

function tableName(): string {
  const [table] = tablesOf(laptopTemplate());
  if (table === undefined) throw new Error('The template has no table.');
  return table.name;
}
