import { BatchGetItemCommand, DynamoDBClient, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { SealedHead } from '../../../domain/record/seal.ts';
import { patience } from '../patience.ts';
import { HEAD } from '../record/keys.ts';

/** What is read in one call; DynamoDB takes a hundred. */
export const TIPS_TOGETHER = 50;

/** Where chains stand now, read from the table itself and consistently; those that are gone are left out. */
export type ReadTips = (pks: readonly string[]) => Promise<ReadonlyMap<string, SealedHead>>;

/** Sealing reads every chain each night: one call for many of them, and of each only what the seal says. */
export function tipReader(tableName: string, client = new DynamoDBClient(patience())): ReadTips {
  return async (pks) => {
    const tips = new Map<string, SealedHead>();
    let keys: Record<string, AttributeValue>[] = pks.map((pk) => ({ pk: { S: pk }, sk: { S: HEAD } }));
    while (keys.length > 0) {
      const asked = { Keys: keys, ConsistentRead: true, ProjectionExpression: 'pk, seq, lastHash' };
      const { Responses, UnprocessedKeys } = await client.send(new BatchGetItemCommand({ RequestItems: { [tableName]: asked } }));
      for (const item of Responses?.[tableName] ?? []) {
        const { pk, seq, lastHash } = unmarshall(item);
        tips.set(String(pk), { pk: String(pk), seq: Number(seq), hash: String(lastHash) });
      }
      // What did not fit into one answer is asked for again; where nothing fits DynamoDB refuses instead.
      keys = UnprocessedKeys?.[tableName]?.Keys ?? [];
    }
    return tips;
  };
}
