import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoDb, type DynamoDb } from '../../../local/dynamodb/dynamodb.ts';
import type { CreateTableInput } from '../../../local/dynamodb/tables.ts';
import { serve } from '../../../local/wire/serve.ts';

export const TABLE = 'Records';

export const records: CreateTableInput = {
  TableName: TABLE,
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: ['pk', 'sk', 'outboxOpen', 'outboxSince', 'worklist', 'worklistDue'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
  GlobalSecondaryIndexes: [
    {
      IndexName: 'outbox',
      KeySchema: [
        { AttributeName: 'outboxOpen', KeyType: 'HASH' },
        { AttributeName: 'outboxSince', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
    {
      IndexName: 'worklist',
      KeySchema: [
        { AttributeName: 'worklist', KeyType: 'HASH' },
        { AttributeName: 'worklistDue', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
};

export interface Running {
  readonly client: DynamoDBClient;
  readonly engine: DynamoDb;
  close(): Promise<void>;
}

/** The engine behind the real client, over HTTP on loopback. */
export async function start(path = ':memory:'): Promise<Running> {
  const engine = await createDynamoDb({ path });
  await engine.ensureTable(records);
  const server = await serve(engine.service);
  const client = clientOf(server.port);
  return {
    client,
    engine,
    close: async () => {
      client.destroy();
      await server.close();
      await engine.close();
    },
  };
}

export function clientOf(port: number): DynamoDBClient {
  return new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
}
