import { DynamoDBClient, QueryCommand, UpdateItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { OWNER_ACCESS_KEY_ID } from '../../local/gateway/create-gateway.ts';
import { bucketsOf, tablesOf } from '../../local/template/storage.ts';
import type { TestLaptop } from '../support/laptop.ts';

/** Damage done to the record and the content of a running laptop, past every rule of the application. */
export interface Poison {
  /** Replaces attributes of a head. */
  head(id: string, attributes: Readonly<Record<string, AttributeValue>>): Promise<void>;
  /** Likewise of a person. */
  person(id: string, attributes: Readonly<Record<string, AttributeValue>>): Promise<void>;
  /** Puts something into an item's outbox, as if it had just been committed. */
  outbox(id: string, key: string, text: string): Promise<void>;
  /** Takes a content away. */
  content(hash: string): Promise<void>;
  /** The aggregates that have something left to do. */
  openOutboxes(): Promise<readonly string[]>;
  /** What the relay gave up. */
  deadEffects(): Promise<readonly string[]>;
}

export function poisonFor({ cloud: { gatewayUrl: endpoint, template } }: TestLaptop): Poison {
  const place = { endpoint, region: template.place.region, credentials: { accessKeyId: OWNER_ACCESS_KEY_ID, secretAccessKey: 'unused' } };
  const table = new DynamoDBClient(place);
  const buckets = new S3Client({ ...place, forcePathStyle: true });
  const TableName = tablesOf(template)[0]!.name;
  const Bucket = bucketsOf(template).find(({ logicalId }) => logicalId.startsWith('ContentStore'))!.name;
  const keyOf = (id: string): Record<string, AttributeValue> => ({ pk: { S: `SITE#zhejiang#RELEASE#${id}` }, sk: { S: 'HEAD' } });
  const marked = async (how: string): Promise<readonly string[]> => {
    const query = { TableName, IndexName: 'outbox', KeyConditionExpression: 'outboxOpen = :how', ExpressionAttributeValues: { ':how': { S: how } } };
    const { Items = [] } = await table.send(new QueryCommand(query));
    return Items.map(({ pk }) => String(pk?.S));
  };
  const replace = async (Key: Record<string, AttributeValue>, attributes: Readonly<Record<string, AttributeValue>>): Promise<void> => {
    const names = Object.keys(attributes);
    await table.send(
      new UpdateItemCommand({
        TableName,
        Key,
        UpdateExpression: `SET ${names.map((_, place) => `#${place} = :${place}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(names.map((name, place) => [`#${place}`, name])),
        ExpressionAttributeValues: Object.fromEntries(Object.values(attributes).map((value, place) => [`:${place}`, value])),
      }),
    );
  };
  return {
    head: (id, attributes) => replace(keyOf(id), attributes),
    person: (id, attributes) => replace({ pk: { S: `PERSON#${id}` }, sk: { S: 'HEAD' } }, attributes),
    outbox: async (id, key, text) => {
      const since = { S: new Date(0).toISOString() };
      const update = { UpdateExpression: 'SET outbox.#key = :text, outboxOpen = :open, outboxSince = :since', ExpressionAttributeNames: { '#key': key }, ExpressionAttributeValues: { ':text': { S: text }, ':open': { S: 'open' }, ':since': since } };
      await table.send(new UpdateItemCommand({ TableName, Key: keyOf(id), ...update }));
    },
    content: async (hash) => void (await buckets.send(new DeleteObjectCommand({ Bucket, Key: `content/${hash}` }))),
    openOutboxes: () => marked('open'),
    deadEffects: () => marked('dead'),
  };
}
