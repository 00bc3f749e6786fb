import { CloudFrontClient, CreateInvalidationCommand, GetInvalidationCommand } from '@aws-sdk/client-cloudfront';
import { patience } from '../patience.ts';

/** What the caches at the edge keep. */
export interface Edge {
  /** Orders that addresses be dropped. The same reference orders once, however often it is asked. */
  forget(paths: readonly string[], reference: string): Promise<string>;
  hasForgotten(order: string): Promise<boolean>;
}

export function edgeOf(distributionId: string, client = new CloudFrontClient(patience())): Edge {
  return {
    async forget(paths, reference) {
      const batch = { CallerReference: reference, Paths: { Quantity: paths.length, Items: [...paths] } };
      const { Invalidation } = await client.send(new CreateInvalidationCommand({ DistributionId: distributionId, InvalidationBatch: batch }));
      return Invalidation?.Id ?? '';
    },
    async hasForgotten(order) {
      const { Invalidation } = await client.send(new GetInvalidationCommand({ DistributionId: distributionId, Id: order }));
      return Invalidation?.Status === 'Completed';
    },
  };
}
